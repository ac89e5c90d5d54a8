import { TerraformResource, TerraformStack, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { configured } from "../core/attributes";
import { isGuid } from "../core/guid";
import { referencesIn } from "../core/reference";
import { type Problem, rules } from "../core/rules";
import { placeOf } from "../core/uniqueness";
import { BuiltInRole } from "./built-in-role.generated";
import { findBuiltInRole } from "./built-in-role-lookup";

/** The roles that an app grants, as somebody may give them on. */
export class Delegation {
  public constructor(
    private readonly app: IConstruct,
    /** Ids of roles that are not passed on, in small letters. */
    private readonly excluded: readonly string[],
  ) {}

  /** The assignments of the app, without those that let somebody assign roles. */
  public get assignments(): readonly TerraformResource[] {
    return this.app.node
      .findAll()
      .filter((node) => TerraformResource.isTerraformResource(node))
      .filter(({ terraformResourceType }) => terraformResourceType === "azurerm_role_assignment")
      .filter((assignment) => !this.excluded.includes(roleIdOf(assignment).toLowerCase()) && !isDelegation(assignment));
  }
}

/** A delegation is not one of the roles that are passed on. */
function isDelegation(assignment: TerraformResource): boolean {
  return (
    roleIdOf(assignment) === BuiltInRole.ROLE_BASED_ACCESS_CONTROL_ADMINISTRATOR.roleId &&
    configured(assignment, "condition") !== undefined
  );
}

/** The GUID of a role, or a token for it; "" if it is not known. */
function roleIdOf(assignment: TerraformResource): string {
  const id = configured(assignment, "role_definition_id");
  if (typeof id === "string") {
    return id.slice(id.lastIndexOf("/") + 1);
  }
  const name = configured(assignment, "role_definition_name");
  return typeof name === "string" ? (findBuiltInRole(BuiltInRole, "roleName", name)?.roleId ?? "") : "";
}

const ASSIGNMENTS = "Microsoft.Authorization/roleAssignments";

/**
 * The condition under which its holder gives and takes away these roles only. The two actions are told apart, because what
 * is to be deleted is the resource, and what is to be created is in the request.
 *
 * https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples
 */
export function conditionText(delegation: Delegation): string {
  const roles = listOf(delegation.assignments.map(roleIdOf));
  const types = delegation.assignments.map((assignment) => configured(assignment, "principal_type"));
  const areKnown = types.every((type) => typeof type === "string" && !Token.isUnresolved(type));
  const limit = (source: string): string =>
    [
      `${source}[${ASSIGNMENTS}:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roles}}`,
      ...(areKnown
        ? [
            `${source}[${ASSIGNMENTS}:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase ` +
              `{${listOf(types.map((type) => `'${String(type)}'`))}}`,
          ]
        : []),
    ].join(" AND ");
  return [
    ["write", "@Request"],
    ["delete", "@Resource"],
  ]
    .map(([action = "", source = ""]) => `((!(ActionMatches{'${ASSIGNMENTS}/${action}'})) OR (${limit(source)}))`)
    .join(" AND ");
}

const listOf = (texts: readonly string[]): string => [...new Set(texts)].sort().join(", ");

/** What is wrong with passing the roles on to somebody whom a construct grants it. */
export function delegationProblems(delegation: Delegation, asker: IConstruct): Problem[] {
  const { assignments } = delegation;
  return [
    ...(assignments.length === 0 ? nothingToAssign() : []),
    ...assignments.flatMap((assignment) => assignmentProblems(assignment, asker)),
  ];
}

const nothingToAssign = rules("DeployerAccess", [
  {
    rule: "deployer-without-roles",
    message: "the app grants no Azure role that a deployer could assign; leave the access out",
  },
]);

const assignmentProblems = rules<[assignment: TerraformResource, asker: IConstruct]>("DeployerAccess", [
  {
    rule: "deployer-role-unknown",
    when: (assignment, asker) => !isKnownTo(roleIdOf(assignment), asker),
    message: (assignment) =>
      `the id of the role in ${placeOf(assignment)}, which the condition needs, is not known here; grant it with CustomRole.fromId, ` +
      "or leave it to others with withoutRoles",
  },
  {
    rule: "deployer-could-assign-privileged-role",
    when: (assignment) => findBuiltInRole(BuiltInRole, "roleId", roleIdOf(assignment))?.privileged === true,
    message: (assignment) =>
      `the app grants ${findBuiltInRole(BuiltInRole, "roleId", roleIdOf(assignment))?.roleName ?? ""} (${placeOf(assignment)}), ` +
      "which the deployer could then give to itself; grant a lesser role, or leave it to others with withoutRoles",
  },
]);

/** Ids of other stacks would make this stack wait for the one whose deployer it prepares. */
function isKnownTo(roleId: string, asker: IConstruct): boolean {
  const stack = TerraformStack.of(asker);
  return Token.isUnresolved(roleId)
    ? referencesIn(roleId, asker).every((reference) => reference.stack === stack)
    : isGuid(roleId);
}

import { isDeepStrictEqual } from "node:util";
import { TerraformStack, Token } from "cdktf";
import { type Construct, type IConstruct } from "constructs";
import { Instances } from "../core/instances";
import { idOfValue } from "../core/names";
import { OwnResource } from "../core/own-resource";
import { Placement } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { canonical, describe, elementAt, referenceIn, withOrigins } from "../core/reference";
import { settled } from "../core/resources";
import { StackLibrary } from "../core/stack-library";
import { checkUniqueness } from "../core/uniqueness";
import { type Problem, rules } from "../core/rules";
import { principalProblems, tenantProblems } from "../principal/principal-problems";
import { type AssignmentKind, kindOf, type RoleGrant } from "./assignment-kind";
import { BuiltInRole } from "./built-in-role.generated";
import { findBuiltInRole } from "./built-in-role-lookup";
import { roleProblems, vaultProblems, warnOfRole } from "./role-rules";
import { type IRole } from "./role";
import { scopeProblems } from "./scope";
import { subscriptionPart } from "./subscription-part";

/**
 * One role at one scope for one principal. Its address consists of these three. Granting it again returns the same
 * assignment.
 */
export class RoleAssignment extends OwnResource<AssignmentKind["type"]> {
  /** The assignment for a construct of the stack. */
  public static of(asker: Construct, grant: RoleGrant): RoleAssignment {
    const { principal, role, scope } = grant;
    const [who, where] = [principal.objectId.value, settled(scope)];
    const { prefix } = kindOf(grant);
    const key = `${describe(who, asker)}, ${prefix}role ${keyOfRole(role, asker)}, at ${canonical(where, asker)}`;
    const assignment = StackLibrary.of(asker).share(
      asker,
      [idOfValue(who, asker), `${prefix}${idOfRole(role, asker)}`, idOfValue(where, asker)],
      key,
      (library, id) => new RoleAssignment(library, id, grant, asker),
    );
    checkAtSynth(asker, () => assignment.problemsWith(grant, asker));
    return assignment;
  }

  /** The path of the construct that asked for it first. */
  public readonly askedBy: string;

  private readonly placement: Placement;

  private constructor(library: Construct, id: string, grant: RoleGrant, asker: Construct) {
    const { principal, role, scope, provider } = grant;
    const kind = kindOf(grant);
    const placement = new Placement("azurerm", library, () => ({
      provider,
      belongsTo: targetOf(scope),
      subscriptionId: /^\/subscriptions\/([^/]+)/i.exec(scope)?.[1],
    }));
    super(
      library,
      id,
      kind.type,
      {
        scope,
        role_definition_id: `${subscriptionPart(scope)}/providers/Microsoft.Authorization/roleDefinitions/${role.roleId}`,
        principal_id: principal.objectId.value,
        ...kind.finePrint(grant),
      },
      { placement, instances: () => Instances.of([scope, principal.objectId.value], library) },
    );
    this.askedBy = asker.node.path;
    this.placement = placement;
    checkUniqueness(TerraformStack.of(library), kind.unique);
    warnOfRole(grant, asker);
  }

  private problemsWith(grant: RoleGrant, asker: Construct): Problem[] {
    const { principal, role, scope } = grant;
    return [
      ...scopeProblems(scope, asker),
      ...roleProblems(role, asker),
      ...principalProblems(principal, asker),
      ...vaultProblems(role, scope),
      ...conditionProblems(grant),
      ...this.contradictions(grant, asker),
      ...kindOf(grant).problems(this, grant),
      ...this.placement.problems(),
      ...tenantProblems(principal, this.placement, asker),
      ...(Instances.of([scope, principal.objectId.value], asker)?.problems() ?? []),
    ];
  }

  /** An assignment has one description, so different ones are reported for both constructs. */
  private contradictions(grant: RoleGrant, asker: Construct): Problem[] {
    const wanted = kindOf(grant).finePrint(grant);
    const access = `role ${grant.role.roleName} at ${describe(grant.scope, asker)}`;
    return Object.keys(wanted)
      .filter((name) => !isSame(wanted[name], this.argument(name), asker))
      .flatMap((name) => {
        const [here = "", there = ""] = [wanted[name], this.argument(name)].map((value) => inWords(value, asker));
        return contradiction(access, name, here, this.askedBy, there);
      });
  }
}

function isSame(one: unknown, other: unknown, scope: IConstruct): boolean {
  return one === other || isDeepStrictEqual(withOrigins(one, scope), withOrigins(other, scope));
}

function inWords(value: unknown, scope: IConstruct): string {
  return typeof value === "string" ? describe(value, scope) : value === undefined ? "left out" : JSON.stringify(value);
}

/** The resource or data source of a scope, even if the scope is only derived from it. */
function targetOf(scope: string): ReturnType<typeof elementAt> {
  const reference = referenceIn(scope) ?? referenceIn(scope.split("/", 1)[0] ?? "");
  return reference && elementAt(reference);
}

/** Identifies a role, whatever its name: by id. */
function keyOfRole({ roleId }: IRole, scope: IConstruct): string {
  return canonical(roleId, scope);
}

/** The name of a role in addresses: its constant, its definition in the app, or its id. */
function idOfRole({ roleId }: IRole, scope: IConstruct): string {
  if (!Token.isUnresolved(roleId)) {
    return findBuiltInRole(BuiltInRole, "roleId", roleId)?.key ?? roleId;
  }
  return idOfValue(roleId, scope);
}

const conditionProblems = rules<[grant: RoleGrant]>("Role assignments", [
  {
    rule: "condition-version-without-condition",
    when: ({ condition, conditionVersion }) => condition === undefined && conditionVersion !== undefined,
    message: ({ conditionVersion = "" }) =>
      `condition version "${conditionVersion}" is given without a condition; give the condition, or neither`,
  },
]);

const contradiction = rules<[access: string, attribute: string, here: string, other: string, there: string]>(
  "Role assignments",
  [
    {
      rule: "role-granted-differently",
      message: (access, attribute, here, other, there) =>
        `${access} is granted with ${attribute} ${here} here, and with ${attribute} ${there} by ${other}, but Azure keeps one ` +
        `assignment; give both the same ${attribute}`,
    },
  ],
);

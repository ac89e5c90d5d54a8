import { type Block } from "../terraform/document";
import { type Grant, type PrincipalKind, type Risk, type ScopeKind } from "./access-model";
import { azapiTypeOf, propertyOf } from "./azapi";
import { type AssignedRole } from "./assigned-role";
import { type Builder } from "./builder";
import { type Argument, argumentOf, isGiven, textOf } from "./reading";

/** Azure role assignments, whichever resource makes them. */

const ELIGIBLE = "azurerm_pim_eligible_role_assignment";
const TYPES = ["azurerm_role_assignment", ELIGIBLE, "azurerm_pim_active_role_assignment"];

const KINDS: Readonly<Record<string, PrincipalKind>> = {
  group: "group",
  serviceprincipal: "service-principal",
  user: "user",
};

/** The arguments of an assignment, whatever they are called. */
interface Assignment {
  readonly block: Block;
  readonly principal: Argument;
  readonly principalType: Argument;
  readonly scope: Argument;
  readonly roleName: Argument;
  readonly roleId: Argument;
  readonly condition: Argument;
}

export function addRoleAssignments(builder: Builder): void {
  const { analysis } = builder;
  for (const type of TYPES) {
    for (const block of analysis.resourcesOf(type)) {
      add(builder, {
        block,
        principal: argumentOf(block, "principal_id"),
        principalType: argumentOf(block, "principal_type"),
        scope: argumentOf(block, "scope"),
        roleName: argumentOf(block, "role_definition_name"),
        roleId: argumentOf(block, "role_definition_id"),
        condition: argumentOf(block, "condition"),
      });
    }
  }
  for (const block of analysis.resourcesOf("azapi_resource")) {
    if (azapiTypeOf(block, analysis) === "microsoft.authorization/roleassignments") {
      const property = (name: string): Argument => propertyOf(block, ["properties", name]);
      add(builder, {
        block,
        principal: property("principalId"),
        principalType: property("principalType"),
        scope: argumentOf(block, "parent_id"),
        roleName: { value: undefined, expression: undefined },
        roleId: property("roleDefinitionId"),
        condition: property("condition"),
      });
    }
  }
}

function add({ analysis, principals, targets, roles, grants }: Builder, assignment: Assignment): void {
  const { block, principal, principalType, scope, roleName, roleId, condition } = assignment;
  const role = roles.of(roleName, roleId, block);
  const target = targets.of(scope, block);
  const conditional = isGiven(condition);
  const kind = KINDS[textOf(analysis, principalType, block)?.toLowerCase() ?? ""];
  const { definition, traits } = role;
  for (const id of principals.of(principal, block, kind)) {
    const grant: Grant = {
      principal: id,
      target,
      what: role.name,
      ...(role.id !== undefined && { roleId: role.id }),
      role: { ...(definition && { definition }), ...(traits && { traits }), conditional },
      plane: traits?.plane ?? "control",
      risk: riskOf(role, targets.get(target)?.scope ?? "resource", conditional),
      block,
      eligible: block.type === ELIGIBLE,
    };
    grants.push(grant);
  }
}

const WIDE: ReadonlySet<ScopeKind> = new Set(["tenant", "management-group", "subscription", "resource-group"]);

export function isWide(scope: ScopeKind): boolean {
  return WIDE.has(scope);
}

/** A condition makes a role that only assigns roles harmless, if anything does. */
function riskOf({ privileged, traits }: AssignedRole, scope: ScopeKind, conditional: boolean): Risk {
  const assigns = traits?.assignsRoles === true && !traits.assignsLimited && !conditional;
  const becomes = (traits?.assignsIdentities === true || traits?.trustsIssuers === true) && isWide(scope);
  if (assigns || becomes || (privileged && !conditional)) {
    return "privileged";
  }
  return isWide(scope) && traits !== undefined && (traits.changes || traits.plane !== "control") ? "broad" : "none";
}

import { TerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { isGuid } from "../core/guid";
import { describe, elementAt, type Reference, referenceIn } from "../core/reference";
import { azapiType } from "../core/resources";
import { warn } from "../core/problems";
import { firstRule, type Problem, rules, warnings } from "../core/rules";
import { type RoleGrant } from "./assignment-kind";
import { builtInRoles, findBuiltInRole } from "./built-in-role-lookup";
import { BuiltInRole } from "./built-in-role.generated";
import { foreignRole } from "./foreign-roles";
import { modelProblems, VaultModel } from "./key-vault-model";
import { type CustomRole, type IRole, RolePlane } from "./role";
import { reaches } from "../catalog/role-reach";
import { scopeType } from "./scope-type";

/** Errors in a role, regardless of its scope. */
export function roleProblems(role: IRole, scope: IConstruct): Problem[] {
  const builtIn = asBuiltIn(role);
  if (builtIn) {
    return builtInRoleProblems(builtIn, describe(role.roleId, scope));
  }
  const { _givenId: given = "" } = role as Partial<CustomRole>;
  return Token.isUnresolved(role.roleId)
    ? definitionProblems(referenceIn(given), describe(given, scope))
    : customRoleProblems(role.roleId, describe(role.roleId, scope));
}

const builtInRoleProblems = firstRule<[role: BuiltInRole, given: string]>("Role assignments", [
  {
    rule: "role-of-other-service",
    when: (role) => !isKnown(role) && foreignRole(role.roleId) !== undefined,
    message: ({ roleId }, given) => {
      const { of = "", grant = "" } = foreignRole(roleId) ?? {};
      return `${given} is a role of ${of}, not an Azure role; use ${grant}`;
    },
  },
  {
    rule: "unknown-built-in-role",
    when: (role) => !isKnown(role),
    message: ({ roleId }, given) => `${given} is not a built-in role; ${closest(roleId)}`,
  },
]);

/** The `id` of a definition in azurerm ends with the scope at which it is defined. */
const definitionProblems = rules<[reference: Reference | undefined, given: string]>("Role assignments", [
  {
    rule: "role-definition-resource-id",
    when: (reference) => reference?.type === "azurerm_role_definition" && reference.attribute === "id",
    message: (_, given) => `role ${given} is not a role definition id; use CustomRole.fromDefinition`,
  },
]);

const customRoleProblems = rules<[roleId: string, given: string]>("Role assignments", [
  {
    rule: "role-not-definition-id",
    when: (roleId) => !isGuid(roleId),
    message: (_, given) => `role ${given} is not a role definition id; give its GUID, or the ARM id that ends in it`,
  },
]);

/** The built-in role that is given, also by another copy of this package. */
function asBuiltIn(role: IRole): BuiltInRole | undefined {
  if (role instanceof BuiltInRole) {
    return role;
  }
  return "plane" in role ? findBuiltInRole(BuiltInRole, "roleId", role.roleId) : undefined;
}

function isKnown(role: BuiltInRole): boolean {
  return findBuiltInRole(BuiltInRole, "roleId", role.roleId) === role;
}

function closest(wanted: string): string {
  const custom = "for a role of your own use CustomRole.fromId";
  const words = wanted
    .toLowerCase()
    .split(/\W+/)
    .filter((word) => word.length > 2);
  const alike = builtInRoles(BuiltInRole)
    .map((role) => ({ role, score: likeness(role.roleName.toLowerCase(), words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ role }) => `"${role.roleName}"`);
  return alike.length > 0 && !isGuid(wanted) ? `did you mean ${alike.join(" or ")}? ${custom}` : custom;
}

/** The number of matching words. Shorter names rank higher. */
function likeness(name: string, words: readonly string[]): number {
  const found = words.filter((word) => name.includes(word) || name.includes(word.slice(0, -1))).length;
  return found === 0 ? 0 : found - name.length / 1000;
}

/** A data role on a vault with access policies has no effect, and Azure does not say so. */
export function vaultProblems(role: IRole, scope: string): Problem[] {
  const plane = asBuiltIn(role)?.plane ?? RolePlane.CONTROL;
  const reference = plane === RolePlane.CONTROL ? undefined : referenceIn(scope);
  const target = reference && elementAt(reference);
  return TerraformResource.isTerraformResource(target) && isOfVault(target)
    ? modelProblems(target, VaultModel.RBAC)
    : [];
}

function isOfVault(target: TerraformResource): boolean {
  return target.terraformResourceType.startsWith("azurerm_key_vault") || azapiType(target) !== undefined;
}

/** Warns of what Azure allows and nobody wants. */
export function warnOfRole(grant: RoleGrant, construct: IConstruct): void {
  const builtIn = asBuiltIn(grant.role);
  if (builtIn) {
    warn(construct, roleWarnings(builtIn, grant, describe(grant.scope, construct)).slice(0, 1));
  }
}

/** Roles whose only privilege is to assign roles, which a condition can limit. */
const DELEGATIONS = [
  BuiltInRole.ROLE_BASED_ACCESS_CONTROL_ADMINISTRATOR.roleId,
  BuiltInRole.USER_ACCESS_ADMINISTRATOR.roleId,
];

const roleWarnings = warnings<[role: BuiltInRole, grant: RoleGrant, shown: string]>("Role assignments", [
  {
    rule: "role-without-effect",
    when: ({ roleId }, { scope }) => {
      const type = scopeType(scope);
      return type !== undefined && reaches(roleId, type) === false;
    },
    message: ({ roleName }, { scope }, shown) =>
      `role ${roleName} is granted at ${shown}, but has no actions on ${scopeType(scope) ?? ""} and gives no access there; ` +
      "grant a role of that service, or grant this one where it has an effect",
  },
  {
    rule: "privileged-role",
    when: ({ privileged, roleId }, { condition, eligibleForDays }) =>
      privileged && eligibleForDays === undefined && !(condition !== undefined && DELEGATIONS.includes(roleId)),
    message: ({ roleName }) =>
      `privileged role ${roleName} is granted; grant a role for the task at hand, which limits what a stolen token can do ` +
      "(https://learn.microsoft.com/azure/role-based-access-control/best-practices)",
  },
  {
    rule: "data-role-on-subscription",
    when: ({ plane }, { scope }) => plane !== RolePlane.CONTROL && isWholeSubscription(scope),
    message: ({ roleName }) =>
      `data role ${roleName} is granted on a whole subscription; grant it on the resource that holds the data`,
  },
]);

function isWholeSubscription(scope: string): boolean {
  return /^\/subscriptions\/[^/]+$/.test(scope) || referenceIn(scope)?.type === "azurerm_subscription";
}

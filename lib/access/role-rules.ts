import { Annotations, TerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { isGuid } from "../core/guid";
import { describe, elementAt, referenceIn } from "../core/reference";
import { azapiType } from "../core/resources";
import { builtInRoles, findBuiltInRole } from "./built-in-role-lookup";
import { BuiltInRole } from "./built-in-role.generated";
import { foreignRole } from "./foreign-roles";
import { modelProblems, VaultModel } from "./key-vault-model";
import { type CustomRole, type IRole, RolePlane } from "./role";
import { reaches } from "./role-reach";
import { scopeType } from "./scope-type";

/** Errors in a role, regardless of its scope. */
export function roleProblems(role: IRole, scope: IConstruct): string[] {
  const builtIn = asBuiltIn(role);
  if (builtIn) {
    return isKnown(builtIn) ? [] : [unknownRole(role.roleId, scope)];
  }
  if (Token.isUnresolved(role.roleId)) {
    return definitionProblems(role, scope);
  }
  return isGuid(role.roleId)
    ? []
    : [
        `role ${describe(role.roleId, scope)} is not a role definition id; give its GUID, or the ARM id that ends in it`,
      ];
}

/** The `id` of a definition in azurerm ends with the scope at which it is defined. */
function definitionProblems(role: IRole, scope: IConstruct): string[] {
  const { _givenId: given = "" } = role as Partial<CustomRole>;
  const reference = referenceIn(given);
  return reference?.type === "azurerm_role_definition" && reference.attribute === "id"
    ? [`role ${describe(given, scope)} is not a role definition id; use CustomRole.fromDefinition`]
    : [];
}

function unknownRole(wanted: string, scope: IConstruct): string {
  const foreign = foreignRole(wanted);
  return foreign
    ? `role ${describe(wanted, scope)} is a role of ${foreign.of} itself, and a role assignment cannot give it; use ${foreign.grant}`
    : `built-in role ${describe(wanted, scope)} is not known; ${closest(wanted)}`;
}

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
export function vaultProblems(role: IRole, scope: string): string[] {
  const plane = asBuiltIn(role)?.plane ?? RolePlane.CONTROL;
  const reference = plane === RolePlane.CONTROL ? undefined : referenceIn(scope);
  const target = reference && elementAt(reference);
  return TerraformResource.isTerraformResource(target) && isOfVault(target)
    ? modelProblems(target, VaultModel.RBAC, "grant KeyVaultPolicyAccess, or set rbac_authorization_enabled = true")
    : [];
}

function isOfVault(target: TerraformResource): boolean {
  return target.terraformResourceType.startsWith("azurerm_key_vault") || azapiType(target) !== undefined;
}

/**
 * Warns about grants that Azure allows but are probably mistakes: privileged roles, data of a whole subscription, roles
 * that make no sense at the scope.
 */
export function warnOfRole(role: IRole, scope: string, construct: IConstruct): void {
  const builtIn = asBuiltIn(role);
  if (!builtIn) {
    return;
  }
  const annotations = Annotations.of(construct);
  const type = scopeType(scope);
  if (type !== undefined && reaches(role.roleId, type) === false) {
    annotations.addWarning(
      `grants ${role.roleName} at ${describe(scope, construct)}, and the role has no action on ${type}: it gives no access there; ` +
        "grant a role of that service, or grant this one where it has a meaning",
    );
  } else if (builtIn.privileged) {
    annotations.addWarning(
      `grants the privileged role ${role.roleName}; a role for the task at hand limits what a stolen token can do ` +
        "(https://learn.microsoft.com/azure/role-based-access-control/best-practices)",
    );
  } else if (builtIn.plane !== RolePlane.CONTROL && isWholeSubscription(scope)) {
    annotations.addWarning(
      `grants the data role ${role.roleName} on a whole subscription; grant it on the resource that holds the data`,
    );
  }
}

function isWholeSubscription(scope: string): boolean {
  return /^\/subscriptions\/[^/]+$/.test(scope) || referenceIn(scope)?.type === "azurerm_subscription";
}

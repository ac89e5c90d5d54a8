import { Annotations, TerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { isGuid } from "../core/guid";
import { describe, elementOf, referenceIn } from "../core/reference";
import { BuiltInRole } from "./built-in-role.generated";
import { builtInRoles, findBuiltInRole } from "./built-in-role-lookup";
import { modelProblems, VaultModel } from "./key-vault-model";
import { type IRole, RolePlane } from "./role";

/** What is wrong with a role, by itself. */
export function roleProblems(role: IRole, scope: IConstruct): string[] {
  if (role instanceof BuiltInRole) {
    return isKnown(role) ? [] : [`built-in role ${describe(role.roleId, scope)} is not known; ${closest(role.roleId)}`];
  }
  return Token.isUnresolved(role.roleId) || isGuid(role.roleId)
    ? []
    : [`role ${describe(role.roleId, scope)} is no role definition id; give its GUID, or the ARM id that ends in it`];
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

/** How many of the words the name has, a shorter name counting more. */
function likeness(name: string, words: readonly string[]): number {
  const found = words.filter((word) => name.includes(word) || name.includes(word.slice(0, -1))).length;
  return found === 0 ? 0 : found - name.length / 1000;
}

/** A data role on a vault that decides by access policies gives nothing, and Azure says nothing. */
export function vaultProblems(role: IRole, scope: string): string[] {
  const reference = role instanceof BuiltInRole && role.plane !== RolePlane.CONTROL ? referenceIn(scope) : undefined;
  const target = reference?.type.startsWith("azurerm_key_vault") === true ? elementOf(reference) : undefined;
  return TerraformResource.isTerraformResource(target)
    ? modelProblems(target, VaultModel.RBAC, "grant KeyVaultPolicyAccess, or set rbac_authorization_enabled = true")
    : [];
}

/** Says what Azure allows and least privilege does not: privileged roles, and data of a whole subscription. */
export function warnOfBroadAccess(role: IRole, scope: string, construct: IConstruct): void {
  if (!(role instanceof BuiltInRole)) {
    return;
  }
  const annotations = Annotations.of(construct);
  if (role.privileged) {
    annotations.addWarning(
      `grants the privileged role ${role.roleName}; a role for the task at hand limits what a stolen token can do ` +
        "(https://learn.microsoft.com/azure/role-based-access-control/best-practices)",
    );
  } else if (role.plane !== RolePlane.CONTROL && isWholeSubscription(scope)) {
    annotations.addWarning(
      `grants the data role ${role.roleName} on a whole subscription; grant it on the resource that holds the data`,
    );
  }
}

function isWholeSubscription(scope: string): boolean {
  return /^\/subscriptions\/[^/]+$/.test(scope) || referenceIn(scope)?.type === "azurerm_subscription";
}

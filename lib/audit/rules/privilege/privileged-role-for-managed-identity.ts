import { isWide } from "../../access/role-assignments";
import { type Rule } from "../rule";
import { appWith, assignment } from "./examples";
import { inWords, isManaged, roleArgument, wholeGrants, type WholeGrant } from "./grants";

const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

export const privilegedRoleForManagedIdentity: Rule = {
  id: "privileged-role-for-managed-identity",
  severity: "high",
  title: "a managed identity has a privileged administrator role",
  why:
    "Whoever runs code on the resource gets tokens of its identity. With Owner or User Access Administrator they give themselves " +
    "all other access, and with Contributor they take over every resource in the scope, with the identities of those.",
  remedy:
    "Grant the roles of the task at hand, on the resources that it is about. If the identity must assign roles, give it Role Based " +
    "Access Control Administrator with a condition that names the roles.",
  constructs: ["ManagedIdentityBinding", "RoleAccess", "DeployerAccess"],
  scanners: [],
  failing: appWith({ orders: assignment("Owner", "azurerm_resource_group.shop.id") }),
  passing: appWith({ orders: assignment("Key Vault Secrets User", "azurerm_key_vault.vault.id") }),
  check: ({ access }, report) => {
    for (const whole of wholeGrants(access).filter(isPrivileged)) {
      const { grant, principal, target } = whole;
      report({
        block: grant.block,
        path: roleArgument(grant),
        message: `the managed identity of ${principal.label} has ${grant.what} on ${inWords(target)}`,
      });
    }
  },
};

/** Managed identities cannot activate what they are eligible for. */
function isPrivileged({ grant, principal, target }: WholeGrant): boolean {
  if (!isManaged(principal) || grant.eligible || grant.risk === "none") {
    return false;
  }
  const { role, roleId, block } = grant;
  if (!role) {
    return grant.risk === "privileged" && block.type.startsWith("azuread_");
  }
  if (roleId === CONTRIBUTOR) {
    return isWide(target.scope);
  }
  const isLimited = role.traits?.assignsLimited === true || (role.conditional && roleId !== OWNER);
  return role.traits?.assignsRoles === true && !isLimited;
}

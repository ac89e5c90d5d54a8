import { type AccessModel, type Principal } from "../../access/access-model";
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
    "Anyone who runs code on the resource can get tokens of its identity. With Owner or User Access Administrator they can grant " +
    "themselves any access; with Contributor they can take over every resource in the scope, and the identities of those resources.",
  remedy:
    "Grant the roles that the task needs, on the resources that it uses. If the identity must assign roles, grant it Role Based " +
    "Access Control Administrator with a condition that names the roles.",
  constructs: ["ManagedIdentityBinding", "RoleAccess", "DeployerAccess"],
  scanners: [],
  failing: appWith({ orders: assignment("Owner", "azurerm_resource_group.shop.id") }),
  passing: appWith({ orders: assignment("Key Vault Secrets User", "azurerm_key_vault.vault.id") }),
  check: ({ access }, report) => {
    const members = managedMembers(access);
    for (const whole of wholeGrants(access).filter(isPrivileged)) {
      const { grant, principal, target } = whole;
      const holder = isManaged(principal) ? principal : members.get(principal.id);
      if (holder) {
        const through = holder === principal ? "" : `, as a member of the group ${principal.label}`;
        report({
          block: grant.block,
          path: roleArgument(grant),
          message: `the managed identity of ${holder.label} has ${grant.what} on ${inWords(target)}${through}`,
        });
      }
    }
  },
};

/** A managed identity of each group that has one for a member. */
function managedMembers({ memberships, principals }: AccessModel): ReadonlyMap<string, Principal> {
  const managed = new Map(principals.filter(isManaged).map((principal) => [principal.id, principal]));
  return new Map(
    memberships.flatMap(({ group, member }) => {
      const principal = managed.get(member);
      return principal ? [[group, principal]] : [];
    }),
  );
}

/** Managed identities cannot activate what they are eligible for. */
function isPrivileged({ grant, target }: WholeGrant): boolean {
  if (grant.eligible || grant.risk === "none") {
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

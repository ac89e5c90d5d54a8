import { remember } from "../../../core/collections";
import { reaches } from "../../../catalog/role-reach";
import { isWide } from "../../access/role-assignments";
import { type Rule } from "../rule";
import { appWith, assignment } from "./examples";
import { roleArgument, wholeGrants } from "./grants";

export const roleWithoutEffect: Rule = {
  id: "role-without-effect",
  severity: "medium",
  title: "a role has no action on what it is granted on",
  why:
    "The assignment gives no access, so the app fails with 403. It stays as a trap: the same role on a wider scope, which is the " +
    "usual way out, gives too much.",
  remedy: "Grant a role of the service that is called, or grant this one on a resource that it is about.",
  constructs: ["ManagedIdentityBinding", "RoleAccess"],
  scanners: [],
  failing: appWith({ orders: assignment("Storage Blob Data Reader", "azurerm_key_vault.vault.id") }),
  passing: appWith({ orders: assignment("Key Vault Secrets User", "azurerm_key_vault.vault.id") }),
  check: ({ access }, report) => {
    // Estates give the same role on the same type again and again.
    const without = new Map<string, boolean>();
    for (const { grant, target } of wholeGrants(access)) {
      const { roleId, what, block } = grant;
      const { armType, scope, label } = target;
      if (roleId === undefined || armType === undefined || isWide(scope)) {
        continue;
      }
      if (remember(without, `${roleId} ${armType}`, () => reaches(roleId, armType) === false)) {
        report({
          block,
          path: roleArgument(grant),
          message: `${what} has no action on ${label}, which is of ${armType}`,
        });
      }
    }
  },
};

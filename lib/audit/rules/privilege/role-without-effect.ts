import { remember } from "../../../core/collections";
import { reaches } from "../../../catalog/role-reach";
import { isWide } from "../../access/role-assignments";
import { type Rule } from "../rule";
import { appWith, assignment } from "./examples";
import { roleArgument, wholeGrants } from "./grants";

export const roleWithoutEffect: Rule = {
  id: "role-without-effect",
  severity: "medium",
  title: "a role has no action that applies to its scope",
  why:
    "The assignment gives no access, so the app fails with 403. The usual workaround, the same role on a wider scope, gives too " +
    "much access.",
  remedy: "Grant a role of the service that the app calls, or grant this role on a resource that it applies to.",
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
          message: `${what} has no action that applies to ${label}, which is of type ${armType}`,
        });
      }
    }
  },
};

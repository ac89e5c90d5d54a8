import { isWide } from "../../access/role-assignments";
import { type Rule } from "../rule";
import { appWith, assignment } from "./examples";
import { inWords, roleArgument, wholeGrants, type WholeGrant } from "./grants";

/** Roles that read and write data, although their permissions are of the management plane. */
const IMAGES: ReadonlySet<string> = new Set([
  "7f951dda-4ed3-4680-a7ca-43fe172d538d", // AcrPull
  "8311e382-0749-4cb8-b61a-304f252e45ec", // AcrPush
]);

/** Roles that see what there is, and none of the data. */
const METADATA: ReadonlySet<string> = new Set([
  "21090545-7ca7-4776-b22c-e363652d74d2", // Key Vault Reader
]);

export const dataRoleAtBroadScope: Rule = {
  id: "data-role-at-broad-scope",
  severity: "medium",
  title: "a data role is granted on a resource group or a wider scope",
  why:
    "The principal can access the data of every such resource in the scope, including resources that are added later and that " +
    "belong to other teams.",
  remedy: "Grant the role on the resource that holds the data, or on a part of it, such as a container or a queue.",
  constructs: ["ManagedIdentityBinding", "KeyVaultAccess", "BlobStorageAccess"],
  scanners: [],
  failing: appWith({ orders: assignment("Key Vault Secrets User", "azurerm_resource_group.shop.id") }),
  passing: appWith({ orders: assignment("Key Vault Secrets User", "azurerm_key_vault.vault.id") }),
  check: ({ access }, report) => {
    for (const { grant, target } of wholeGrants(access).filter(isBroad)) {
      report({
        block: grant.block,
        path: roleArgument(grant) === undefined ? undefined : "scope",
        message: `${grant.what} gives access to all data of that kind in ${inWords(target)}`,
      });
    }
  },
};

function isBroad({ grant: { role, roleId = "", plane }, target }: WholeGrant): boolean {
  const isOfData = plane !== "control" || IMAGES.has(roleId);
  return role?.traits !== undefined && isOfData && !METADATA.has(roleId) && isWide(target.scope);
}

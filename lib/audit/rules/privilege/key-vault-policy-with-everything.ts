import { vaultPolicies, type VaultPolicy } from "../../access/key-vault-policies";
import { type Analysis } from "../../terraform/analysis";
import { ownerOf } from "../../access/reading";
import { type Rule } from "../rule";

/** All permissions of a kind. Keys have further ones, which came later. */
const ALL: Readonly<Record<string, string>> = {
  certificate:
    "backup create delete deleteissuers get getissuers import list listissuers managecontacts manageissuers purge recover restore " +
    "setissuers update",
  key: "backup create decrypt delete encrypt get import list purge recover restore sign unwrapkey update verify wrapkey",
  secret: "backup delete get list purge recover restore set",
  storage: "backup delete deletesas get getsas list listsas purge recover regeneratekey restore set setsas update",
};

const policy = (secrets: readonly string[]): Readonly<Record<string, unknown>> => ({
  variable: { tenant_id: {}, vault_id: {}, app_object_id: {} },
  resource: {
    azurerm_key_vault_access_policy: {
      app: {
        key_vault_id: "${var.vault_id}",
        tenant_id: "${var.tenant_id}",
        object_id: "${var.app_object_id}",
        secret_permissions: secrets,
      },
    },
  },
});

export const keyVaultPolicyWithEverything: Rule = {
  id: "key-vault-policy-with-everything",
  severity: "medium",
  title: "an access policy grants all permissions, or purge",
  why:
    "A workload that only reads secrets does not need to replace, export or purge them. Purging permanently deletes what soft " +
    "delete protects.",
  remedy: "List the permissions that the task needs, or use a vault with Azure RBAC and grant a role.",
  constructs: ["KeyVaultAccess", "KeyVaultPolicyAccess"],
  scanners: ["PSRule Azure.KeyVault.AccessPolicy"],
  failing: policy(["Backup", "Delete", "Get", "List", "Purge", "Recover", "Restore", "Set"]),
  passing: policy(["Get", "List"]),
  check: ({ analysis }, report) => {
    for (const found of vaultPolicies({ analysis })) {
      const everything = Object.keys(ALL).filter((kind) => isAll(kind, found.permissions[kind] ?? []));
      const purges = isOfDeployer(found, analysis)
        ? []
        : Object.keys(ALL).filter((kind) => found.permissions[kind]?.includes("purge") === true);
      const [kind] = [...everything, ...purges];
      if (kind !== undefined) {
        const path = [found.path, `${kind}_permissions`].filter((part) => part !== "").join(".");
        const what = everything.length > 0 ? "grants all permissions for" : "allows purging";
        report({
          block: found.block,
          path,
          message: `the policy ${what} ${[...new Set([...everything, ...purges])].join("s, ")}s`,
        });
      }
    }
  },
};

function isAll(kind: string, permissions: readonly string[]): boolean {
  const given = new Set(permissions);
  return given.has("all") || (ALL[kind]?.split(" ").every((permission) => given.has(permission)) ?? false);
}

/** Whoever runs Terraform purges what it deletes, which is azurerm's default. */
function isOfDeployer({ objectId, block }: VaultPolicy, analysis: Analysis): boolean {
  return /^azure(rm|ad)_client_config$/.test(ownerOf(analysis, objectId, block)?.type ?? "");
}

import { elementsOf, isObject, type ObjectValue, textOf } from "../../protocol/values";
import { alreadyExists, AzureError } from "../refusal";
import { type Azure } from "../azure";
import { type Resource } from "../inventory";
import { type ResourceModel, type ResourceModels, type Write } from "../model";

const POLICY = "azurerm_key_vault_access_policy";

/** Vaults, their access policies and their contents. */
export const KEY_VAULT: ResourceModels = {
  azurerm_key_vault: {
    compute: ({ attributes }) => ({
      vault_uri: `https://${textOf(attributes.name) ?? ""}.vault.azure.net/`,
      rbac_authorization_enabled: usesRoles(attributes),
      enable_rbac_authorization: usesRoles(attributes),
    }),
    warn: ({ attributes }) =>
      usesRoles(attributes) && elementsOf(attributes.access_policy).length > 0
        ? ["the vault authorizes with Azure roles (rbac_authorization_enabled), so its access policies have no effect"]
        : [],
    // Inline policies and policy resources share one list.
    keep: (state, { config, before }) => {
      const roles = config.rbac_authorization_enabled ?? config.enable_rbac_authorization ?? usesRoles(state);
      const policies = config.access_policy == null ? before?.state.access_policy : state.access_policy;
      return {
        ...state,
        access_policy: policies ?? [],
        rbac_authorization_enabled: roles,
        enable_rbac_authorization: roles,
      };
    },
    read: (state, azure) => ({
      ...state,
      access_policy: [...elementsOf(state.access_policy), ...policiesOf(azure, textOf(state.id) ?? "").map(policyOf)],
    }),
  },

  [POLICY]: {
    idOf: ({ attributes }) => {
      const [vault = "", objectId = "", application] = ["key_vault_id", "object_id", "application_id"].map((name) =>
        textOf(attributes[name]),
      );
      return `${vault}/objectId/${objectId}${application ? `/applicationId/${application}` : ""}`;
    },
    check: (write) => {
      const { azure, id, attributes, before } = write;
      const vault = vaultOf(write);
      const inline = elementsOf(vault.state.access_policy).some(
        (policy) => isObject(policy) && policy.object_id === attributes.object_id,
      );
      if (inline && !before && !azure.inventory.find(id)) {
        throw alreadyExists(id, POLICY);
      }
    },
    warn: (write) =>
      usesRoles(vaultOf(write).state)
        ? [
            `vault ${vaultOf(write).id} authorizes with Azure roles (rbac_authorization_enabled), so this access policy has no effect`,
          ]
        : [],
  },

  azurerm_key_vault_secret: vaultItem("secrets"),
  azurerm_key_vault_key: vaultItem("keys"),
  azurerm_key_vault_certificate: vaultItem("certificates"),
};

/** Whether Azure roles, not policies, control the contents. The attribute was renamed. */
export const usesRoles = (vault: ObjectValue): boolean =>
  vault.rbac_authorization_enabled === true || vault.enable_rbac_authorization === true;

function policiesOf(azure: Azure, vaultId: string): Resource[] {
  return azure.inventory
    .ofType(POLICY)
    .filter(({ state }) => textOf(state.key_vault_id)?.toLowerCase() === vaultId.toLowerCase());
}

function policyOf({ state, account }: Resource): ObjectValue {
  const names = ["object_id", "application_id", "certificate_permissions", "key_permissions", "secret_permissions"];
  return {
    ...Object.fromEntries([...names, "storage_permissions"].map((name) => [name, state[name] ?? null])),
    tenant_id: state.tenant_id ?? account.tenantId,
  };
}

function vaultOf({ azure, attributes }: Write): Resource {
  const vaultId = textOf(attributes.key_vault_id) ?? "";
  return azure.require(vaultId, () => new AzureError(404, "ResourceNotFound", `The vault '${vaultId}' was not found.`));
}

/** When a certificate is valid: the same in every run. */
const LIFE: ObjectValue = {
  created: "2026-01-01T00:00:00Z",
  enabled: true,
  expires: "2036-01-01T00:00:00Z",
  not_before: "2026-01-01T00:00:00Z",
  recovery_level: "Recoverable",
  updated: "2026-01-01T00:00:00Z",
};

function vaultItem(collection: string): ResourceModel {
  const prefix = collection === "certificates" ? "resource_manager" : "resource";
  const uriOf = (write: Pick<Write, "attributes">): string => {
    const vault = textOf(write.attributes.key_vault_id)?.split("/").at(-1) ?? "";
    return `https://${vault}.vault.azure.net/${collection}/${textOf(write.attributes.name) ?? ""}`;
  };
  return {
    idOf: (resource) => `${uriOf(resource)}/${resource.azure.newGuid("version", uriOf(resource)).replaceAll("-", "")}`,
    check: (write) => {
      vaultOf(write);
      const taken = write.azure.inventory.all().find(({ state }) => state.versionless_id === uriOf(write));
      if (taken && !write.before) {
        throw alreadyExists(taken.id, write.type);
      }
    },
    compute: (write) => {
      const version = write.id.split("/").at(-1) ?? "";
      const resourceId = `${textOf(write.attributes.key_vault_id) ?? ""}/${collection}/${textOf(write.attributes.name) ?? ""}`;
      return {
        version,
        versionless_id: uriOf(write),
        // Certificates have the same under other names.
        [`${prefix}_id`]: `${resourceId}/versions/${version}`,
        [`${prefix}_versionless_id`]: resourceId,
        ...(collection === "certificates" && { certificate_attribute: [LIFE] }),
      };
    },
  };
}

import { existingIn } from "../../lib/adoption/input/inputs";
import { KINDS as KNOWN_KINDS } from "../../lib/adoption/matching/kinds";
import {
  assignment,
  findings,
  GROUP,
  identity,
  identityId,
  OTHER_PRINCIPAL,
  OWNER,
  PRINCIPAL,
  READER,
  roleId,
  SUBSCRIPTION,
  VAULT,
} from "./world";

/** Of each type: what the code says, and the same as a state has it, in another spelling where that does not count. */
const KINDS: Record<
  string,
  { code: Record<string, unknown>; state: Record<string, unknown>; other: Record<string, unknown> }
> = {
  azurerm_user_assigned_identity: {
    code: { name: "ID-orders", resource_group_name: "RG-shop", location: "West Europe" },
    state: identity("id-orders", PRINCIPAL),
    other: { name: "id-stock" },
  },
  azurerm_role_assignment: {
    code: {
      scope: VAULT,
      role_definition_id: roleId(READER),
      principal_id: PRINCIPAL,
      principal_type: "ServicePrincipal",
    },
    state: assignment(),
    other: { role_definition_id: roleId(OWNER), role_definition_name: "Owner" },
  },
  azurerm_key_vault_access_policy: {
    code: { key_vault_id: VAULT, object_id: PRINCIPAL, tenant_id: "t", secret_permissions: ["Get"] },
    state: {
      id: `${VAULT}/objectId/${PRINCIPAL}`,
      key_vault_id: VAULT.replace("kv-shop", "KV-shop"),
      object_id: PRINCIPAL.toUpperCase(),
      application_id: "",
      tenant_id: "t",
      secret_permissions: ["Get"],
      key_permissions: [],
      certificate_permissions: null,
      storage_permissions: null,
    },
    other: { application_id: OTHER_PRINCIPAL },
  },
  azurerm_federated_identity_credential: {
    code: {
      user_assigned_identity_id: identityId("id-orders"),
      name: "main",
      issuer: "i",
      subject: "s",
      audience: ["a"],
    },
    state: {
      id: `${identityId("id-orders")}/federatedIdentityCredentials/main`,
      parent_id: identityId("id-orders"),
      resource_group_name: "rg-shop",
      name: "main",
      issuer: "i",
      subject: "s",
      audience: ["a"],
    },
    other: { name: "release" },
  },
  azurerm_resource_group_template_deployment: {
    code: {
      name: "sql",
      resource_group_name: "rg-shop",
      deployment_mode: "Incremental",
      template_content: '${jsonencode({"b" = 1, "a" = [true]})}',
    },
    state: {
      id: `${GROUP}/providers/Microsoft.Resources/deployments/sql`,
      name: "sql",
      resource_group_name: "rg-shop",
      deployment_mode: "Incremental",
      template_content: '{"a": [true], "b": 1}',
      parameters_content: "{}",
    },
    other: { name: "office365" },
  },
  azuread_app_role_assignment: {
    code: { app_role_id: READER, principal_object_id: PRINCIPAL, resource_object_id: OTHER_PRINCIPAL },
    state: {
      id: `/servicePrincipals/${OTHER_PRINCIPAL}/appRoleAssignedTo/x`,
      app_role_id: READER,
      principal_object_id: PRINCIPAL,
      resource_object_id: OTHER_PRINCIPAL,
    },
    other: { app_role_id: OWNER },
  },
  azuread_directory_role: {
    code: { template_id: READER },
    state: { id: "x", template_id: READER, display_name: "Directory Readers", object_id: "x" },
    other: { template_id: OWNER },
  },
  azuread_directory_role_assignment: {
    code: { role_id: READER, principal_object_id: PRINCIPAL },
    state: { id: "x", role_id: READER, principal_object_id: PRINCIPAL, directory_scope_id: "/", app_scope_id: "" },
    other: { directory_scope_id: "/administrativeUnits/x" },
  },
  azuread_group_member: {
    code: { group_object_id: OTHER_PRINCIPAL, member_object_id: PRINCIPAL },
    state: { id: "x", group_object_id: OTHER_PRINCIPAL, member_object_id: PRINCIPAL },
    other: { member_object_id: OTHER_PRINCIPAL },
  },
  azurerm_cosmosdb_sql_role_assignment: {
    code: {
      account_name: "cosmos",
      resource_group_name: "rg-shop",
      scope: `${GROUP}/cosmos`,
      principal_id: PRINCIPAL,
      role_definition_id: `${GROUP}/cosmos/sqlRoleDefinitions/1`,
    },
    state: {
      id: `${GROUP}/cosmos/sqlRoleAssignments/x`,
      name: "x",
      account_name: "cosmos",
      resource_group_name: "rg-shop",
      scope: `${GROUP}/cosmos`,
      principal_id: PRINCIPAL,
      role_definition_id: `${GROUP}/cosmos/sqlRoleDefinitions/1`,
    },
    other: { scope: `${GROUP}/cosmos/dbs/1` },
  },
  azurerm_kusto_cluster_principal_assignment: kusto("cluster", {}),
  azurerm_kusto_database_principal_assignment: kusto("database", { database_name: "events" }),
  azurerm_managed_redis_access_policy_assignment: {
    code: { managed_redis_id: `${GROUP}/redis`, object_id: PRINCIPAL },
    state: { id: "x", managed_redis_id: `${GROUP}/redis`, object_id: PRINCIPAL },
    other: { object_id: OTHER_PRINCIPAL },
  },
  azurerm_redis_cache_access_policy_assignment: {
    code: {
      redis_cache_id: `${GROUP}/redis`,
      name: "a",
      access_policy_name: "Data Reader",
      object_id: PRINCIPAL,
      object_id_alias: "b",
    },
    state: {
      id: "x",
      redis_cache_id: `${GROUP}/redis`,
      name: "a",
      access_policy_name: "Data Reader",
      object_id: PRINCIPAL,
      object_id_alias: "b",
    },
    other: { access_policy_name: "Data Owner" },
  },
  azurerm_mysql_flexible_server_active_directory_administrator: {
    code: { server_id: `${GROUP}/mysql`, login: "a", object_id: PRINCIPAL, tenant_id: "t", identity_id: "i" },
    state: { id: "x", server_id: `${GROUP}/mysql`, login: "a", object_id: PRINCIPAL, tenant_id: "t", identity_id: "i" },
    other: { server_id: `${GROUP}/mysql-2` },
  },
  azurerm_postgresql_flexible_server_active_directory_administrator: {
    code: {
      server_name: "pg",
      resource_group_name: "rg-shop",
      object_id: PRINCIPAL,
      principal_name: "a",
      principal_type: "ServicePrincipal",
      tenant_id: "t",
    },
    state: {
      id: `${GROUP}/pg`,
      server_name: "pg",
      resource_group_name: "rg-shop",
      object_id: PRINCIPAL,
      principal_name: "a",
      principal_type: "ServicePrincipal",
      tenant_id: "t",
    },
    other: { server_name: "pg-2" },
  },
  terraform_data: {
    code: { triggers_replace: { kind: "login", server: "sql.database.windows.net", name: "app" } },
    state: {
      id: "x",
      triggers_replace: { kind: "login", server: "sql.database.windows.net", name: "app" },
      input: null,
    },
    other: { triggers_replace: { kind: "login", server: "sql.database.windows.net", name: "other" } },
  },
};

function kusto(
  of: string,
  more: Record<string, string>,
): { code: Record<string, unknown>; state: Record<string, unknown>; other: Record<string, unknown> } {
  const values = {
    name: "a",
    cluster_name: `kusto-${of}`,
    resource_group_name: "rg-shop",
    principal_id: PRINCIPAL,
    principal_type: "App",
    role: "Viewer",
    tenant_id: "t",
    ...more,
  };
  return { code: values, state: { id: `${GROUP}/x`, ...values }, other: { role: "Admin" } };
}

test("all types that are recognized are here", () => {
  expect(Object.keys(KINDS).sort()).toEqual(KNOWN_KINDS.map(({ type }) => type).sort());
});

describe.each(Object.entries(KINDS))("%s", (type, { code, state, other }) => {
  test("is recognized at another address", () => {
    expect(
      findings({ resource: { [type]: { it: code } }, state: [{ address: `${type}.by_hand`, values: state }] }),
    ).toEqual([`moved ${type}.by_hand -> ${type}.it`]);
  });

  test("is not taken for another one", () => {
    const own = findings({
      resource: { [type]: { it: code }, azurerm_resource_group: { g: { name: "g" } } },
      state: [
        { address: `${type}.by_hand`, values: { ...state, ...other } },
        { address: "azurerm_resource_group.g", values: { name: "g" } },
      ],
    });
    expect(own.map((line) => line.split(":")[0])).toEqual([`destroyed ${type}.by_hand`, `created ${type}.it`]);
  });

  test("is left alone at its own address", () => {
    expect(findings({ resource: { [type]: { it: code } }, state: [{ address: `${type}.it`, values: state }] })).toEqual(
      [],
    );
  });
});

/** What commands print, each with what an import of it takes. */
const LISTS: Record<string, { json: unknown; type: string; code: Record<string, unknown>; id: string }> = {
  "az role assignment list --all": {
    json: [
      {
        id: `${SUBSCRIPTION}/resourcegroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop/providers/Microsoft.Authorization/RoleAssignments/b1`,
        name: "b1",
        principalId: PRINCIPAL,
        principalType: "ServicePrincipal",
        roleDefinitionId: roleId(READER),
        roleDefinitionName: "Reader",
        scope: VAULT,
        type: "Microsoft.Authorization/roleAssignments",
      },
    ],
    type: "azurerm_role_assignment",
    code: { scope: VAULT, role_definition_name: "reader", principal_id: PRINCIPAL },
    id: `${VAULT}/providers/Microsoft.Authorization/roleAssignments/b1`,
  },
  "the REST API, for role assignments": {
    json: {
      value: [
        {
          id: "/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/roleAssignments/b1",
          name: "b1",
          properties: {
            principalId: PRINCIPAL,
            roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
          },
          type: "Microsoft.Authorization/roleAssignments",
        },
      ],
    },
    type: "azurerm_role_assignment",
    code: {
      scope: "/providers/Microsoft.Management/managementGroups/mg",
      role_definition_id: `/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
      principal_id: PRINCIPAL,
    },
    id: "/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/roleAssignments/b1",
  },
  "az identity show": {
    json: {
      id: `${SUBSCRIPTION}/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`,
      name: "id-orders",
      location: "westeurope",
      principalId: PRINCIPAL,
      clientId: OTHER_PRINCIPAL,
      resourceGroup: "rg-shop",
      tags: {},
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    },
    type: "azurerm_user_assigned_identity",
    code: { name: "id-orders", resource_group_name: "rg-shop", location: "westeurope" },
    id: identityId("id-orders"),
  },
  "az identity federated-credential list": {
    json: [
      {
        id: `${SUBSCRIPTION}/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders/federatedIdentityCredentials/main`,
        name: "main",
        audiences: ["a"],
        issuer: "i",
        subject: "s",
        type: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
      },
    ],
    type: "azurerm_federated_identity_credential",
    code: { parent_id: identityId("id-orders"), name: "main", issuer: "i", subject: "s", audience: ["a"] },
    id: `${identityId("id-orders")}/federatedIdentityCredentials/main`,
  },
  "az keyvault show": {
    json: {
      id: VAULT,
      name: "kv-shop",
      type: "Microsoft.KeyVault/vaults",
      properties: {
        tenantId: "t",
        accessPolicies: [
          {
            objectId: PRINCIPAL,
            applicationId: OTHER_PRINCIPAL,
            tenantId: "t",
            permissions: { secrets: ["get", "list"], keys: null },
          },
        ],
      },
    },
    type: "azurerm_key_vault_access_policy",
    code: {
      key_vault_id: VAULT,
      object_id: PRINCIPAL,
      application_id: OTHER_PRINCIPAL,
      tenant_id: "t",
      secret_permissions: ["Get", "List"],
    },
    id: `${VAULT}/objectId/${PRINCIPAL}/applicationId/${OTHER_PRINCIPAL}`,
  },
  "az deployment group list": {
    json: [
      {
        id: `${GROUP}/providers/Microsoft.Resources/deployments/sql`,
        name: "sql",
        type: "Microsoft.Resources/deployments",
        properties: { provisioningState: "Succeeded", parameters: { secret: { value: "hush" } } },
        resourceGroup: "rg-shop",
      },
    ],
    type: "azurerm_resource_group_template_deployment",
    code: { name: "sql", resource_group_name: "rg-shop", deployment_mode: "Incremental", template_content: "{}" },
    id: `${GROUP}/providers/Microsoft.Resources/deployments/sql`,
  },
  "az identity list, of a resource group with an odd name": {
    json: [
      {
        id: `${SUBSCRIPTION}/resourcegroups/VAULTS/providers/microsoft.managedidentity/userassignedidentities/Deployments`,
        name: "Deployments",
        location: "westeurope",
        type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      },
    ],
    type: "azurerm_user_assigned_identity",
    code: { name: "Deployments", resource_group_name: "VAULTS", location: "westeurope" },
    id: identityId("Deployments", `${SUBSCRIPTION}/resourceGroups/VAULTS`),
  },
  "Microsoft Graph, for application roles": {
    json: { value: [{ id: "abc_-", appRoleId: READER, principalId: PRINCIPAL, resourceId: OTHER_PRINCIPAL }] },
    type: "azuread_app_role_assignment",
    code: { app_role_id: READER, principal_object_id: PRINCIPAL, resource_object_id: OTHER_PRINCIPAL },
    id: `/servicePrincipals/${OTHER_PRINCIPAL}/appRoleAssignedTo/abc_-`,
  },
  "Microsoft Graph, for directory roles": {
    json: { value: [{ id: "ePROZI-1", roleDefinitionId: READER, principalId: PRINCIPAL, directoryScopeId: "/" }] },
    type: "azuread_directory_role_assignment",
    code: { role_id: READER, principal_object_id: PRINCIPAL },
    id: "ePROZI-1",
  },
};

describe.each(Object.entries(LISTS))("what %s prints", (_, { json, type, code, id }) => {
  test("is imported, by the id that the provider takes", () => {
    expect(findings({ resource: { [type]: { it: code } }, existing: [json] })).toEqual([
      `imported ${id} -> ${type}.it`,
    ]);
  });
});

test("a list may be empty", () => {
  expect(existingIn("[]", "roles.json")).toEqual([]);
});

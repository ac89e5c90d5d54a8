import { type Grant, type Target } from "../../../lib/audit/access/access-model";
import { grantsIn, modelOf, stateOf } from "../../support/access";

const PRINCIPAL = "${azurerm_user_assigned_identity.app.principal_id}";
const CLIENT = "${azurerm_user_assigned_identity.app.client_id}";
const APP = { azurerm_user_assigned_identity: { app: { name: "app" } } };
const SUBSCRIPTION = "/subscriptions/00000000-0000-4000-8000-000000000001";

type Arguments = Readonly<Record<string, unknown>>;

/** The only grant of a configuration, and what it is on. */
function grantBy(
  type: string,
  values: Arguments,
  others: Arguments = {},
): { grant: Grant; target: Target; shown: string } {
  const { data, ...resources } = others;
  const model = modelOf({ resource: { ...APP, ...resources, [type]: { it: values } }, ...(data ? { data } : {}) });
  const [grant] = model.grants;
  return {
    grant: grant!,
    target: model.targets.find(({ id }) => id === grant?.target)!,
    shown: grantsIn(model).join(", "),
  };
}

const named = (type: string, name: string): Arguments => ({ [type]: { it: { name } } });

describe("services that grant access themselves", () => {
  test.each<[string, Arguments, Arguments, string, Grant["risk"]]>([
    [
      "azurerm_cosmosdb_sql_role_assignment",
      {
        principal_id: PRINCIPAL,
        account_name: "${azurerm_cosmosdb_account.it.name}",
        scope: "${azurerm_cosmosdb_account.it.id}",
        role_definition_id: "${azurerm_cosmosdb_account.it.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002",
      },
      named("azurerm_cosmosdb_account", "cosmos"),
      "app: Cosmos DB Built-in Data Contributor at cosmos",
      "none",
    ],
    [
      "azurerm_cosmosdb_sql_role_assignment",
      {
        principal_id: PRINCIPAL,
        account_name: "cosmos",
        scope: "${azurerm_cosmosdb_account.it.id}/dbs/orders",
        role_definition_id: "${azurerm_cosmosdb_sql_role_definition.own.id}",
      },
      named("azurerm_cosmosdb_account", "cosmos"),
      "app: own at cosmos/dbs/orders",
      "none",
    ],
    [
      "azurerm_redis_cache_access_policy_assignment",
      { redis_cache_id: "${azurerm_redis_cache.it.id}", access_policy_name: "Data Reader", object_id: PRINCIPAL },
      named("azurerm_redis_cache", "redis"),
      "app: Data Reader at redis",
      "none",
    ],
    [
      "azurerm_managed_redis_access_policy_assignment",
      { managed_redis_id: "${azurerm_managed_redis.it.id}", object_id: PRINCIPAL },
      named("azurerm_managed_redis", "amr"),
      "app: all commands at amr",
      "none",
    ],
    [
      "azurerm_kusto_cluster_principal_assignment",
      { cluster_name: "${azurerm_kusto_cluster.it.name}", principal_id: CLIENT, role: "AllDatabasesAdmin" },
      named("azurerm_kusto_cluster", "adx"),
      "app: AllDatabasesAdmin at adx",
      "privileged",
    ],
    [
      "azurerm_kusto_database_principal_assignment",
      { cluster_name: "adx", database_name: "${azurerm_kusto_database.it.name}", principal_id: CLIENT, role: "Viewer" },
      named("azurerm_kusto_database", "events"),
      "app: Viewer at events",
      "none",
    ],
    [
      "azurerm_postgresql_flexible_server_active_directory_administrator",
      { server_name: "${azurerm_postgresql_flexible_server.it.name}", object_id: PRINCIPAL },
      named("azurerm_postgresql_flexible_server", "psql"),
      "app: administrator of the server at psql",
      "privileged",
    ],
    [
      "azurerm_mysql_flexible_server_active_directory_administrator",
      { server_id: "${azurerm_mysql_flexible_server.it.id}", object_id: CLIENT },
      named("azurerm_mysql_flexible_server", "mysql"),
      "app: administrator of the server at mysql",
      "privileged",
    ],
    [
      "azurerm_mssql_server",
      { name: "sql", azuread_administrator: [{ login_username: "app", object_id: PRINCIPAL }] },
      {},
      "app: administrator of the server at sql",
      "privileged",
    ],
    [
      "azurerm_key_vault_access_policy",
      {
        key_vault_id: "${azurerm_key_vault.it.id}",
        object_id: PRINCIPAL,
        secret_permissions: ["Get", "List"],
        key_permissions: ["Sign"],
      },
      named("azurerm_key_vault", "kv"),
      "app: keys: sign; secrets: get, list at kv",
      "none",
    ],
    [
      "azurerm_key_vault",
      { name: "kv", access_policy: { object_id: PRINCIPAL, secret_permissions: ["Get"] } },
      {},
      "app: secrets: get at kv",
      "none",
    ],
    [
      "azurerm_key_vault_managed_hardware_security_module_role_assignment",
      {
        managed_hsm_id: "${azurerm_key_vault_managed_hardware_security_module.it.id}",
        principal_id: PRINCIPAL,
        role_definition_id: "/Microsoft.KeyVault/providers/Microsoft.Authorization/roleDefinitions/21dbd100",
      },
      named("azurerm_key_vault_managed_hardware_security_module", "hsm"),
      "app: 21dbd100 at hsm",
      "none",
    ],
    [
      "azurerm_mongo_cluster_user",
      { mongo_cluster_id: "${azurerm_mongo_cluster.it.id}", object_id: PRINCIPAL },
      named("azurerm_mongo_cluster", "mongo"),
      "app: root at mongo",
      "privileged",
    ],
    [
      "azurerm_synapse_role_assignment",
      {
        synapse_workspace_id: "${azurerm_synapse_workspace.it.id}",
        principal_id: PRINCIPAL,
        role_name: "Synapse User",
      },
      named("azurerm_synapse_workspace", "syn"),
      "app: Synapse User at syn",
      "none",
    ],
    [
      "azuread_app_role_assignment",
      {
        principal_object_id: PRINCIPAL,
        resource_object_id: "${azuread_service_principal.graph.object_id}",
        app_role_id: "06b708a9-e830-4db3-a914-8e69da51d44f",
      },
      { azuread_service_principal: { graph: { client_id: "00000003-0000-0000-c000-000000000000" } } },
      "app: AppRoleAssignment.ReadWrite.All at graph",
      "privileged",
    ],
    [
      "azuread_app_role_assignment",
      {
        principal_object_id: PRINCIPAL,
        resource_object_id: "${azuread_service_principal.graph.object_id}",
        app_role_id: '${azuread_service_principal.graph.app_role_ids["User.Read.All"]}',
      },
      { azuread_service_principal: { graph: { client_id: "00000003-0000-0000-c000-000000000000" } } },
      "app: User.Read.All at graph",
      "none",
    ],
    [
      "azuread_directory_role_assignment",
      { principal_object_id: PRINCIPAL, role_id: "62e90394-69f5-4237-9190-012177145e10" },
      {},
      "app: Global Administrator at Microsoft Entra ID",
      "privileged",
    ],
    [
      "azuread_directory_role_assignment",
      { principal_object_id: PRINCIPAL, role_id: "${azuread_directory_role.readers.template_id}" },
      { azuread_directory_role: { readers: { display_name: "Directory Readers" } } },
      "app: Directory Readers at Microsoft Entra ID",
      "none",
    ],
    [
      "databricks_service_principal",
      { application_id: CLIENT },
      {},
      "app: member of the workspace at Databricks workspace",
      "none",
    ],
    [
      "mssql_user",
      { database: "orders", object_id: CLIENT, roles: ["db_datareader", "db_owner"] },
      {},
      "app: db_datareader, db_owner at orders",
      "privileged",
    ],
    [
      "postgresql_role",
      { name: "${azurerm_user_assigned_identity.app.name}" },
      {},
      "app: role at PostgreSQL server",
      "none",
    ],
  ])("%s %#", (type, values, others, expected, risk) => {
    const { shown, grant } = grantBy(type, values, others);
    expect(shown).toBe(expected);
    expect(grant).toMatchObject({ risk, eligible: false, block: { type, name: "it" } });
  });

  test("a role with a password is no principal's", () => {
    expect(modelOf({ resource: { postgresql_role: { it: { name: "orders" } } } }).grants).toEqual([]);
  });
});

describe("role assignments", () => {
  const GROUP = { azurerm_resource_group: { rg: { name: "rg-shop" } } };
  const ROLE = "roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
  const base = { principal_id: PRINCIPAL, scope: "${azurerm_resource_group.rg.id}" };

  test.each<[string, Arguments, Arguments]>([
    ["by name", { role_definition_name: "Storage Blob Data Reader" }, {}],
    ["by name in other letters", { role_definition_name: "storage blob data reader" }, {}],
    ["by id", { role_definition_id: `/providers/Microsoft.Authorization/${ROLE}` }, {}],
    ["by id in capitals", { role_definition_id: `/providers/Microsoft.Authorization/${ROLE.toUpperCase()}` }, {}],
    [
      "by an id that begins with a reference",
      { role_definition_id: `\${data.azurerm_subscription.s.id}/providers/Microsoft.Authorization/${ROLE}` },
      { data: { azurerm_subscription: { s: {} } } },
    ],
    [
      "by a definition that is looked up",
      { role_definition_id: "${data.azurerm_role_definition.r.id}" },
      { data: { azurerm_role_definition: { r: { name: "Storage Blob Data Reader" } } } },
    ],
  ])("of a built-in role %s", (_, role, others) => {
    expect(grantBy("azurerm_role_assignment", { ...base, ...role }, { ...GROUP, ...others })).toMatchObject({
      shown: "app: Storage Blob Data Reader at rg-shop",
      grant: { roleId: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", risk: "broad", eligible: false },
    });
  });

  test.each<[string, Arguments]>([
    ["by reference", { role_definition_id: "${azurerm_role_definition.own.role_definition_resource_id}" }],
    ["by its guid", { role_definition_id: "/x/roleDefinitions/${azurerm_role_definition.own.role_definition_id}" }],
    ["by name", { role_definition_name: "Restarter" }],
    ["by the name of the definition", { role_definition_name: "${azurerm_role_definition.own.name}" }],
  ])("of a custom role %s", (_, role) => {
    const definition = {
      own: { name: "Restarter", permissions: [{ actions: ["Microsoft.Web/sites/restart/action"] }] },
    };
    const { grant, shown } = grantBy(
      "azurerm_role_assignment",
      { ...base, ...role },
      { ...GROUP, azurerm_role_definition: definition },
    );
    expect(shown).toBe("app: Restarter at rg-shop");
    expect(grant.roleId).toBeUndefined();
    expect(grant).toMatchObject({
      plane: "control",
      risk: "broad",
      role: { definition: { name: "own" }, traits: { changes: true, assignsRoles: false }, conditional: false },
    });
  });

  test("by PIM are eligible or active", () => {
    const role = { ...base, role_definition_id: `/providers/Microsoft.Authorization/${ROLE}` };
    expect(grantBy("azurerm_pim_eligible_role_assignment", role, GROUP).grant.eligible).toBe(true);
    expect(grantBy("azurerm_pim_active_role_assignment", role, GROUP).grant.eligible).toBe(false);
  });

  test.each([
    ["an object", (properties: Arguments): unknown => ({ properties })],
    ["JSON", (properties: Arguments): unknown => JSON.stringify({ properties })],
  ])("by azapi with a body that is %s", (_, bodyOf) => {
    const { shown, grant } = grantBy(
      "azapi_resource",
      {
        type: "Microsoft.Authorization/roleAssignments@2022-04-01",
        parent_id: "${azurerm_resource_group.rg.id}",
        body: bodyOf({ principalId: PRINCIPAL, roleDefinitionId: `/providers/Microsoft.Authorization/${ROLE}` }),
      },
      GROUP,
    );
    expect(shown).toBe("app: Storage Blob Data Reader at rg-shop");
    expect(grant.block.type).toBe("azapi_resource");
  });

  test.each<[string, string, Arguments, Grant["risk"]]>([
    ["Owner", "${azurerm_key_vault.it.id}", {}, "privileged"],
    ["Contributor", "${azurerm_resource_group.rg.id}", {}, "privileged"],
    ["User Access Administrator", "${azurerm_key_vault.it.id}", { condition: "()" }, "none"],
    ["Role Based Access Control Administrator", "${azurerm_key_vault.it.id}", {}, "privileged"],
    ["Key Vault Data Access Administrator", "${azurerm_key_vault.it.id}", {}, "none"],
    ["Managed Identity Operator", "${azurerm_user_assigned_identity.app.id}", {}, "none"],
    ["Managed Identity Operator", "${azurerm_resource_group.rg.id}", {}, "privileged"],
    ["Website Contributor", "${azurerm_resource_group.rg.id}", {}, "broad"],
    ["Key Vault Secrets User", "${azurerm_resource_group.rg.id}", {}, "broad"],
    ["Key Vault Secrets User", "${azurerm_key_vault.it.id}", {}, "none"],
    ["Reader", "${azurerm_resource_group.rg.id}", {}, "none"],
    ["A role of the tenant", "${azurerm_resource_group.rg.id}", {}, "none"],
  ])("%s at %s %j is a risk: %s", (role_definition_name, scope, others, risk) => {
    const values = { principal_id: PRINCIPAL, scope, role_definition_name, ...others };
    const around = { ...GROUP, ...named("azurerm_key_vault", "kv") };
    expect(grantBy("azurerm_role_assignment", values, around).grant.risk).toBe(risk);
  });
});

describe("a scope", () => {
  const group = { azurerm_resource_group: { rg: { name: "rg-shop" } } };
  const store = { name: "store", resource_group_name: "${azurerm_resource_group.rg.name}" };
  const inGroup = ["shop/azurerm_resource_group.rg", "shop/subscription"];

  test.each<[string, string, Arguments, Partial<Target>]>([
    ["the tenant", "/", {}, { id: "/", scope: "tenant" }],
    [
      "a management group by its id",
      "/providers/Microsoft.Management/managementGroups/mg",
      {},
      { scope: "management-group", label: "mg", within: [] },
    ],
    [
      "a management group",
      "${azurerm_management_group.mg.id}",
      { azurerm_management_group: { mg: { display_name: "Landing zones" } } },
      { scope: "management-group", label: "Landing zones" },
    ],
    ["a subscription by its id", SUBSCRIPTION, {}, { scope: "subscription", within: [] }],
    [
      "the subscription",
      "${data.azurerm_subscription.current.id}",
      { data: { azurerm_subscription: { current: {} } } },
      { id: "shop/subscription", scope: "subscription" },
    ],
    [
      "another subscription",
      "${data.azurerm_subscription.other.id}",
      { data: { azurerm_subscription: { other: { subscription_id: "${var.other}" } } } },
      { id: "shop/data.azurerm_subscription.other", scope: "subscription" },
    ],
    [
      "a subscription that is composed",
      "/subscriptions/${data.azurerm_client_config.c.subscription_id}",
      { data: { azurerm_client_config: { c: {} } } },
      { scope: "subscription" },
    ],
    [
      "a resource group by its id",
      `${SUBSCRIPTION}/resourceGroups/RG-Shop`,
      {},
      {
        id: `${SUBSCRIPTION}/resourcegroups/rg-shop`,
        scope: "resource-group",
        label: "rg-shop",
        within: [SUBSCRIPTION],
      },
    ],
    [
      "a resource group",
      "${azurerm_resource_group.rg.id}",
      group,
      { scope: "resource-group", within: ["shop/subscription"] },
    ],
    [
      "a resource group that is composed",
      "${data.azurerm_subscription.current.id}/resourceGroups/rg-other",
      { data: { azurerm_subscription: { current: {} } } },
      { scope: "resource-group", label: "rg-other", within: ["shop/subscription"] },
    ],
    [
      "the resource group of the nodes of a cluster",
      "${azurerm_kubernetes_cluster.aks.node_resource_group_id}",
      { azurerm_kubernetes_cluster: { aks: { name: "aks" } } },
      { scope: "resource-group" },
    ],
    [
      "a resource",
      "${azurerm_storage_account.store.id}",
      { ...group, azurerm_storage_account: { store } },
      { scope: "resource", armType: "Microsoft.Storage/storageAccounts", cluster: "rg-shop", within: inGroup },
    ],
    [
      "a resource in a group that is named",
      "${azurerm_storage_account.store.id}",
      { ...group, azurerm_storage_account: { store: { ...store, resource_group_name: "rg-shop" } } },
      { scope: "resource", within: inGroup },
    ],
    [
      "a resource by its id",
      `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv`,
      {},
      {
        scope: "resource",
        armType: "microsoft.keyvault/vaults",
        label: "kv",
        within: [`${SUBSCRIPTION}/resourcegroups/rg`, SUBSCRIPTION],
      },
    ],
    [
      "a resource of azapi",
      "${azapi_resource.it.id}",
      { azapi_resource: { it: { type: "Microsoft.App/agents@2025-01-01", name: "agent" } } },
      { scope: "resource", armType: "Microsoft.App/agents", label: "agent" },
    ],
    [
      "a part of a resource",
      "${azurerm_storage_container.c.resource_manager_id}",
      {
        ...group,
        azurerm_storage_account: { store },
        azurerm_storage_container: { c: { name: "c", storage_account_id: "${azurerm_storage_account.store.id}" } },
      },
      { scope: "part-of-resource", within: ["shop/azurerm_storage_account.store", ...inGroup] },
    ],
    [
      "a part of a resource by its id",
      `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.ServiceBus/namespaces/sb/queues/q`,
      {},
      {
        scope: "part-of-resource",
        within: [
          `${SUBSCRIPTION}/resourcegroups/rg/providers/microsoft.servicebus/namespaces/sb`,
          `${SUBSCRIPTION}/resourcegroups/rg`,
          SUBSCRIPTION,
        ],
      },
    ],
    [
      "a part of a resource that is composed",
      "${azurerm_storage_account.store.id}/blobServices/default/containers/c",
      { ...group, azurerm_storage_account: { store } },
      {
        scope: "part-of-resource",
        label: "store/blobServices/default/containers/c",
        within: ["shop/azurerm_storage_account.store", ...inGroup],
      },
    ],
    [
      "an argument of another resource",
      "${azurerm_storage_container.c.storage_account_id}",
      {
        azurerm_storage_account: { store: { name: "store" } },
        azurerm_storage_container: { c: { name: "c", storage_account_id: "${azurerm_storage_account.store.id}" } },
      },
      { id: "shop/azurerm_storage_account.store" },
    ],
    ["unknown", "${var.scope}", {}, { id: "shop/azurerm_role_assignment.it#target", label: "var.scope", within: [] }],
  ])("%s", (_, scope, others, expected) => {
    const values = { principal_id: PRINCIPAL, role_definition_name: "Reader", scope };
    expect(grantBy("azurerm_role_assignment", values, others).target).toMatchObject(expected);
  });

  test("of a state is the resource with the id", () => {
    const id = `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv`;
    const { targets } = modelOf(
      stateOf([
        ["azurerm_key_vault", "vault", { id, name: "kv", resource_group_name: "rg" }],
        ["azurerm_role_assignment", "a", { scope: id, role_definition_name: "Reader", principal_id: "p" }],
      ]),
    );
    expect(targets).toMatchObject([
      {
        id: id.toLowerCase(),
        type: "azurerm_key_vault",
        armType: "Microsoft.KeyVault/vaults",
        within: [`${SUBSCRIPTION}/resourcegroups/rg`, SUBSCRIPTION],
      },
    ]);
  });
});

import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { MysqlFlexibleServer } from "@cdktf/provider-azurerm/lib/mysql-flexible-server";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { RedisCache, type RedisCacheConfig } from "@cdktf/provider-azurerm/lib/redis-cache";
import { type TerraformStack } from "cdktf";
import {
  type Access,
  CosmosDbAccess,
  type IPrincipal,
  KustoAccess,
  ManagedHsmAccess,
  ManagedIdentityBinding,
  ManagedRedisAccess,
  MicrosoftGraphAccess,
  MongoClusterAccess,
  MySqlAccess,
  ObjectId,
  PostgresAccess,
  Principal,
  RedisAccess,
  SynapseAccess,
} from "../../lib";
import { identity, TENANT, virtualMachine } from "../support/azure";
import { AZURERM_VERSION } from "../support/release";
import { messagesOf, onlyResource, problemsOf, resources, synthesize, testStack } from "../support/synth";
import { targetOf } from "../support/targets";

/** Values are those of the services' own documentation; each test names the page. */

const place = { resourceGroupName: "rg-test", location: "westeurope" };
const WHO = "${azurerm_user_assigned_identity.orders.principal_id}";

const granted = (stack: TerraformStack, access: Access, type: string, to: IPrincipal = identity(stack)): unknown => {
  access.grantTo(stack, access.grantId(stack), to);
  return onlyResource(stack, type);
};

/** The value of a settings block, as either kind of bindings gives it. */
const redis = (stack: TerraformStack, config: Partial<RedisCacheConfig> = {}): RedisCache =>
  new RedisCache(stack, "cache", {
    ...place,
    name: "cache",
    capacity: 1,
    family: "C",
    skuName: "Standard",
    redisConfiguration: { activeDirectoryAuthenticationEnabled: true },
    ...config,
  });

describe("Cosmos DB for NoSQL", () => {
  const TYPE = "azurerm_cosmosdb_sql_role_assignment";
  const [READER, CONTRIBUTOR] = [1, 2].map((end) => `00000000-0000-0000-0000-00000000000${String(end)}`);
  const account = "${azurerm_cosmosdb_account.cosmosdb-account.id}";

  // https://learn.microsoft.com/azure/cosmos-db/nosql/security/reference-data-plane-roles
  test.each([
    ["read", READER],
    ["readWrite", CONTRIBUTOR],
  ] as const)("%s on an account", (verb, role) => {
    const stack = testStack();
    expect(granted(stack, CosmosDbAccess[verb](targetOf(stack, "azurerm_cosmosdb_account")), TYPE)).toEqual({
      resource_group_name: "${azurerm_cosmosdb_account.cosmosdb-account.resource_group_name}",
      account_name: "${azurerm_cosmosdb_account.cosmosdb-account.name}",
      principal_id: WHO,
      role_definition_id: `${account}/sqlRoleDefinitions/${String(role)}`,
      scope: account,
    });
  });

  test("on a database and on a container is limited to them, with the role of their account", () => {
    const stack = testStack();
    const found = (type: string, name: string): string => `\${element(split("/sqlDatabases/", ${type}.${name}.id), 0)}`;
    const id = identity(stack);
    CosmosDbAccess.read(targetOf(stack, "azurerm_cosmosdb_sql_database")).grantTo(stack, "a", id);
    CosmosDbAccess.read(targetOf(stack, "azurerm_cosmosdb_sql_container")).grantTo(stack, "b", id);
    const [database, container] = [
      found("azurerm_cosmosdb_sql_database", "cosmosdb-sql-database"),
      found("azurerm_cosmosdb_sql_container", "cosmosdb-sql-container"),
    ];
    expect(Object.values(resources(stack, TYPE)).map(({ scope, role_definition_id: role }) => [scope, role])).toEqual([
      [
        `${container}/dbs/\${azurerm_cosmosdb_sql_container.cosmosdb-sql-container.database_name}/colls/` +
          "${azurerm_cosmosdb_sql_container.cosmosdb-sql-container.name}",
        `${container}/sqlRoleDefinitions/${String(READER)}`,
      ],
      [
        `${database}/dbs/\${azurerm_cosmosdb_sql_database.cosmosdb-sql-database.name}`,
        `${database}/sqlRoleDefinitions/${String(READER)}`,
      ],
    ]);
  });
});

describe("the same grant", () => {
  const build = (grant: (stack: TerraformStack, access: () => Access) => void): object => {
    const stack = testStack();
    const account = targetOf(stack, "azurerm_cosmosdb_account");
    grant(stack, () => CosmosDbAccess.read(account));
    return resources(stack, "azurerm_cosmosdb_sql_role_assignment");
  };

  test("said twice is one resource, whose address tells who, what and where", () => {
    const once = build((stack, access) => access().grantTo(stack, "first", identity(stack)));
    const twice = build((stack, access) => {
      const principal = identity(stack);
      new ManagedIdentityBinding(stack, "app", { identity: principal, access: [access(), access()] });
      access().grantTo(stack, "again", principal);
    });
    expect(twice).toEqual(once);
    expect(Object.keys(once)).toEqual(["azmi_orders_cosmos-data-reader_cosmosdb-account"]);
  });
});

describe("Redis", () => {
  // https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure-role-based-access-control
  test.each([
    ["read", "Data Reader"],
    ["readWrite", "Data Contributor"],
    ["own", "Data Owner"],
  ] as const)("%s is an access policy of a cache", (verb, policy) => {
    const stack = testStack();
    expect(
      granted(stack, RedisAccess[verb](redis(stack)), "azurerm_redis_cache_access_policy_assignment"),
    ).toMatchObject({ redis_cache_id: "${azurerm_redis_cache.cache.id}", access_policy_name: policy, object_id: WHO });
  });

  test("takes one policy per principal", () => {
    const stack = testStack();
    const cache = redis(stack);
    const access = [RedisAccess.read(cache), RedisAccess.own(cache)];
    new ManagedIdentityBinding(stack, "app", { identity: identity(stack), access });
    expect(problemsOf(stack)).toEqual(["[stack] duplicate-grant"]);
  });

  test("without Entra ID is refused with the setting", () => {
    const stack = testStack();
    RedisAccess.read(redis(stack, { redisConfiguration: {} })).grantTo(stack, "grant", identity(stack));
    expect(problemsOf(stack)).toEqual(["[stack] redis-accepts-keys-only"]);
  });

  test("of the managed kind has one policy, by a deployment where azurerm has no resource for it", () => {
    const stack = testStack();
    const cache = targetOf(stack, "azurerm_managed_redis");
    ManagedRedisAccess.own(cache).grantTo(stack, "grant", identity(stack));
    if (AZURERM_VERSION.startsWith("4.55")) {
      const deployment = onlyResource(stack, "azurerm_resource_group_template_deployment");
      expect(deployment.template_content as string).toContain(
        "Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments",
      );
      expect(deployment.parameters_content as string).toContain("azurerm_user_assigned_identity.orders.principal_id");
    } else if (AZURERM_VERSION.startsWith("5.")) {
      expect(onlyResource(stack, "azurerm_managed_redis_access_policy_assignment")).toEqual({
        managed_redis_id: "${azurerm_managed_redis.managed-redis.id}",
        object_id: WHO,
      });
    }
  });
});

describe("Azure Data Explorer", () => {
  const [CLUSTER, DATABASE] = ["azurerm_kusto_cluster", "azurerm_kusto_database"];
  // https://learn.microsoft.com/azure/data-explorer/manage-cluster-permissions
  test.each([
    ["read", DATABASE, "Viewer"],
    ["ingest", DATABASE, "Ingestor"],
    ["use", DATABASE, "User"],
    ["monitor", DATABASE, "Monitor"],
    ["administer", DATABASE, "Admin"],
    ["read", CLUSTER, "AllDatabasesViewer"],
    ["monitor", CLUSTER, "AllDatabasesMonitor"],
    ["administer", CLUSTER, "AllDatabasesAdmin"],
  ] as const)("%s on %s is %s", (verb, type, role) => {
    const stack = testStack();
    const target = targetOf(stack, type);
    const name = target.friendlyUniqueId;
    expect(granted(stack, KustoAccess[verb](target), `${type}_principal_assignment`)).toEqual({
      name: `${role}-${WHO}`,
      resource_group_name: `\${${type}.${name}.resource_group_name}`,
      ...(type === CLUSTER
        ? { cluster_name: `\${${type}.${name}.name}` }
        : { cluster_name: `\${${type}.${name}.cluster_name}`, database_name: `\${${type}.${name}.name}` }),
      principal_id: WHO,
      principal_type: "App",
      tenant_id: `\${data.azurerm_client_config.azmi_tenant-of_${name}.tenant_id}`,
      role,
    });
  });

  test("ingests into databases, and not into clusters", () => {
    const stack = testStack();
    KustoAccess.ingest(targetOf(stack, CLUSTER)).grantTo(stack, "grant", identity(stack));
    expect(problemsOf(stack)).toEqual(["[stack] wrong-resource-type"]);
  });
});

describe("Managed HSM", () => {
  const TYPE = "azurerm_key_vault_managed_hardware_security_module";
  // https://learn.microsoft.com/azure/key-vault/managed-hsm/built-in-roles
  test.each([
    ["useKeys", "21dbd100-6940-42c2-9190-5d6cb909625b", "/keys"],
    ["wrapKeys", "33413926-3206-4cdd-b39a-83574fe37a17", "/keys"],
    ["readKeys", "2c18b078-7c48-4d3a-af88-5a3a1b3f82b3", "/keys"],
    ["purgeKeys", "515eb02d-2335-4d2d-92f2-b1cbdf9c3778", "/keys"],
    ["backUp", "7b127d3c-77bd-4e3e-bbe0-dbb8971fa7f8", "/"],
    ["administer", "a290e904-7015-4bba-90c8-60543313cdb4", "/"],
  ] as const)("%s is a role of its own", (verb, role, scope) => {
    const stack = testStack();
    expect(granted(stack, ManagedHsmAccess[verb](targetOf(stack, TYPE)), `${TYPE}_role_assignment`)).toMatchObject({
      managed_hsm_id: `\${${TYPE}.key-vault-managed-hardware-security-module.id}`,
      role_definition_id: `/Microsoft.KeyVault/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      scope,
      principal_id: WHO,
    });
  });

  test("limits a role to one key", () => {
    const stack = testStack();
    const key = targetOf(stack, `${TYPE}_key`);
    expect(granted(stack, ManagedHsmAccess.wrapKeys(key), `${TYPE}_role_assignment`)).toMatchObject({
      scope: `/keys/\${${TYPE}_key.key-vault-managed-hardware-security-module-key.name}`,
    });
  });
});

describe("a MongoDB cluster", () => {
  const cluster = (stack: TerraformStack): ReturnType<typeof targetOf> =>
    targetOf(stack, "azurerm_mongo_cluster", { authentication_methods: ["MicrosoftEntraID"] });

  // https://learn.microsoft.com/azure/cosmos-db/mongodb/vcore/how-to-connect-role-based-access-control
  test("has users for principals", () => {
    const stack = testStack();
    expect(granted(stack, MongoClusterAccess.administer(cluster(stack)), "azurerm_mongo_cluster_user")).toEqual({
      mongo_cluster_id: "${azurerm_mongo_cluster.mongo-cluster.id}",
      object_id: WHO,
      identity_provider_type: "MicrosoftEntraID",
      principal_type: "servicePrincipal",
      role: [{ database: "admin", name: "root" }],
    });
  });

  test("refuses groups, and what it is not prepared for", () => {
    const stack = testStack();
    const group = Principal.group(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"));
    MongoClusterAccess.administer(targetOf(stack, "azurerm_mongo_cluster")).grantTo(stack, "grant", group);
    expect(problemsOf(stack)).toEqual([
      "[stack] mongo-cluster-accepts-passwords-only",
      "[stack] mongo-cluster-takes-no-groups",
    ]);
  });
});

describe("administrators of flexible servers", () => {
  const tenant = (name: string): string => `\${data.azurerm_client_config.azmi_tenant-of_${name}.tenant_id}`;

  // https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts
  test("of PostgreSQL are named by their object ids", () => {
    const stack = testStack();
    const authentication = { activeDirectoryAuthEnabled: true, passwordAuthEnabled: false, tenantId: TENANT };
    const server = new PostgresqlFlexibleServer(stack, "pg", { ...place, name: "pg", authentication });
    const type = "azurerm_postgresql_flexible_server_active_directory_administrator";
    expect(granted(stack, PostgresAccess.administer(server), type)).toEqual({
      server_name: "${azurerm_postgresql_flexible_server.pg.name}",
      resource_group_name: "${azurerm_postgresql_flexible_server.pg.resource_group_name}",
      tenant_id: tenant("pg"),
      object_id: WHO,
      principal_name: "id-orders",
      principal_type: "ServicePrincipal",
    });
  });

  test("of PostgreSQL need a server that asks Entra ID, and a name", () => {
    const stack = testStack();
    const server = new PostgresqlFlexibleServer(stack, "pg", { ...place, name: "pg" });
    const nobody = Principal.group(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"));
    PostgresAccess.administer(server).grantTo(stack, "grant", nobody);
    expect(problemsOf(stack)).toEqual(["[stack] postgres-accepts-passwords-only", "[stack] principal-name-unknown"]);
  });

  // https://learn.microsoft.com/azure/mysql/flexible-server/how-to-azure-ad
  test("of MySQL are named by their client ids, and looked up with an identity of the server", () => {
    const stack = testStack();
    const server = new MysqlFlexibleServer(stack, "mysql", { ...place, name: "mysql" });
    identity(stack, "reader").attachTo(server);
    const type = "azurerm_mysql_flexible_server_active_directory_administrator";
    expect(granted(stack, MySqlAccess.administer(server), type)).toEqual({
      server_id: "${azurerm_mysql_flexible_server.mysql.id}",
      identity_id: "${azurerm_user_assigned_identity.reader.id}",
      tenant_id: tenant("mysql"),
      object_id: "${azurerm_user_assigned_identity.orders.client_id}",
      login: "id-orders",
    });
  });

  test("of MySQL need that identity", () => {
    const stack = testStack();
    const server = new MysqlFlexibleServer(stack, "mysql", { ...place, name: "mysql" });
    MySqlAccess.administer(server).grantTo(stack, "grant", identity(stack));
    expect(problemsOf(stack)).toEqual(["[stack] mysql-server-without-identity"]);
  });
});

describe("Microsoft Graph", () => {
  // https://learn.microsoft.com/graph/permissions-reference
  test("gives an application role to a managed identity", () => {
    const stack = testStack();
    expect(granted(stack, MicrosoftGraphAccess.appRole("User.Read.All"), "azuread_app_role_assignment")).toEqual({
      app_role_id: "df021288-bdef-4463-88db-98f22de89214",
      principal_object_id: WHO,
      resource_object_id: "${data.azuread_service_principal.azmi_microsoft-graph.object_id}",
    });
    expect(synthesize(stack).data?.azuread_service_principal).toEqual({
      "azmi_microsoft-graph": expect.objectContaining({ client_id: "00000003-0000-0000-c000-000000000000" }) as object,
    });
  });

  test("says what a role may be called", () => {
    const stack = testStack();
    MicrosoftGraphAccess.appRole("Mail.Sent").grantTo(stack, "grant", identity(stack));
    MicrosoftGraphAccess.appRole("user.read.all").grantTo(stack, "grant", identity(stack, "other"));
    expect(problemsOf(stack)).toEqual(["[stack] unknown-app-role", "[stack] unknown-app-role"]);
    expect(messagesOf(stack)).toEqual([
      expect.stringMatching(
        /^\[stack\] application role "Mail.Sent" of Microsoft Graph is not known; did you mean Mail\./,
      ),
      expect.stringMatching(/"user.read.all" of Microsoft Graph is not known; did you mean .*User\.Read\.All/),
    ]);
  });
});

test("an application role that is also given by hand is refused", () => {
  const stack = testStack();
  const orders = identity(stack);
  MicrosoftGraphAccess.appRole("User.Read.All").grantTo(stack, "grant", orders);
  new AppRoleAssignment(stack, "by-hand", {
    appRoleId: "df021288-bdef-4463-88db-98f22de89214",
    principalObjectId: orders.objectId.value,
    resourceObjectId: "11111111-aaaa-bbbb-cccc-dddddddddddd",
  });
  expect(problemsOf(stack)).toEqual(["[stack] duplicate-app-role"]);
});

describe("Synapse", () => {
  const [WORKSPACE, POOL] = ["azurerm_synapse_workspace", "azurerm_synapse_spark_pool"];
  // https://learn.microsoft.com/azure/synapse-analytics/security/synapse-workspace-synapse-rbac-roles
  test.each([
    ["use", WORKSPACE, "Synapse User"],
    ["readArtifacts", WORKSPACE, "Synapse Artifact User"],
    ["publishArtifacts", WORKSPACE, "Synapse Artifact Publisher"],
    ["operateCompute", WORKSPACE, "Synapse Compute Operator"],
    ["operateCompute", POOL, "Synapse Compute Operator"],
    ["useCredentials", WORKSPACE, "Synapse Credential User"],
    ["contribute", WORKSPACE, "Synapse Contributor"],
    ["administer", WORKSPACE, "Synapse Administrator"],
  ] as const)("%s on %s is %s", (verb, type, role) => {
    const stack = testStack();
    const target = targetOf(stack, type);
    expect(granted(stack, SynapseAccess[verb](target), "azurerm_synapse_role_assignment")).toEqual({
      [type === WORKSPACE ? "synapse_workspace_id" : "synapse_spark_pool_id"]:
        `\${${type}.${target.friendlyUniqueId}.id}`,
      role_name: role,
      principal_id: WHO,
      principal_type: "ServicePrincipal",
    });
  });
});

test("a grant to the identity of a source names it", () => {
  const stack = testStack();
  const vm = virtualMachine(stack);
  const account = new CosmosdbAccount(stack, "account", {
    ...place,
    name: "account",
    offerType: "Standard",
    consistencyPolicy: { consistencyLevel: "Session" },
    geoLocation: [{ location: "westeurope", failoverPriority: 0 }],
  });
  new ManagedIdentityBinding(stack, "app", { sources: [vm], access: [CosmosDbAccess.read(account)] });
  expect(onlyResource(stack, "azurerm_cosmosdb_sql_role_assignment")).toMatchObject({
    principal_id: "${azurerm_linux_virtual_machine.vm.identity[0].principal_id}",
  });
});

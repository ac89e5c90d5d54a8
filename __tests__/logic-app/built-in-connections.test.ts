import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { DataAzurermLogicAppStandard } from "@cdktf/provider-azurerm/lib/data-azurerm-logic-app-standard";
import { EventgridTopic } from "@cdktf/provider-azurerm/lib/eventgrid-topic";
import { EventhubNamespace } from "@cdktf/provider-azurerm/lib/eventhub-namespace";
import { type LogicAppStandard } from "@cdktf/provider-azurerm/lib/logic-app-standard";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { type ITerraformResource, type TerraformStack, Testing } from "cdktf";
import { BlobStorageAccess, SqlAccess, SqlDatabaseRole } from "../../lib";
import {
  ApiConnectionKind,
  BuiltInConnection,
  BuiltInConnector,
  LogicAppConnectionsFile,
  ManagedApi,
  ManagedIdentityApiConnection,
} from "../../lib/logic-app";
import { container, identity, keyVault, sqlDatabase, standardLogicApp, storageAccount } from "../support/azure";
import { facts } from "../support/sql";
import { brokenBy, onlyResource, problemsOf, resources, testStack } from "../support/synth";

const place = { resourceGroupName: "rg-test", location: "westeurope" };

const namespace = (stack: TerraformStack): ServicebusNamespace =>
  new ServicebusNamespace(stack, "bus", { ...place, name: "bus", sku: "Standard" });

const TARGETS = {
  bus: namespace,
  queue: (stack) => new ServicebusQueue(stack, "queue", { name: "queue", namespaceId: namespace(stack).id }),
  hubs: (stack) => new EventhubNamespace(stack, "hubs", { ...place, name: "hubs", sku: "Standard" }),
  account: (stack) => storageAccount(stack),
  blobs: (stack) => container(stack, "blobs", { storageAccountId: storageAccount(stack).id }),
  vault: (stack) => keyVault(stack),
  cosmos: (stack) =>
    new CosmosdbAccount(stack, "cosmos", {
      ...place,
      name: "cosmos",
      offerType: "Standard",
      consistencyPolicy: { consistencyLevel: "Session" },
      geoLocation: [{ location: "westeurope", failoverPriority: 0 }],
    }),
  topic: (stack) => new EventgridTopic(stack, "topic", { ...place, name: "topic" }),
} satisfies Readonly<Record<string, (stack: TerraformStack) => ITerraformResource>>;

function written(stack: TerraformStack, app: ITerraformResource): unknown {
  const { path } = LogicAppConnectionsFile.of(app);
  return JSON.parse(readFileSync(join(Testing.fullSynth(stack), "stacks", stack.node.id, path), "utf8"));
}

function settings(stack: TerraformStack): unknown {
  return onlyResource(stack, "azurerm_logic_app_standard").app_settings;
}

/** The roles that the stack assigns, with their scopes. */
function grants(stack: TerraformStack): string[] {
  return [
    ...Object.values(resources(stack, "azurerm_role_assignment")),
    ...Object.values(resources(stack, "azurerm_cosmosdb_sql_role_assignment")),
  ]
    .map(({ role_definition_id: role, scope, principal_id: principal }) => {
      expect(principal).toBe("${azurerm_logic_app_standard.app.identity[0].principal_id}");
      return `${(role as string).split("/").at(-1) ?? ""} at ${scope as string}`;
    })
    .sort();
}

/** The roles in databases. */
function rolesOf(stack: TerraformStack): string[] {
  return Object.values(facts(stack))
    .filter(({ kind }) => kind === "database-role-member")
    .map(({ member, role, database }) => [member, role, database].map(nameIn))
    .map(([member = "", role = "", database = ""]) => `${member}: ${role} in ${database}`);
}

/** "${azurerm_mssql_database.shop.name}" is shop. */
const nameIn = (value: unknown): string => /^\$\{\w+\.([\w-]+)\.name\}$/.exec(String(value))?.[1] ?? String(value);

const SENDER = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39";
const RECEIVER = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0";

describe("a Standard app with a built-in connection", () => {
  test("signs in with its own identity, has the address in a setting, and may use the target", () => {
    const stack = testStack();
    const app = standardLogicApp(stack, "app", { appSettings: { CITY: "Linz" } });
    const connection = BuiltInConnection.serviceBus(namespace(stack)).addTo(app);

    expect(connection).toMatchObject({ key: "serviceBus", connector: BuiltInConnector.SERVICE_BUS });
    expect(onlyResource(stack, "azurerm_logic_app_standard")).toMatchObject({
      identity: { type: "SystemAssigned" },
      app_settings: {
        CITY: "Linz",
        serviceBus_fullyQualifiedNamespace: "${azurerm_servicebus_namespace.bus.name}.servicebus.windows.net",
      },
    });
    expect(written(stack, app)).toEqual({
      managedApiConnections: {},
      serviceProviderConnections: {
        serviceBus: {
          displayName: "serviceBus",
          parameterSetName: "ManagedServiceIdentity",
          parameterValues: {
            authProvider: { Type: "ManagedServiceIdentity" },
            fullyQualifiedNamespace: "@appsetting('serviceBus_fullyQualifiedNamespace')",
          },
          serviceProvider: { id: "/serviceProviders/serviceBus" },
        },
      },
    });
    expect(grants(stack)).toEqual([
      `${RECEIVER} at \${azurerm_servicebus_namespace.bus.id}`,
      `${SENDER} at \${azurerm_servicebus_namespace.bus.id}`,
    ]);
  });

  test.each<
    [string, (target: ITerraformResource) => BuiltInConnection, keyof typeof TARGETS, Record<string, string>, unknown[]]
  >([
    [
      "one queue",
      (target) => BuiltInConnection.serviceBus(target),
      "queue",
      { serviceBus_fullyQualifiedNamespace: "${azurerm_servicebus_namespace.bus.name}.servicebus.windows.net" },
      [RECEIVER, SENDER].map((role) => `${role} at \${azurerm_servicebus_queue.queue.id}`),
    ],
    [
      "Event Hubs",
      (target) => BuiltInConnection.eventHubs(target),
      "hubs",
      { eventHub_fullyQualifiedNamespace: "${azurerm_eventhub_namespace.hubs.name}.servicebus.windows.net" },
      ["2b629674-e913-4c01-ae53-ef4638d8f975", "a638d3c7-ab3a-418d-83e6-5f17a39d4fde"].map(
        (role) => `${role} at \${azurerm_eventhub_namespace.hubs.id}`,
      ),
    ],
    [
      "one blob container",
      (target) => BuiltInConnection.blobStorage(target),
      "blobs",
      { AzureBlob_blobStorageEndpoint: "${azurerm_storage_account.account.primary_blob_endpoint}" },
      [expect.stringMatching(/^ba92f5b4-2d11-453d-a403-e96b0029c9fe at /) as unknown],
    ],
    [
      "tables",
      (target) => BuiltInConnection.tableStorage(target),
      "account",
      { azureTables_tableStorageEndpoint: "${azurerm_storage_account.account.primary_table_endpoint}" },
      ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3 at ${azurerm_storage_account.account.id}"],
    ],
    [
      "queues of a storage account",
      (target) => BuiltInConnection.queueStorage(target),
      "account",
      { azurequeues_queueServiceUri: "${azurerm_storage_account.account.primary_queue_endpoint}" },
      ["8a0f0c08-91a1-4084-bc3d-661d67233fed", "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"].map(
        (role) => `${role} at \${azurerm_storage_account.account.id}`,
      ),
    ],
    [
      "a key vault",
      (target) => BuiltInConnection.keyVault(target),
      "vault",
      { keyVault_VaultUri: "${azurerm_key_vault.vault.vault_uri}" },
      ["4633458b-17de-408a-b874-0445c86b69e6 at ${azurerm_key_vault.vault.id}"],
    ],
    [
      "Cosmos DB",
      (target) => BuiltInConnection.cosmosDb(target),
      "cosmos",
      { AzureCosmosDB_accountEndpoint: "${azurerm_cosmosdb_account.cosmos.endpoint}" },
      ["00000000-0000-0000-0000-000000000002 at ${azurerm_cosmosdb_account.cosmos.id}"],
    ],
    [
      "Event Grid",
      (target) => BuiltInConnection.eventGrid(target),
      "topic",
      { eventGridPublisher_topicEndpoint: "${azurerm_eventgrid_topic.topic.endpoint}" },
      ["d5a91429-5739-47e2-a06b-3470a27159e7 at ${azurerm_eventgrid_topic.topic.id}"],
    ],
  ])("uses %s", (_, connect, target, wanted, access) => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    const { connector } = connect(TARGETS[target](stack)).addTo(app);

    expect(settings(stack)).toEqual(wanted);
    expect(grants(stack)).toEqual(access);
    const [name = ""] = Object.keys(wanted);
    const [key = "", parameter = ""] = name.split("_");
    expect(written(stack, app)).toMatchObject({
      serviceProviderConnections: {
        [key]: {
          parameterValues: { [parameter]: `@appsetting('${name}')` },
          serviceProvider: { id: connector.serviceProviderId },
        },
      },
    });
  });

  test("queries a database with a shared identity, which is the only built-in connector that takes one", () => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    BuiltInConnection.sql(sqlDatabase(stack, "shop")).addTo(app, {
      key: "orders-db",
      identity: identity(stack),
      displayName: "Orders",
    });

    expect(onlyResource(stack, "azurerm_logic_app_standard")).toMatchObject({
      identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.orders.id}"] },
      app_settings: {
        orders_db_serverName: "${azurerm_mssql_server.server.fully_qualified_domain_name}",
        orders_db_databaseName: "${azurerm_mssql_database.shop.name}",
        orders_db_Identity: "${azurerm_user_assigned_identity.orders.id}",
      },
    });
    expect(written(stack, app)).toMatchObject({
      serviceProviderConnections: {
        "orders-db": {
          displayName: "Orders",
          parameterSetName: "ManagedServiceIdentity",
          parameterValues: {
            authProvider: { Type: "ManagedServiceIdentity", Identity: "@appsetting('orders_db_Identity')" },
            serverName: "@appsetting('orders_db_serverName')",
            databaseName: "@appsetting('orders_db_databaseName')",
          },
          serviceProvider: { id: "/serviceProviders/sql" },
        },
      },
    });
    expect(rolesOf(stack)).toEqual(["id-orders: db_datareader in shop"]);
  });

  test("has the access that it is told, instead", () => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    const account = storageAccount(stack);
    BuiltInConnection.blobStorage(account).addTo(app, { access: [BlobStorageAccess.read(account)] });
    BuiltInConnection.tableStorage(account).addTo(app, { access: [] });
    const database = sqlDatabase(stack, "shop");
    BuiltInConnection.sql(database).addTo(app, {
      access: [SqlAccess.database(database, { roles: [SqlDatabaseRole.DATA_WRITER] })],
    });
    expect(grants(stack)).toEqual(["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1 at ${azurerm_storage_account.account.id}"]);
    expect(rolesOf(stack)).toEqual(["app: db_datawriter in shop"]);
  });

  test("reaches what the app does not contain by its address", () => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    const connector = BuiltInConnector.custom("azureaisearch", { parameters: ["searchServiceEndpoint"] });
    BuiltInConnection.of(connector, { searchServiceEndpoint: "https://orders.search.windows.net" }).addTo(app);
    expect(settings(stack)).toEqual({
      azureaisearch_searchServiceEndpoint: "https://orders.search.windows.net",
    });
    expect(grants(stack)).toEqual([]);
  });

  test("has a managed connection under the same key, and several connections of one service", () => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    const account = storageAccount(stack);
    const database = sqlDatabase(stack);
    BuiltInConnection.sql(database).addTo(app);
    new ManagedIdentityApiConnection(stack, "sql", {
      api: ManagedApi.SQL,
      kind: ApiConnectionKind.V2,
      resourceGroupName: "rg",
      location: "westeurope",
    }).addTo(app);
    BuiltInConnection.blobStorage(account).addTo(app, { key: "in" });
    BuiltInConnection.blobStorage(account).addTo(app, { key: "out" });
    expect(written(stack, app)).toMatchObject({
      managedApiConnections: { sql: {} },
      serviceProviderConnections: { sql: {}, in: {}, out: {} },
    });
    expect(Object.keys(resources(stack, "azurerm_role_assignment"))).toHaveLength(1);
  });
});

/** What the user does, and what is wrong with it, as "[construct path] rule". */
const CASES: readonly [string, (stack: TerraformStack, app: LogicAppStandard) => void, ...string[]][] = [
  [
    "a user-assigned identity for a connector that takes the app's own only",
    (stack, app) => BuiltInConnection.keyVault(keyVault(stack)).addTo(app, { identity: identity(stack) }),
    "[stack/app] built-in-connector-takes-own-identity",
  ],
  [
    "a target of another service",
    (stack, app) => BuiltInConnection.serviceBus(keyVault(stack)).addTo(app),
    "[stack/app] wrong-resource-type",
  ],
  [
    "something that is no Standard app",
    (stack) => BuiltInConnection.keyVault(keyVault(stack)).addTo(storageAccount(stack)),
    "[stack/account] wrong-resource-type",
  ],
  [
    "the same key twice",
    (stack, app) => {
      const vault = BuiltInConnection.keyVault(keyVault(stack));
      vault.addTo(app);
      vault.addTo(app);
    },
    "[stack/app] connection-added-twice",
  ],
  [
    "two keys with the same settings",
    (stack, app) => {
      const vault = BuiltInConnection.keyVault(keyVault(stack));
      vault.addTo(app, { key: "a-b" });
      vault.addTo(app, { key: "A_B" });
    },
    "[stack/app] duplicate-connection-key",
  ],
  [
    "a setting that the app has",
    (stack, app) => {
      app.appSettings = { keyVault_VaultUri: "mine" };
      BuiltInConnection.keyVault(keyVault(stack)).addTo(app);
    },
    "[stack/app] app-setting-taken",
  ],
  [
    "values that the connector does not have, an impossible name and key, at once",
    (_, app) =>
      BuiltInConnection.of(BuiltInConnector.custom("/serviceProviders/x", { parameters: ["a"] }), { b: "c" }).addTo(
        app,
        { key: "no key" },
      ),
    "[stack/app] impossible-service-provider",
    "[stack/app] built-in-connector-values",
    "[stack/app] impossible-connection-key",
  ],
  [
    "names in place of a connector and of accesses",
    (stack, app) => {
      BuiltInConnection.of("serviceBus" as never, {}).addTo(app);
      BuiltInConnection.keyVault(keyVault(stack)).addTo(app, { access: ["read"] as never });
    },
    "[stack/app] not-a-built-in-connector",
    "[stack/app] not-an-access-of-connection",
  ],
  [
    "an app that another configuration manages",
    (stack) => {
      const found = new DataAzurermLogicAppStandard(stack, "found", { name: "app", resourceGroupName: "rg" });
      BuiltInConnection.keyVault(keyVault(stack)).addTo(found);
    },
    "[stack/found] logic-app-is-data-source",
  ],
];

test("a name in place of an app is refused at once", () => {
  expect(brokenBy(() => BuiltInConnection.keyVault(keyVault(testStack())).addTo("app" as never))).toEqual([
    "wrong-resource-type",
  ]);
});

describe("adding a built-in connection fails at synth and says what to do:", () => {
  test.each(CASES)("%s", (_what, use, ...messages) => {
    const stack = testStack();
    use(stack, standardLogicApp(stack));
    expect(problemsOf(stack)).toEqual(messages);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing, type TerraformStack } from "cdktf";
import {
  BuiltInConnection,
  BuiltInConnector,
  LogicAppConnectionsFile,
  LogicAppWorkflowFile,
  Recurrence,
  ServiceProviderAction,
  ServiceProviderTrigger,
  StandardWorkflowKind,
  WorkflowDefinition,
  WorkflowValue,
} from "../../lib/logic-app";
import { LogicAppBuiltInConnection } from "../../lib/logic-app/standard/logic-app-built-in-connection";
import { keyVault, sqlDatabase, standardLogicApp } from "../support/azure";
import { brokenBy, problemsOf, testStack } from "../support/synth";

const connected = (connector: BuiltInConnector, key = connector.name): LogicAppBuiltInConnection =>
  LogicAppBuiltInConnection._of(key, connector);

const configured = (operationId: string, connectionName: string): object => ({
  connectionName,
  operationId,
  serviceProviderId: `/serviceProviders/${connectionName}`,
});

describe("an action of a built-in connector", () => {
  test("calls any operation", () => {
    const action = ServiceProviderAction.of(connected(BuiltInConnector.TABLE_STORAGE, "orders"), {
      operation: "getEntity",
      parameters: { tableName: "@orders", partitionKey: WorkflowValue.expression("triggerBody()?['city']"), n: 1 },
      runAfter: ["first"],
    });
    expect(action._definition).toEqual({
      type: "ServiceProvider",
      inputs: {
        parameters: { tableName: "@{'@orders'}", partitionKey: "@triggerBody()?['city']", n: 1 },
        serviceProviderConfiguration: {
          connectionName: "orders",
          operationId: "getEntity",
          serviceProviderId: "/serviceProviders/azureTables",
        },
      },
      runAfter: { first: ["Succeeded"] },
    });
  });

  test("queries, sends, uploads and reads secrets", () => {
    const parts = [
      ServiceProviderAction.executeQuery(connected(BuiltInConnector.SQL), {
        query: "SELECT 1",
        queryParameters: { city: "Linz" },
      }),
      ServiceProviderAction.sendMessage(connected(BuiltInConnector.SERVICE_BUS), {
        entity: "orders",
        content: { id: WorkflowValue.expression("triggerBody()?['id']") },
        properties: { city: "Linz" },
      }),
      ServiceProviderAction.uploadBlob(connected(BuiltInConnector.BLOB_STORAGE), {
        container: "in",
        blob: WorkflowValue.expression("guid()"),
        content: "text",
        overwrite: true,
      }),
      ServiceProviderAction.getSecret(connected(BuiltInConnector.KEY_VAULT), { secret: "key" }),
    ].map(({ _definition: definition }) => JSON.parse(JSON.stringify(definition)) as object);
    const type = "ServiceProvider";
    expect(parts).toEqual([
      {
        type,
        inputs: {
          parameters: { query: "SELECT 1", queryParameters: { city: "Linz" } },
          serviceProviderConfiguration: configured("executeQuery", "sql"),
        },
        runAfter: {},
      },
      {
        type,
        inputs: {
          parameters: {
            entityName: "orders",
            message: { contentData: { id: "@triggerBody()?['id']" }, userProperties: { city: "Linz" } },
          },
          serviceProviderConfiguration: configured("sendMessage", "serviceBus"),
        },
        runAfter: {},
      },
      {
        type,
        inputs: {
          parameters: { containerName: "in", blobName: "@guid()", content: "text", overrideIfExists: true },
          serviceProviderConfiguration: configured("uploadBlob", "AzureBlob"),
        },
        runAfter: {},
      },
      {
        type,
        inputs: {
          parameters: { secretName: "key" },
          serviceProviderConfiguration: configured("getSecret", "keyVault"),
        },
        runAfter: {},
        runtimeConfiguration: { secureData: { properties: ["outputs"] } },
      },
    ]);
  });

  test("throws for a connection of another connector, and for empty names", () => {
    const vault = connected(BuiltInConnector.KEY_VAULT);
    expect([
      brokenBy(() => ServiceProviderAction.executeQuery(vault, { query: "SELECT 1" })),
      brokenBy(() => ServiceProviderAction.of("keyVault" as never, { operation: "getSecret" })),
      brokenBy(() => ServiceProviderAction.getSecret(vault, { secret: "" })),
      brokenBy(() => ServiceProviderAction.of(vault, { operation: "" })),
    ]).toEqual([
      ["connection-of-other-built-in-connector"],
      ["connection-of-other-built-in-connector"],
      ["workflow-argument-empty"],
      ["workflow-argument-empty"],
    ]);
  });
});

test("a trigger of a built-in connector waits for messages, or polls", () => {
  const bus = connected(BuiltInConnector.SERVICE_BUS);
  const splitOn = "@triggerOutputs()?['body']";
  const triggers = [
    ServiceProviderTrigger.whenMessagesAreInAQueue(bus, { queue: "orders" }),
    ServiceProviderTrigger.whenMessagesAreInATopic(bus, { topic: "orders", subscription: "app", sessions: true }),
    ServiceProviderTrigger.of(connected(BuiltInConnector.SQL), {
      operation: "whenARowIsModified",
      parameters: { tableName: "dbo.Orders" },
      every: Recurrence.minutes(5),
    }),
  ].map(({ _definition: definition }) => JSON.parse(JSON.stringify(definition)) as object);
  expect(triggers).toEqual([
    {
      type: "ServiceProvider",
      inputs: {
        parameters: { queueName: "orders", isSessionsEnabled: false },
        serviceProviderConfiguration: configured("receiveQueueMessages", "serviceBus"),
      },
      splitOn,
    },
    {
      type: "ServiceProvider",
      inputs: {
        parameters: { topicName: "orders", subscriptionName: "app", isSessionsEnabled: true },
        serviceProviderConfiguration: configured("receiveTopicMessages", "serviceBus"),
      },
      splitOn,
    },
    {
      type: "ServiceProvider",
      inputs: {
        parameters: { tableName: "dbo.Orders" },
        serviceProviderConfiguration: configured("whenARowIsModified", "sql"),
      },
      recurrence: { frequency: "Minute", interval: 5 },
    },
  ]);
});

describe("a workflow of a Standard app", () => {
  test("is written beside its connections.json, with the host that runs it", () => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    const vault = BuiltInConnection.keyVault(keyVault(stack)).addTo(app);
    const { path } = LogicAppWorkflowFile.of(app, {
      name: "orders",
      kind: StandardWorkflowKind.STATELESS,
      definition: WorkflowDefinition.fromObject({
        contentVersion: "2.0.0.0",
        actions: { there: { type: "Compose", inputs: "x", runAfter: {} } },
        triggers: { manual: { type: "Request", kind: "Http", inputs: {} } },
      }),
      actions: { secret: ServiceProviderAction.getSecret(vault, { secret: "key", runAfter: ["there"] }) },
    });
    const folder = join(Testing.fullSynth(stack), "stacks", "stack");
    const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
    expect(path).toBe("logic-apps/app/orders/workflow.json");
    expect(read(path)).toEqual({
      kind: "Stateless",
      definition: {
        $schema: expect.stringContaining("workflowdefinition.json#") as unknown,
        contentVersion: "2.0.0.0",
        triggers: { manual: { type: "Request", kind: "Http", inputs: {} } },
        actions: {
          there: { type: "Compose", inputs: "x", runAfter: {} },
          secret: {
            type: "ServiceProvider",
            inputs: {
              parameters: { secretName: "key" },
              serviceProviderConfiguration: configured("getSecret", "keyVault"),
            },
            runAfter: { there: ["Succeeded"] },
            runtimeConfiguration: { secureData: { properties: ["outputs"] } },
          },
        },
      },
    });
    expect(read(LogicAppConnectionsFile.of(app).path)).toMatchObject({
      serviceProviderConnections: { keyVault: {} },
    });
    expect(read("logic-apps/app/host.json")).toMatchObject({
      version: "2.0",
      extensionBundle: { id: "Microsoft.Azure.Functions.ExtensionBundle.Workflows" },
    });
  });

  test("may use every connection that connections.json has, at any depth", () => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    BuiltInConnection.keyVault(keyVault(stack)).addTo(app, { key: "vault" });
    const inner = { type: "ServiceProvider", inputs: { serviceProviderConfiguration: configured("x", "VAULT") } };
    const loop = { type: "Foreach", foreach: "@triggerBody()", actions: { inner } };
    LogicAppWorkflowFile.of(app, { name: "orders", definition: WorkflowDefinition.fromObject({ actions: { loop } }) });
    expect(problemsOf(stack)).toEqual([]);
  });
});

/** What the user does, and what is wrong with it, as "[construct path] rule". */
const CASES: readonly [string, (stack: TerraformStack) => void, ...string[]][] = [
  [
    "an impossible name, and connections that the app does not have",
    (stack) => {
      const managed = { type: "ApiConnection", inputs: { host: { connection: { referenceName: "arm" } } } };
      const called = { type: "Function", inputs: { function: { connectionName: "price" } } };
      const api = { type: "ApiManagement", inputs: { apiManagement: { connection: "orders" } } };
      LogicAppWorkflowFile.of(standardLogicApp(stack), {
        name: "../orders",
        definition: WorkflowDefinition.fromObject({ actions: { managed, called, api } }),
        actions: { rows: ServiceProviderAction.executeQuery(connected(BuiltInConnector.SQL), { query: "SELECT 1" }) },
      });
    },
    "[stack/app] impossible-standard-workflow-name",
    ...Array.from({ length: 4 }, () => "[stack/app] workflow-file-connection-missing"),
  ],
  [
    "a reference of Terraform",
    (stack) => {
      const app = standardLogicApp(stack);
      const database = sqlDatabase(stack);
      const sql = BuiltInConnection.sql(database).addTo(app, { access: [] });
      const query = `SELECT * FROM ${database.name}`;
      LogicAppWorkflowFile.of(app, {
        name: "orders",
        actions: { rows: ServiceProviderAction.executeQuery(sql, { query, queryParameters: { id: database.id } }) },
      });
    },
    "[stack/app] reference-in-workflow-file",
    "[stack/app] reference-in-workflow-file",
  ],
  [
    "two workflows of one name",
    (stack) => {
      const app = standardLogicApp(stack);
      LogicAppWorkflowFile.of(app, { name: "orders" });
      LogicAppWorkflowFile.of(app, { name: "ORDERS" });
    },
    "[stack/app] duplicate-workflow-name",
  ],
  [
    "something that is no Standard app",
    (stack) => LogicAppWorkflowFile.of(keyVault(stack), { name: "orders" }),
    "[stack/vault] wrong-resource-type",
  ],
];

describe("a workflow of a Standard app fails at synth and says what to do:", () => {
  test.each(CASES)("%s", (_what, use, ...problems) => {
    const stack = testStack();
    use(stack);
    expect(problemsOf(stack)).toEqual(problems);
  });
});

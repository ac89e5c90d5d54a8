import {
  AutomationConnector,
  BlobStorageConnector,
  EventHubsConnector,
  KeyVaultConnector,
  ManagedApi,
  MonitorLogsConnector,
  QueueStorageConnector,
  Recurrence,
  ResourceManagerConnector,
  ServiceBusConnector,
  SqlConnector,
  TableStorageConnector,
  type WorkflowAction,
  type WorkflowTrigger,
  WorkflowValue,
} from "../../lib/logic-app";
import { SqlEndpoint } from "../../lib";
import { connectionOf, deployedDefinition } from "../support/logic-app";
import { testWithTerraform } from "../support/terraform";

const twice = (text: string): string => `@{encodeURIComponent(encodeURIComponent('${text}'))}`;
const once = (text: string): string => `@{encodeURIComponent('${text}')}`;
const fromTrigger = (member: string): WorkflowValue => WorkflowValue.expression(`triggerBody()?['${member}']`);

const sql = SqlConnector.of(connectionOf(ManagedApi.SQL), {
  endpoint: SqlEndpoint.at("orders.database.windows.net"),
  database: "shop",
});
const account = { account: "https://orders.blob.core.windows.net" };
const blobs = BlobStorageConnector.of(connectionOf(ManagedApi.BLOB_STORAGE), account);
const tables = TableStorageConnector.of(connectionOf(ManagedApi.TABLE_STORAGE), { account: "orders" });
const queues = QueueStorageConnector.of(connectionOf(ManagedApi.QUEUE_STORAGE), { account: "orders" });
const keyVault = KeyVaultConnector.of(connectionOf(ManagedApi.KEY_VAULT));
const serviceBus = ServiceBusConnector.of(connectionOf(ManagedApi.SERVICE_BUS));
const eventHubs = EventHubsConnector.of(connectionOf(ManagedApi.EVENT_HUBS));
const logs = MonitorLogsConnector.of(connectionOf(ManagedApi.MONITOR_LOGS));
const arm = ResourceManagerConnector.of(connectionOf(ManagedApi.RESOURCE_MANAGER));
const automation = AutomationConnector.of(connectionOf(ManagedApi.AUTOMATION), {
  subscriptionId: "sub",
  resourceGroupName: "rg",
  accountName: "aa",
});

const table = "[dbo].[Orders]";
const shop = `datasets/${twice("orders.database.windows.net")},${twice("shop")}`;
const orders = `${shop}/tables/${twice("[dbo].[Orders]")}`;
const blobAccount = `/v2/datasets/${twice(account.account)}`;
const entities = `/v2/storageAccounts/${twice("orders")}/tables/${once("events")}/entities`;
const queue = `/v2/storageAccounts/${twice("orders")}/queues/${once("todo")}`;
const jobs = `/subscriptions/${once("sub")}/resourceGroups/${once("rg")}/providers/Microsoft.Automation/automationAccounts/${once("aa")}/jobs`;

interface Call {
  readonly method: string;
  readonly path: string;
  readonly [more: string]: unknown;
}

/** Name, helper, connector, and what the helper asks the connector for. */
const ACTIONS: readonly (readonly [string, WorkflowAction, string, Call, object?])[] = [
  [
    "getRows",
    sql.getRows({
      table,
      filter: WorkflowValue.text("Status eq 'New'"),
      orderBy: WorkflowValue.text("Created desc"),
      top: 10,
      select: ["Id", "Status"],
    }),
    "sql",
    {
      method: "get",
      path: `/v2/${orders}/items`,
      queries: { $filter: "Status eq 'New'", $orderby: "Created desc", $top: 10, $select: "Id,Status" },
    },
  ],
  ["getAllRows", sql.getRows({ table }), "sql", { method: "get", path: `/v2/${orders}/items` }],
  [
    "getRow",
    sql.getRow({ table, id: fromTrigger("id") }),
    "sql",
    {
      method: "get",
      path: `/v2/${orders}/items/@{encodeURIComponent(encodeURIComponent(triggerBody()?['id']))}`,
    },
  ],
  [
    "insertRow",
    sql.insertRow({ table, row: { Id: fromTrigger("id"), Note: "@me", Count: 1, Paid: false, Until: null } }),
    "sql",
    {
      method: "post",
      path: `/v2/${orders}/items`,
      body: { Id: "@triggerBody()?['id']", Note: "@{'@me'}", Count: 1, Paid: false, Until: null },
    },
  ],
  [
    "updateRow",
    sql.updateRow({ table, id: WorkflowValue.text("4711"), row: { Status: "Done" } }),
    "sql",
    { method: "patch", path: `/v2/${orders}/items/${twice("4711")}`, body: { Status: "Done" } },
  ],
  [
    "deleteRow",
    sql.deleteRow({ table, id: WorkflowValue.text("4711") }),
    "sql",
    { method: "delete", path: `/v2/${orders}/items/${twice("4711")}` },
  ],
  [
    "executeQuery",
    sql.executeQuery({ query: "SELECT 1" }),
    "sql",
    { method: "post", path: `/v2/${shop}/query/sql`, body: { query: "SELECT 1" } },
  ],
  [
    "executeQueryWithParameters",
    sql.executeQuery({
      query: "SELECT * FROM Orders WHERE Id = @id",
      parameters: [{ name: "id", type: "int", value: fromTrigger("id") }],
    }),
    "sql",
    {
      method: "post",
      path: `/v2/${shop}/query/sql`,
      body: {
        query: "SELECT * FROM Orders WHERE Id = @id",
        formalParameters: { id: "int" },
        actualParameters: { id: "@triggerBody()?['id']" },
      },
    },
  ],
  [
    "executeStoredProcedure",
    sql.executeStoredProcedure({ procedure: "[dbo].[Process]", parameters: { id: fromTrigger("id") } }),
    "sql",
    {
      method: "post",
      path: `/v2/${shop}/procedures/${twice("[dbo].[Process]")}`,
      body: { id: "@triggerBody()?['id']" },
    },
  ],
  [
    "getSecret",
    keyVault.getSecret({ secret: "api-key" }),
    "keyvault",
    { method: "get", path: `/secrets/${once("api-key")}/value` },
    { runtimeConfiguration: { secureData: { properties: ["outputs"] } } },
  ],
  ["listSecrets", keyVault.listSecrets(), "keyvault", { method: "get", path: "/secrets" }],
  [
    "readBlob",
    blobs.readBlob({ path: WorkflowValue.text("/orders/1.json") }),
    "azureblob",
    {
      method: "get",
      path: `${blobAccount}/GetFileContentByPath`,
      queries: { path: "/orders/1.json", inferContentType: true, queryParametersSingleEncoded: true },
    },
  ],
  [
    "createBlob",
    blobs.createBlob({
      folder: "/orders",
      name: fromTrigger("name"),
      content: WorkflowValue.expression("triggerBody()"),
    }),
    "azureblob",
    {
      method: "post",
      path: `${blobAccount}/files`,
      queries: { folderPath: "/orders", name: "@triggerBody()?['name']", queryParametersSingleEncoded: true },
      headers: { ReadFileMetadataFromServer: true },
      body: "@triggerBody()",
    },
  ],
  [
    "listBlobs",
    blobs.listBlobs({ folder: "/orders" }),
    "azureblob",
    {
      method: "get",
      path: `${blobAccount}/foldersV2/${twice("/orders")}`,
      queries: { nextPageMarker: "", useFlatListing: false },
    },
  ],
  [
    "deleteBlob",
    blobs.deleteBlob({ path: WorkflowValue.text("/orders/1.json") }),
    "azureblob",
    {
      method: "delete",
      path: `${blobAccount}/files/${twice("/orders/1.json")}`,
      headers: { SkipDeleteIfFileNotFoundOnServer: false },
    },
  ],
  [
    "getEntities",
    tables.getEntities({ table: "events", filter: WorkflowValue.text("Watched eq false") }),
    "azuretables",
    { method: "get", path: entities, queries: { $filter: "Watched eq false" } },
  ],
  [
    "getEntity",
    tables.getEntity({ table: "events", partitionKey: WorkflowValue.text("p"), rowKey: fromTrigger("key") }),
    "azuretables",
    {
      method: "get",
      path: `${entities}(PartitionKey='${once("p")}',RowKey='@{encodeURIComponent(triggerBody()?['key'])}')`,
    },
  ],
  [
    "insertEntity",
    tables.insertEntity({ table: "events", entity: { PartitionKey: "p", RowKey: fromTrigger("key") } }),
    "azuretables",
    { method: "post", path: entities, body: { PartitionKey: "p", RowKey: "@triggerBody()?['key']" } },
  ],
  [
    "insertOrMergeEntity",
    tables.insertOrMergeEntity({
      table: "events",
      partitionKey: WorkflowValue.text("p"),
      rowKey: WorkflowValue.text("r"),
      entity: { Watched: true },
    }),
    "azuretables",
    {
      method: "patch",
      path: `${entities}(PartitionKey='${once("p")}',RowKey='${once("r")}')`,
      body: { Watched: true },
    },
  ],
  [
    "putMessage",
    queues.putMessage({ queue: "todo", message: fromTrigger("text") }),
    "azurequeues",
    { method: "post", path: `${queue}/messages`, body: "@triggerBody()?['text']" },
  ],
  [
    "getMessages",
    queues.getMessages({ queue: "todo", maxCount: 5 }),
    "azurequeues",
    { method: "get", path: `${queue}/messages`, queries: { numofmessages: 5 } },
  ],
  [
    "deleteMessage",
    queues.deleteMessage({ queue: "todo", messageId: fromTrigger("MessageId"), popReceipt: fromTrigger("PopReceipt") }),
    "azurequeues",
    {
      method: "delete",
      path: `${queue}/messages/@{encodeURIComponent(triggerBody()?['MessageId'])}`,
      queries: { popreceipt: "@triggerBody()?['PopReceipt']" },
    },
  ],
  [
    "sendMessage",
    serviceBus.sendMessage({ entity: "orders", content: WorkflowValue.text("it's @{me}"), contentType: "text/plain" }),
    "servicebus",
    {
      method: "post",
      path: `/${twice("orders")}/messages`,
      queries: { systemProperties: "None" },
      body: { ContentData: "@base64('it''s @{me}')", ContentType: "text/plain" },
    },
  ],
  ...(
    [
      ["completeMessageInAQueue", "delete", "complete"],
      ["abandonMessageInAQueue", "post", "abandon"],
    ] as const
  ).map(([name, method, how]): (typeof ACTIONS)[number] => [
    name,
    serviceBus[name]({ queue: "orders" }),
    "servicebus",
    {
      method,
      path: `/${twice("orders")}/messages/${how}`,
      queries: { lockToken: "@triggerBody()?['LockToken']", queueType: "Main", sessionId: "" },
    },
  ]),
  ...(
    [
      ["completeMessageInATopic", "delete", "complete"],
      ["abandonMessageInATopic", "post", "abandon"],
    ] as const
  ).map(([name, method, how]): (typeof ACTIONS)[number] => [
    name,
    serviceBus[name]({ topic: "orders", subscription: "all", lockToken: fromTrigger("Token") }),
    "servicebus",
    {
      method,
      path: `/${twice("orders")}/subscriptions/${once("all")}/messages/${how}`,
      queries: { lockToken: "@triggerBody()?['Token']", subscriptionType: "Main", sessionId: "" },
    },
  ]),
  [
    "sendEvent",
    eventHubs.sendEvent({ eventHub: "orders", content: fromTrigger("order"), partitionKey: fromTrigger("id") }),
    "eventhubs",
    {
      method: "post",
      path: `/${once("orders")}/events`,
      queries: { partitionKey: "@triggerBody()?['id']" },
      body: { ContentData: "@base64(triggerBody()?['order'])" },
    },
  ],
  [
    "runQuery",
    logs.runQuery({
      subscriptionId: "sub",
      resourceGroupName: "rg",
      workspaceName: "logs",
      query: WorkflowValue.text("AzureActivity | take 1"),
    }),
    "azuremonitorlogs",
    {
      method: "post",
      path: "/queryData",
      queries: {
        subscriptions: "sub",
        resourcegroups: "rg",
        resourcetype: "Log Analytics Workspace",
        resourcename: "logs",
        timerange: "Set in query",
      },
      body: "AzureActivity | take 1",
    },
  ],
  [
    "readResource",
    arm.readResource({
      subscriptionId: "sub",
      resourceGroupName: "rg",
      provider: "Microsoft.Compute",
      resource: "virtualMachines/vm",
      apiVersion: "2024-07-01",
    }),
    "arm",
    {
      method: "get",
      path: `/subscriptions/${once("sub")}/resourcegroups/${once("rg")}/providers/${once("Microsoft.Compute")}/${once("virtualMachines/vm")}`,
      queries: { "x-ms-api-version": "2024-07-01" },
    },
  ],
  [
    "createJob",
    automation.createJob({ runbook: "Clean", parameters: { days: 7, who: "@all" }, wait: true }),
    "azureautomation",
    {
      method: "put",
      path: jobs,
      queries: { "x-ms-api-version": "2015-10-31", runbookName: "Clean", wait: true },
      body: { properties: { parameters: { days: 7, who: "@{'@all'}" } } },
    },
  ],
  [
    "getJobOutput",
    automation.getJobOutput({ jobId: fromTrigger("job") }),
    "azureautomation",
    {
      method: "get",
      path: `${jobs}/@{encodeURIComponent(triggerBody()?['job'])}/output`,
      queries: { "x-ms-api-version": "2015-10-31" },
    },
  ],
];

const every = Recurrence.minutes(5);

/** Name, helper, connector, what it asks the connector for, and the list that is split. */
const TRIGGERS: readonly (readonly [string, WorkflowTrigger, string, Call, string?])[] = [
  [
    "whenAnItemIsCreated",
    sql.whenAnItemIsCreated({ table, every, filter: WorkflowValue.text("Paid eq true"), select: ["Id"] }),
    "sql",
    { method: "get", path: `/v2/${orders}/onnewitems`, queries: { $filter: "Paid eq true", $select: "Id" } },
    "@triggerBody()?['value']",
  ],
  [
    "whenAnItemIsModified",
    sql.whenAnItemIsModified({ table, every }),
    "sql",
    { method: "get", path: `/${orders}/onupdateditems` },
    "@triggerBody()?['value']",
  ],
  [
    "whenABlobIsAddedOrModified",
    blobs.whenABlobIsAddedOrModified({ folder: "/orders", every }),
    "azureblob",
    {
      method: "get",
      path: `${blobAccount}/triggers/batch/onupdatedfile`,
      queries: { folderId: "/orders", maxFileCount: 10, checkBothCreatedAndModifiedDateTime: false },
    },
    "@triggerBody()",
  ],
  [
    "whenMessagesAreInTheQueue",
    queues.whenMessagesAreInTheQueue({ queue: "todo", every }),
    "azurequeues",
    { method: "get", path: `${queue}/message_trigger` },
    "@triggerBody()?['QueueMessagesList']?['QueueMessage']",
  ],
  [
    "whenAMessageIsInAQueue",
    serviceBus.whenAMessageIsInAQueue({ queue: "orders", every }),
    "servicebus",
    { method: "get", path: `/${twice("orders")}/messages/head`, queries: { queueType: "Main" } },
  ],
  [
    "whenAMessageIsInATopic",
    serviceBus.whenAMessageIsInATopic({ topic: "orders", subscription: "all", every }),
    "servicebus",
    {
      method: "get",
      path: `/${twice("orders")}/subscriptions/${once("all")}/messages/head`,
      queries: { subscriptionType: "Main" },
    },
  ],
  [
    "whenAMessageIsLockedInAQueue",
    serviceBus.whenAMessageIsLockedInAQueue({ queue: "orders", every }),
    "servicebus",
    {
      method: "get",
      path: `/${twice("orders")}/messages/head/peek`,
      queries: { queueType: "Main", sessionId: "None" },
    },
  ],
  [
    "whenAMessageIsLockedInATopic",
    serviceBus.whenAMessageIsLockedInATopic({ topic: "orders", subscription: "all", every }),
    "servicebus",
    {
      method: "get",
      path: `/${twice("orders")}/subscriptions/${once("all")}/messages/head/peek`,
      queries: { subscriptionType: "Main", sessionId: "None" },
    },
  ],
  [
    "whenEventsAreAvailable",
    eventHubs.whenEventsAreAvailable({ eventHub: "orders", every }),
    "eventhubs",
    {
      method: "get",
      path: `/${once("orders")}/events/batch/head`,
      queries: { contentType: "application/octet-stream", consumerGroupName: "$Default", maximumEventsCount: 50 },
    },
    "@triggerBody()",
  ],
];

const inputsOf = (connector: string, call: Call): object => ({
  host: { connection: { name: `@parameters('$connections')['${connector}']['connectionId']` } },
  ...call,
});

testWithTerraform("every action and trigger asks its connector for what it is named after", async () => {
  const definition = await deployedDefinition({
    actions: Object.fromEntries(ACTIONS.map(([name, action]) => [name, action])),
    triggers: Object.fromEntries(TRIGGERS.map(([name, trigger]) => [name, trigger])),
  });
  expect(definition).toEqual({
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    parameters: { $connections: { type: "Object", defaultValue: {} } },
    actions: Object.fromEntries(
      ACTIONS.map(([name, , connector, call, more = {}]) => [
        name,
        { type: "ApiConnection", inputs: inputsOf(connector, call), runAfter: {}, ...more },
      ]),
    ),
    triggers: Object.fromEntries(
      TRIGGERS.map(([name, , connector, call, splitOn]) => [
        name,
        {
          type: "ApiConnection",
          inputs: inputsOf(connector, call),
          recurrence: { frequency: "Minute", interval: 5 },
          ...(splitOn !== undefined && { splitOn }),
        },
      ]),
    ),
  });
});

import {
  AiSearchConnector,
  AppServiceConnector,
  ContainerInstancesConnector,
  CosmosDbConnector,
  DataFactoryConnector,
  EventGridConnector,
  KustoConnector,
  ManagedApi,
  ManagedApiAction,
  ManagedApiMethod,
  ManagedApiTrigger,
  Recurrence,
  SentinelClassification,
  SentinelConnector,
  SentinelEntityKind,
  SentinelSeverity,
  SentinelStatus,
  VirtualMachinesConnector,
  type WorkflowAction,
  type WorkflowTrigger,
  WorkflowValue,
} from "../../lib/logic-app";
import { LogicAppConnection } from "../../lib/logic-app/logic-app-connection";
import { runs } from "../support/exhaustive";
import * as fc from "../support/fast-check";
import { connectionOf } from "../support/logic-app";
import { brokenBy } from "../support/synth";
import { definitionProblems } from "../support/workflow-definition";
import { evaluated } from "../support/workflow-language";

/** Paths are those of the designer's code view and of https://github.com/Azure/logicapps-sdk. */

const once = (text: string): string => `@{encodeURIComponent('${text}')}`;
const twice = (text: string): string => `@{encodeURIComponent(encodeURIComponent('${text}'))}`;
const expression = (text: string): WorkflowValue => WorkflowValue.expression(text);
const fromTrigger = (member: string): WorkflowValue => expression(`triggerBody()?['${member}']`);
const CALLBACK = expression("listCallbackUrl()");

const place = { subscriptionId: "sub", resourceGroupName: "rg" };
const group = `/subscriptions/${once("sub")}/resourceGroups/${once("rg")}`;
const lowerGroup = group.replace("resourceGroups", "resourcegroups");

const eventGrid = EventGridConnector.of(connectionOf(ManagedApi.EVENT_GRID));
const sentinel = SentinelConnector.of(connectionOf(ManagedApi.SENTINEL));
const cluster = "https://orders.westeurope.kusto.windows.net";
const kusto = KustoConnector.of(connectionOf(ManagedApi.KUSTO), { cluster, database: "shop" });
const factory = DataFactoryConnector.of(connectionOf(ManagedApi.DATA_FACTORY), { ...place, factoryName: "adf" });
const cosmos = CosmosDbConnector.of(connectionOf(ManagedApi.COSMOS_DB), {
  account: "orders",
  database: "shop",
  container: "carts",
});
const containers = ContainerInstancesConnector.of(connectionOf(ManagedApi.CONTAINER_INSTANCES), place);
const machines = VirtualMachinesConnector.of(connectionOf(ManagedApi.VIRTUAL_MACHINES), place);
const apps = AppServiceConnector.of(connectionOf(ManagedApi.APP_SERVICE), place);
const aiSearch = connectionOf(ManagedApi.AI_SEARCH);
const search = AiSearchConnector.of(aiSearch);
const outlook = LogicAppConnection._ofStandard("office365", ManagedApi.custom("office365"));

const incidentId = fromTrigger("id");
const armId = "@triggerBody()?['id']";
const inFactory = `${lowerGroup}/providers/Microsoft.DataFactory/factories/${once("adf")}`;
const carts = `cosmosdb/${once("orders")}/dbs/${once("shop")}/colls/${once("carts")}`;
const containerGroup = `${group}/providers/Microsoft.ContainerInstance/containerGroups/${once("jobs")}`;
const machine = `${lowerGroup}/providers/Microsoft.Compute/virtualMachines/${once("vm")}`;
const site = `${lowerGroup}/providers/Microsoft.Web/sites/${once("shop")}`;
const workspace = { ...place, workspaceId: "ws" };
const inWorkspace = `${group}/workspaces/${once("ws")}`;
const FACTORY_VERSION = { "x-ms-api-version": "2017-09-01-preview" };
const CONTAINER_VERSION = { "x-ms-api-version": "2023-05-01" };
const MACHINE_VERSION = { "api-version": "2019-12-01" };
const APP_VERSION = { "api-version": "2019-08-01" };
const PARTITION = {
  "x-ms-documentdb-raw-partitionkey":
    "@substring(string(createArray('linz')),1,sub(length(string(createArray('linz'))),2))",
};
const document = { id: WorkflowValue.text("7"), partitionKey: WorkflowValue.text("linz") };
const query = WorkflowValue.text("Orders | take 10");
const csl = { cluster, db: "shop", csl: "Orders | take 10" };

/** What an action asks its connector for. */
const ACTIONS: readonly (readonly [string, WorkflowAction, object])[] = [
  [
    "incident",
    sentinel.getIncident({ incidentId }),
    { method: "post", path: "/Incidents", body: { incidentArmId: armId } },
  ],
  [
    "incident of an alert",
    sentinel.getIncidentOfAlert({ ...workspace, alertId: fromTrigger("SystemAlertId") }),
    {
      method: "get",
      path: `/Incidents${inWorkspace}/alerts/@{encodeURIComponent(triggerBody()?['SystemAlertId'])}`,
    },
  ],
  [
    "new incident",
    sentinel.createIncident({
      ...place,
      workspaceName: "ws",
      title: WorkflowValue.text("Odd sign-in"),
      severity: SentinelSeverity.HIGH,
      tags: ["new"],
    }),
    {
      method: "put",
      path: `/Incidents${inWorkspace}`,
      body: { title: "Odd sign-in", severity: "High", tagsToAdd: { TagsToAdd: [{ Tag: "new" }] } },
    },
  ],
  [
    "change of an incident",
    sentinel.updateIncident({
      incidentId,
      title: WorkflowValue.text("Done"),
      details: WorkflowValue.text("Nothing there"),
      severity: SentinelSeverity.LOW,
      status: SentinelStatus.CLOSED,
      classification: SentinelClassification.BENIGN_POSITIVE,
      classificationComment: WorkflowValue.text("A test"),
      owner: WorkflowValue.text("ada@example.com"),
      tagsToAdd: ["seen"],
      tagsToRemove: ["new"],
    }),
    {
      method: "put",
      path: "/Incidents",
      body: {
        incidentArmId: armId,
        title: "Done",
        description: "Nothing there",
        severity: "Low",
        status: "Closed",
        classification: {
          ClassificationAndReason: "BenignPositive - SuspiciousButExpected",
          ClassificationReasonText: "A test",
        },
        owner: "ada@example.com",
        ownerAction: "Assign",
        tagsToAdd: { TagsToAdd: [{ Tag: "seen" }] },
        tagsToRemove: { TagsToRemove: [{ Tag: "new" }] },
      },
    },
  ],
  [
    "small change of an incident",
    sentinel.updateIncident({ incidentId, status: SentinelStatus.ACTIVE }),
    { method: "put", path: "/Incidents", body: { incidentArmId: armId, status: "Active" } },
  ],
  [
    "comment",
    sentinel.addComment({ incidentId, message: WorkflowValue.text("<p>Seen</p>") }),
    { method: "post", path: "/Incidents/Comment", body: { incidentArmId: armId, message: "<p>Seen</p>" } },
  ],
  [
    "task",
    sentinel.addTask({ incidentId, title: WorkflowValue.text("Call"), details: WorkflowValue.text("Ada") }),
    {
      method: "post",
      path: "/Incidents/CreateTask",
      body: { incidentArmId: armId, taskTitle: "Call", taskDescription: "Ada" },
    },
  ],
  [
    "entities",
    sentinel.getEntities({ kind: SentinelEntityKind.IP, entities: fromTrigger("relatedEntities") }),
    { method: "post", path: "/entities/ip", body: "@triggerBody()?['relatedEntities']" },
  ],
  [
    "watchlist",
    sentinel.addWatchlistItem({ ...workspace, watchlist: "vips", item: { Name: fromTrigger("name"), Level: 1 } }),
    {
      method: "put",
      path: `/Watchlists${inWorkspace}/watchlists/${once("vips")}/watchlistItem`,
      body: { Name: "@triggerBody()?['name']", Level: 1 },
    },
  ],
  ["query", kusto.runQuery({ query }), { method: "post", path: "/ListKustoResults/false", body: csl }],
  [
    "chart",
    kusto.visualizeQuery({ query, chartType: "Bar Chart" }),
    { method: "post", path: "/RunKustoAndVisualizeResults/false", body: { ...csl, chartType: "Bar Chart" } },
  ],
  [
    "show command",
    kusto.runShowCommand({ command: WorkflowValue.text(".show tables") }),
    { method: "post", path: "/ListKustoShowCommandResults", body: { ...csl, csl: ".show tables" } },
  ],
  [
    "command",
    kusto.runAsyncCommand({ command: WorkflowValue.text(".set async A <| B") }),
    { method: "post", path: "/RunAsyncControlCommandAndWait", body: { ...csl, csl: ".set async A <| B" } },
  ],
  [
    "pipeline",
    factory.createPipelineRun({ pipeline: "load", parameters: { day: fromTrigger("day"), all: true } }),
    {
      method: "post",
      path: `${inFactory}/pipelines/${once("load")}/CreateRun`,
      queries: FACTORY_VERSION,
      body: { day: "@triggerBody()?['day']", all: true },
    },
  ],
  [
    "pipeline without parameters",
    factory.createPipelineRun({ pipeline: "load" }),
    { method: "post", path: `${inFactory}/pipelines/${once("load")}/CreateRun`, queries: FACTORY_VERSION },
  ],
  [
    "run",
    factory.getPipelineRun({ runId: expression("body('Run')?['runId']") }),
    {
      method: "get",
      path: `${inFactory}/pipelineRuns/@{encodeURIComponent(body('Run')?['runId'])}`,
      queries: FACTORY_VERSION,
    },
  ],
  [
    "end of a run",
    factory.cancelPipelineRun({ runId: WorkflowValue.text("7") }),
    { method: "post", path: `${inFactory}/cancelpipelineRun/${once("7")}`, queries: FACTORY_VERSION },
  ],
  [
    "new document",
    cosmos.createDocument({ document: { id: fromTrigger("id"), city: "linz" } }),
    { method: "post", path: `/v2/${carts}/docs`, body: { id: armId, city: "linz" } },
  ],
  [
    "new or changed document",
    cosmos.createDocument({ document: fromTrigger("cart"), replace: true }),
    {
      method: "post",
      path: `/v2/${carts}/docs`,
      headers: { "x-ms-documentdb-is-upsert": true },
      body: "@triggerBody()?['cart']",
    },
  ],
  [
    "document",
    cosmos.getDocument(document),
    { method: "get", path: `/v2/${carts}/docs/${once("7")}`, headers: PARTITION },
  ],
  [
    "changed document",
    cosmos.replaceDocument({ ...document, document: { id: "7", city: "linz" } }),
    { method: "put", path: `/v2/${carts}/docs/${once("7")}`, headers: PARTITION, body: { id: "7", city: "linz" } },
  ],
  [
    "deleted document",
    cosmos.deleteDocument(document),
    { method: "delete", path: `/v2/${carts}/docs/${once("7")}`, headers: PARTITION },
  ],
  [
    "documents",
    cosmos.queryDocuments({
      query: WorkflowValue.text("SELECT * FROM c"),
      partitionKey: WorkflowValue.text("linz"),
      maxItemCount: 5,
      continuationToken: expression("body('Page')?['ContinuationToken']"),
    }),
    {
      method: "get",
      path: `/v5/${carts}/query`,
      queries: {
        queryText: "SELECT * FROM c",
        partitionKey: "linz",
        maxItemCount: 5,
        continuationToken: "@body('Page')?['ContinuationToken']",
      },
    },
  ],
  [
    "procedure",
    cosmos.executeStoredProcedure({ procedure: "sum", partitionKey: WorkflowValue.text("linz"), parameters: ["a", 1] }),
    { method: "post", path: `/v2/${carts}/sprocs/${once("sum")}`, headers: PARTITION, body: ["a", 1] },
  ],
  [
    "procedure of all partitions",
    cosmos.executeStoredProcedure({ procedure: "sum" }),
    { method: "post", path: `/v2/${carts}/sprocs/${once("sum")}` },
  ],
  [
    "container group",
    containers.getContainerGroup({ containerGroup: "jobs" }),
    { method: "get", path: containerGroup, queries: CONTAINER_VERSION },
  ],
  [
    "deleted container group",
    containers.deleteContainerGroup({ containerGroup: "jobs" }),
    { method: "delete", path: containerGroup, queries: CONTAINER_VERSION },
  ],
  ...(["start", "stop", "restart"] as const).map(
    (verb) =>
      [
        `${verb} of containers`,
        containers[`${verb}Containers`]({ containerGroup: "jobs" }),
        { method: "post", path: `${containerGroup}/${verb}`, queries: CONTAINER_VERSION },
      ] as const,
  ),
  [
    "log",
    containers.getContainerLogs({ containerGroup: "jobs", container: "main", tail: 20 }),
    {
      method: "get",
      path: `${containerGroup}/containers/${once("main")}/logs`,
      queries: { ...CONTAINER_VERSION, tail: 20 },
    },
  ],
  [
    "machine",
    machines.getVirtualMachine({ virtualMachine: "vm" }),
    { method: "get", path: machine, queries: MACHINE_VERSION },
  ],
  ...(["start", "restart", "powerOff", "deallocate", "redeploy"] as const).map(
    (verb) =>
      [
        `${verb} of a machine`,
        machines[`${verb}VirtualMachine`]({ virtualMachine: "vm" }),
        { method: "post", path: `${machine}/${verb}`, queries: MACHINE_VERSION },
      ] as const,
  ),
  ...(["start", "stop", "restart"] as const).map(
    (verb) =>
      [
        `${verb} of an app`,
        apps[`${verb}App`]({ app: "shop" }),
        { method: "post", path: `${site}/${verb}`, queries: APP_VERSION },
      ] as const,
  ),
  [
    "indexed documents",
    search.indexDocuments({ index: "carts", documents: [{ id: fromTrigger("id"), city: "linz" }] }),
    {
      method: "post",
      path: "/indexDocuments",
      queries: { indexName: "carts" },
      body: [{ id: "@triggerBody()?['id']", city: "linz" }],
    },
  ],
  [
    "documents deleted from an index",
    search.deleteDocuments({ index: "carts", documents: fromTrigger("keys") }),
    {
      method: "post",
      path: "/deleteDocuments",
      queries: { indexName: "carts" },
      body: "@triggerBody()?['keys']",
    },
  ],
  [
    "search",
    search.integratedVectorSearch({
      index: "carts",
      text: fromTrigger("text"),
      vectorFields: ["v"],
      select: ["id"],
      filter: WorkflowValue.text("city eq 'linz'"),
      nearestNeighbors: 3,
      top: 2,
      skip: 1,
    }),
    {
      method: "post",
      path: `/integratedVectorSearch/${once("carts")}`,
      body: {
        searchText: "@triggerBody()?['text']",
        vectorizedSearchFields: ["v"],
        selectFields: ["id"],
        filterCondition: "city eq 'linz'",
        nearestNeighbors: 3,
        top: 2,
        skipSearches: 1,
      },
    },
  ],
  [
    "search by meaning",
    search.semanticHybridSearch({ index: "carts", text: WorkflowValue.text("red"), semanticConfiguration: "default" }),
    {
      method: "post",
      path: `/semanticHybridSearch/${once("carts")}`,
      body: { searchText: "red", semanticConfiguration: "default" },
    },
  ],
  [
    "any request",
    ManagedApiAction.of(aiSearch, {
      method: ManagedApiMethod.POST,
      path: "/indexes/{index}/docs/{key}",
      pathParameters: { index: "carts", key: fromTrigger("id") },
      encodedTwice: ["index"],
      queries: { "api-version": "2024-07-01" },
      headers: { "x-ms-trace": "@literal" },
      body: { value: [fromTrigger("cart")] },
    }),
    {
      method: "post",
      path: `/indexes/${twice("carts")}/docs/@{encodeURIComponent(triggerBody()?['id'])}`,
      queries: { "api-version": "2024-07-01" },
      headers: { "x-ms-trace": "@{'@literal'}" },
      body: { value: ["@triggerBody()?['cart']"] },
    },
  ],
];

/** `inputs` without the host, as JSON. */
function inputsOf({ _definition }: WorkflowAction | WorkflowTrigger): unknown {
  const { inputs } = JSON.parse(JSON.stringify(_definition)) as { inputs: Record<string, unknown> };
  const { host, ...asked } = inputs;
  expect(host).toHaveProperty("connection");
  return asked;
}

test.each(ACTIONS)("%s", (_, action, asked) => {
  expect(action._definition.type).toBe("ApiConnection");
  expect(inputsOf(action)).toEqual(asked);
});

const topic = "/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st";
const eventProps = { subscriptionId: "sub", resourceType: "Microsoft.Storage.StorageAccounts", resourceId: topic };
const eventPath = `/subscriptions/${once("sub")}/providers/${once("Microsoft.Storage.StorageAccounts")}/resource/eventSubscriptions`;
const EVENT_VERSION = { "x-ms-api-version": "2017-09-15-preview" };
const destination = { endpointType: "webhook", properties: { endpointUrl: "@listCallbackUrl()" } };
const subscribed = (path: string): object => ({ inputs: { path, body: { callback_url: "@listCallbackUrl()" } } });

/** What is in the definition of a trigger beside its type. */
const TRIGGERS: readonly (readonly [string, WorkflowTrigger, "ApiConnection" | "ApiConnectionWebhook", object])[] = [
  ["incident", sentinel.whenAnIncidentIsGiven(), "ApiConnectionWebhook", subscribed("/incident-creation")],
  ["alert", sentinel.whenAnAlertIsGiven(), "ApiConnectionWebhook", subscribed("/subscribe")],
  [
    "entity",
    sentinel.whenAnEntityIsGiven({ entityType: "Account" }),
    "ApiConnectionWebhook",
    subscribed(`/entity/${once("Account")}`),
  ],
  [
    "some events",
    eventGrid.whenAResourceEventOccurs({
      ...eventProps,
      eventTypes: ["Microsoft.Storage.BlobCreated"],
      subjectBeginsWith: "/blobServices/default/containers/orders/",
      subjectEndsWith: ".json",
      subscriptionName: "orders",
    }),
    "ApiConnectionWebhook",
    {
      inputs: {
        path: eventPath,
        queries: { ...EVENT_VERSION, subscriptionName: "orders" },
        body: {
          properties: {
            topic,
            destination,
            filter: {
              includedEventTypes: ["Microsoft.Storage.BlobCreated"],
              subjectBeginsWith: "/blobServices/default/containers/orders/",
              subjectEndsWith: ".json",
            },
          },
        },
      },
      splitOn: "@triggerBody()",
    },
  ],
  [
    "all events at once",
    eventGrid.whenAResourceEventOccurs({ ...eventProps, split: false }),
    "ApiConnectionWebhook",
    { inputs: { path: eventPath, queries: EVENT_VERSION, body: { properties: { topic, destination } } } },
  ],
  [
    "any subscription",
    ManagedApiTrigger.webhook(outlook, {
      path: "/subscribe/{kind}",
      pathParameters: { kind: "mail" },
      body: { url: CALLBACK },
    }),
    "ApiConnectionWebhook",
    { inputs: { path: `/subscribe/${once("mail")}`, body: { url: "@listCallbackUrl()" } } },
  ],
  [
    "any poll",
    ManagedApiTrigger.polling(outlook, {
      path: "/v2/Mail/OnNewEmail",
      queries: { folderPath: "Inbox" },
      every: Recurrence.minutes(5),
      splitOn: fromTrigger("value"),
    }),
    "ApiConnection",
    {
      inputs: { method: "get", path: "/v2/Mail/OnNewEmail", queries: { folderPath: "Inbox" } },
      recurrence: { frequency: "Minute", interval: 5 },
      splitOn: "@triggerBody()?['value']",
    },
  ],
  [
    "any poll that posts",
    ManagedApiTrigger.polling(outlook, {
      method: ManagedApiMethod.POST,
      path: "/poll",
      body: { since: "@now" },
      every: Recurrence.hours(1),
    }),
    "ApiConnection",
    {
      inputs: { method: "post", path: "/poll", body: { since: "@{'@now'}" } },
      recurrence: { frequency: "Hour", interval: 1 },
    },
  ],
];

test.each(TRIGGERS)("trigger of %s", (_, trigger, type, definition) => {
  const whole = JSON.parse(JSON.stringify(trigger._definition)) as Record<string, unknown>;
  expect({ ...whole, inputs: inputsOf(trigger) }).toEqual({ type, ...definition });
});

test("an action waits until the connector calls it", () => {
  const action = ManagedApiAction.webhook(outlook, {
    path: "/approvalmail/$subscriptions",
    body: { NotificationUrl: CALLBACK, Message: { To: "ada@example.com" } },
  });
  expect(action._definition.type).toBe("ApiConnectionWebhook");
  expect(inputsOf(action)).toEqual({
    path: "/approvalmail/$subscriptions",
    body: { NotificationUrl: "@listCallbackUrl()", Message: { To: "ada@example.com" } },
  });
});

test("all of them are what the workflow definition language allows", () => {
  const named = (list: readonly (readonly [string, WorkflowAction | WorkflowTrigger, ...unknown[]])[]): object =>
    Object.fromEntries(
      list.map(([name, { _definition }]) => [name, JSON.parse(JSON.stringify(_definition)) as object]),
    );
  const definition = {
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    parameters: { $connections: { type: "Object", defaultValue: {} } },
    triggers: named(TRIGGERS),
    actions: named(ACTIONS),
  };
  expect(definitionProblems(definition)).toEqual([]);
});

test("a value in a path is one segment, whatever it contains", () => {
  const part = fc.oneof(
    fc.constantFrom("'", "@", "@{", "}", "{index}", "/", "?", "#", "%2F", "\\"),
    fc.string({ unit: "grapheme" }),
  );
  const text = fc
    .array(part, { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(""))
    .filter((joined) => joined !== "");
  fc.assert(
    fc.property(text, text, (index, key) => {
      const { _definition } = ManagedApiAction.of(aiSearch, {
        method: ManagedApiMethod.GET,
        path: "/indexes/{index}/docs/{key}",
        pathParameters: { index, key },
        encodedTwice: ["key"],
      });
      const { path } = _definition.inputs as { readonly path: string };
      const [root, indexes, first = "", docs, second = "", ...more] = String(evaluated(path)).split("/");
      expect([root, indexes, docs, ...more]).toEqual(["", "indexes", "docs"]);
      expect(decodeURIComponent(first)).toBe(index);
      expect(decodeURIComponent(decodeURIComponent(second))).toBe(key);
    }),
    runs(50, 1000),
  );
});

const any = (props: Partial<Parameters<typeof ManagedApiAction.of>[1]>): unknown =>
  ManagedApiAction.of(aiSearch, { method: ManagedApiMethod.GET, path: "/x", ...props });

describe("a request is refused", () => {
  test.each<[string, () => unknown, ...string[]]>([
    ["without a slash", () => any({ path: "x" }), "malformed-connector-path"],
    ["with a query", () => any({ path: "/x?y=1" }), "malformed-connector-path"],
    ["with an expression", () => any({ path: "/@{triggerBody()}" }), "malformed-connector-path"],
    ["with a brace that nothing closes", () => any({ path: "/{x" }), "malformed-connector-path"],
    ["with a placeholder without name", () => any({ path: "/{}" }), "malformed-connector-path"],
    [
      "with a placeholder without value",
      () => any({ path: "/{x}/{y}", pathParameters: { x: "a" } }),
      "path-parameter-missing",
    ],
    ["with a value without placeholder", () => any({ pathParameters: { y: "a" } }), "unknown-path-parameter"],
    [
      "with an unknown placeholder to encode",
      () => any({ path: "/{x}", pathParameters: { x: "a" }, encodedTwice: ["y"] }),
      "unknown-path-parameter",
    ],
    ["with an empty value", () => any({ path: "/{x}", pathParameters: { x: "" } }), "workflow-argument-empty"],
    [
      "with a value that is no text",
      () => any({ path: "/{x}", pathParameters: { x: 7 } }),
      "workflow-name-not-a-string",
    ],
    [
      "that nothing calls back",
      () => ManagedApiTrigger.webhook(outlook, { path: "/subscribe", body: { url: "https://a.b" } }),
      "webhook-without-callback",
    ],
    [
      "that waits for nothing",
      () => ManagedApiAction.webhook(outlook, { path: "/subscribe", body: undefined }),
      "webhook-without-callback",
    ],
    [
      "of another connector",
      () => KustoConnector.of(connectionOf(ManagedApi.SQL), { cluster, database: "shop" }),
      "connection-of-other-connector",
    ],
    [
      "for events of nothing",
      () => eventGrid.whenAResourceEventOccurs({ subscriptionId: "", resourceType: "", resourceId: "" }),
      "workflow-argument-empty",
      "workflow-argument-empty",
      "workflow-argument-empty",
    ],
    [
      "for no number of lines",
      () => containers.getContainerLogs({ containerGroup: "jobs", container: "main", tail: 0 }),
      "impossible-count",
    ],
    [
      "for no number of neighbors",
      () => search.integratedVectorSearch({ index: "carts", text: fromTrigger("text"), nearestNeighbors: 0, top: -1 }),
      "impossible-count",
      "impossible-count",
    ],
    [
      "for no number of documents",
      () => cosmos.queryDocuments({ query: WorkflowValue.text("SELECT 1"), maxItemCount: 0.5 }),
      "impossible-count",
    ],
  ])("%s", (_, make, ...broken) => {
    expect(brokenBy(make)).toEqual(broken);
  });
});

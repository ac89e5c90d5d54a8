/**
 * The structure of public definitions: their actions, types, order and expressions, in own words and shortened to what
 * differs. The first are templates of https://github.com/Azure/LogicAppsTemplates, the others examples of
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers.
 */
export interface PublicDefinition {
  readonly triggers: object;
  readonly actions: object;
  readonly parameters?: readonly string[];
  readonly connections?: readonly string[];
}

type Statuses = readonly string[];

const OK: Statuses = ["SUCCEEDED"];
const NOT_OK: Statuses = ["FAILED", "SKIPPED", "TIMEDOUT"];
const after = (name: string, statuses = OK): object => ({ runAfter: { [name]: statuses } });
const action = (type: string, inputs: unknown, before = {}): object => ({ type, inputs, ...before });
const compose = (inputs: unknown, before = {}): object => action("Compose", inputs, before);
const scope = (actions: object, before = {}): object => ({ type: "Scope", actions, ...before });
const provider = (connectionName: string, parameters: object, before = {}): object =>
  action("ServiceProvider", { parameters, serviceProviderConfiguration: { connectionName } }, before);
const managed = (referenceName: string, call: object, before = {}): object =>
  action("ApiConnection", { host: { connection: { referenceName } }, method: "post", ...call }, before);
const get = (uri: string): object => action("Http", { method: "GET", uri });
const mail = (key: string, call: object): object =>
  action("ApiConnection", {
    host: { connection: { name: `@parameters('$connections')['${key}']['connectionId']` } },
    method: "post",
    path: "/Mail",
    ...call,
  });

const request = { received: { type: "Request", kind: "Http" } };
const daily = { Recurrence: { type: "Recurrence", recurrence: { frequency: "Day", interval: 1 } } };
const TOKEN = { lockToken: "@triggerBody()?['lockToken']", queueName: "@parameters('queue')" };
const settled = (connection: string): object => ({
  Abandon: provider(connection, TOKEN, after("Compensation")),
  Compensation: compose("compensate", after("Scope", NOT_OK)),
  Complete: provider(connection, TOKEN, after("Scope")),
});
const locked = (connection: string): object => ({
  messages: { ...provider(connection, { queueName: "@parameters('queue')" }), splitOn: "@triggerOutputs()?['body']" },
});
const SELECTION = {
  from: "@range(0, length(body('Chunk')['value']))",
  select: { content: "@body('Chunk')['value'][item()]", vector: "@body('Embed')['embeddings'][item()]" },
};

export const PUBLIC_DEFINITIONS: Readonly<Record<string, PublicDefinition>> = {
  "DesignPattern-RequestResponse": {
    triggers: request,
    actions: { Response: { ...action("Response", { statusCode: 200 }), kind: "Http", description: "answers" } },
  },
  "DesignPattern-TryCatch": {
    triggers: request,
    actions: {
      Catch: scope(
        {
          Compensation: compose("compensate"),
          Errors: action(
            "Query",
            { from: "@result('Try')", where: "@equals(item()?['status'],'Failed')" },
            after("Compensation"),
          ),
          Format: action(
            "Select",
            { from: "@body('Errors')", select: { name: "@item()?['name']", all: "@item()" } },
            after("Errors"),
          ),
          Terminate: action(
            "Terminate",
            { runStatus: "Failed", runError: { code: "500", message: "failed:\n@{body('Format')}" } },
            after("Format"),
          ),
        },
        after("Try", NOT_OK),
      ),
      Try: scope({ Logic: compose("logic") }),
    },
  },
  ServiceBusQueuePeekLockAbandon: {
    triggers: locked("serviceBus"),
    actions: { ...settled("serviceBus"), Scope: scope({ Logic: compose("logic") }) },
    parameters: ["queue"],
    connections: ["serviceBus"],
  },
  ServiceBusTopicLockTokenRenewal: {
    triggers: locked("serviceBus_#workflowname#"),
    actions: {
      ...settled("serviceBus_#workflowname#"),
      Flag: action("InitializeVariable", { variables: [{ name: "completed", type: "boolean", value: false }] }),
      Scope: scope(
        {
          Business: scope({ Logic: compose("logic") }),
          Finished: action("SetVariable", { name: "completed", value: true }, after("Business", [...OK, ...NOT_OK])),
          Until: {
            type: "Until",
            expression: "@equals(variables('completed'),true)",
            limit: { count: 60, timeout: "PT1H" },
            actions: {
              Renew: provider("serviceBus_#workflowname#", TOKEN),
              Wait: action("Wait", { interval: { count: "@parameters('delay')", unit: "Minute" } }, after("Renew")),
            },
          },
        },
        after("Flag"),
      ),
    },
    parameters: ["queue", "delay"],
    connections: ["serviceBus_#workflowname#"],
  },
  IBMMQQueueBrowseLockAbort: {
    triggers: locked("mq_#workflowname#"),
    actions: { ...settled("mq_#workflowname#"), Scope: scope({ Logic: compose("logic") }) },
    parameters: ["queue"],
    connections: ["mq_#workflowname#"],
  },
  "AI-RAG-Sharepoint": {
    triggers: {
      created: {
        ...managed("sharepoint", {
          method: "get",
          path: "/datasets/@{encodeURIComponent(encodeURIComponent(parameters('site')))}/onnew",
        }),
        recurrence: { frequency: "Minute", interval: 1 },
        splitOn: "@triggerBody()?['value']",
      },
    },
    actions: {
      Chunk: action("ChunkText", { text: "@body('Parse')?['text']", TokenSize: 5000 }, after("Parse")),
      Content: managed("sharepoint", {
        method: "get",
        path: "/files/@{encodeURIComponent(triggerBody()?['{Identifier}'])}/content",
        queries: { inferContentType: true },
      }),
      Embed: provider("openai", { input: "@body('Chunk')?['value']" }, after("Chunk")),
      Index: provider("search", { documents: "@body('Map')" }, after("Map")),
      Parse: action("ParseDocument", { content: "@body('Content')" }, after("Content")),
      Map: action("Select", SELECTION, after("Embed")),
    },
    parameters: ["site"],
    connections: ["sharepoint", "openai", "search"],
  },
  "accelerator-index-retrieve-resumes-sql": {
    triggers: { blob: provider("blobs", { path: "@parameters('path')" }) },
    actions: {
      Chunk: action("ChunkText", { text: "@body('Parse')?['text']" }, after("Parse")),
      Embed: provider("openai", { input: "@body('Chunk')?['value']" }, after("Chunk")),
      Parse: action("ParseDocument", { content: "@body('Read_-_blob')?['content']" }, after("Read_-_blob")),
      "Read_-_blob": provider("blobs", { blobName: "@triggerBody()?['name']" }),
      Map: action("Select", SELECTION, after("Embed")),
      For_each: {
        type: "Foreach",
        foreach: "@body('Map')",
        actions: {
          Insert: provider("sql", {
            query: "INSERT INTO docs VALUES (@id, @text)",
            queryParameters: { id: "@{item()['id']}" },
          }),
        },
        ...after("Map"),
      },
    },
    parameters: ["path"],
    connections: ["blobs", "openai", "sql"],
  },
  "SAP-GoodsMovementCreate-BAPI": {
    triggers: request,
    actions: {
      Condition: {
        type: "If",
        expression: { and: [{ equals: ["@length(body('[RFC]_Call')?['content']?['RETURN'])", 0] }] },
        actions: {
          Success: {
            ...action("Response", { statusCode: 200, body: "@body('[RFC]_Call')?['content']" }, after("[BAPI]_Commit")),
            kind: "Http",
          },
          "[BAPI]_Commit": provider("sap", { sessionId: "@body('[BAPI_-_RFC]_Session')?['sessionId']" }),
        },
        else: {
          actions: {
            Failure: {
              ...action(
                "Response",
                { statusCode: 400, body: "@body('[RFC]_Call')?['content']" },
                after("[BAPI]_Roll_back"),
              ),
              kind: "Http",
            },
            "[BAPI]_Roll_back": provider("sap", { sessionId: "@body('[BAPI_-_RFC]_Session')?['sessionId']" }),
          },
        },
        ...after("[RFC]_Call"),
      },
      "[BAPI_-_RFC]_Session": provider("sap", {}),
      "[RFC]_Call": provider(
        "sap",
        { body: "@triggerBody()", sessionId: "@body('[BAPI_-_RFC]_Session')?['sessionId']" },
        after("[BAPI_-_RFC]_Session"),
      ),
    },
    connections: ["sap"],
  },
  "analyze-documents-ai-docintelligence": {
    triggers: request,
    actions: {
      "Analyze_(v4.x_API)_1": managed("forms", {
        path: "/models/@{encodeURIComponent('prebuilt-read')}:analyze",
        queries: { "api-version": "2024-02-29-preview" },
      }),
      "OpenAI_-_chat": provider(
        "openai",
        {
          messages: [{ role: "User", content: "about @{body('Analyze_(v4.x_API)_1')?['analyzeResult']?['content']}" }],
        },
        after("Analyze_(v4.x_API)_1"),
      ),
    },
    connections: ["forms", "openai"],
  },
  BusinessProcessTrackingAlerts: {
    triggers: daily,
    actions: {
      "Scope-Catch": scope(
        { Error: managed("teams", { path: "/message", body: { text: "<p>@{result('Scope-Try')}</p>" } }) },
        after("Scope-Try", NOT_OK),
      ),
      "Scope-Try": scope({
        Now: compose("@utcNow()", after("Parse")),
        "Compose-Query": compose(
          "@{parameters('table')}\n| where time > todatetime(\"@{outputs('Last')}\")",
          after("Last"),
        ),
        Last: compose("@first(body('Entities')?['entities'])['Last']", after("Entities")),
        Entities: provider("tables", {}),
        Run: managed("kusto", { path: "/list", body: { csl: "@{outputs('Compose-Query')}" } }, after("Compose-Query")),
        Parse: action("ParseJson", { content: "@body('Run')", schema: { type: "object" } }, after("Run")),
        Condition: {
          type: "If",
          expression: { and: [{ greater: ["@length(body('Parse')?['value'])", 0] }] },
          actions: {
            For_each: {
              type: "Foreach",
              foreach: "@body('Parse')?['value']",
              actions: {
                Details: compose("@{item()['correlationId']}\n"),
                Transform: {
                  ...action("Xslt", { content: "@outputs('Details')" }, after("Details")),
                  kind: "DataMapper",
                },
                Table: action("Table", { format: "HTML", from: "@body('Transform')" }, after("Transform")),
                Post: managed(
                  "teams",
                  { path: "/message", body: { text: "@{replace(string(item()['p']),'{\"',': ')} @{body('Table')}" } },
                  after("Table"),
                ),
                Update: provider("tables", { entity: { Last: "@outputs('Now')" } }, after("Post")),
              },
            },
          },
          else: { actions: {} },
          ...after("Now"),
        },
      }),
    },
    parameters: ["table"],
    connections: ["teams", "tables", "kusto"],
  },
  "#foreach-action": {
    triggers: { mail: { ...mail("office365", { method: "get" }), recurrence: { frequency: "Minute", interval: 3 } } },
    actions: {
      For_each: {
        type: "Foreach",
        foreach: "@triggerBody()?['Attachments']",
        actions: { Send: mail("office365", { body: { Body: "@base64ToString(items('For_each')?['Content'])" } }) },
      },
    },
    connections: ["office365"],
  },
  "#if-action": {
    triggers: daily,
    actions: {
      Number: action("InitializeVariable", { variables: [{ name: "myIntegerVariable", type: "Integer", value: 1 }] }),
      Condition: {
        type: "If",
        expression: { and: [{ greater: ["@variables('myIntegerVariable')", 0] }] },
        actions: { "HTTP - one": get("https://one.example") },
        else: { actions: { "HTTP - other": get("https://other.example") } },
        ...after("Number"),
      },
    },
  },
  "#switch-action": {
    triggers: daily,
    actions: {
      Approval: mail("office365", {}),
      Switch: {
        type: "Switch",
        expression: "@body('Approval')?['SelectedOption']",
        cases: {
          Case: { case: "Approve", actions: { Thank: mail("office365", {}) } },
          Case_2: { case: "Reject", actions: { Thank_2: mail("office365", {}) } },
        },
        default: { actions: { Ask: mail("office365", {}) } },
        ...after("Approval"),
      },
    },
    connections: ["office365"],
  },
  "#until-action": {
    triggers: daily,
    actions: {
      Until: {
        type: "Until",
        expression: "@equals(outputs('HTTP')['statusCode'], 200)",
        limit: { count: 60, timeout: "PT1H" },
        actions: { HTTP: get("http://my.example") },
      },
    },
  },
  "#select-action": {
    triggers: daily,
    actions: {
      Select: action("Select", { from: [1, 2, 3], select: { number: "@item()" } }),
      Compose: compose("@body('Select')", after("Select")),
      Send: { ...mail("office365", { body: { Body: "@{outputs('Compose')}" } }), ...after("Compose") },
    },
    connections: ["office365"],
  },
  "#table-action": {
    triggers: daily,
    actions: {
      Items: action("InitializeVariable", { variables: [{ name: "items", type: "array", value: [{ ID: 0 }] }] }),
      Table: action(
        "Table",
        { format: "HTML", from: "@variables('items')", columns: [{ header: "Stock", value: "@item().ID" }] },
        after("Items"),
      ),
    },
  },
  "#query-action": {
    triggers: daily,
    actions: { Filter: action("Query", { from: [1, 3, 0], where: "@greater(item(), 2)" }) },
  },
  "#workflow-action": {
    triggers: request,
    actions: {
      Start_search: compose("search"),
      Product: action(
        "Workflow",
        {
          host: { triggerName: "Find_product", workflow: { id: "/subscriptions/s/x" } },
          body: { ProductID: "24601" },
          headers: { "content-type": "application/json" },
        },
        after("Start_search"),
      ),
    },
  },
  "#recurrence-trigger": {
    triggers: {
      Recurrence: {
        type: "Recurrence",
        recurrence: { frequency: "Week", interval: 1 },
        conditions: [{ expression: "@equals(triggers().code, 'InternalServerError')" }],
      },
    },
    actions: { Delay: action("Wait", { interval: { count: 15, unit: "Minute" } }) },
  },
  "#wait-action": {
    triggers: { manual: { type: "Request", kind: "Http", inputs: { method: "POST", schema: { type: "object" } } } },
    actions: {
      Delay_until: action("Wait", { until: { timestamp: "2017-10-01T00:00:00Z" } }),
      Response: {
        ...action("Response", { statusCode: 200, headers: { "x-ms-date": "@utcnow()" } }, after("Delay_until")),
        kind: "http",
      },
    },
  },
};

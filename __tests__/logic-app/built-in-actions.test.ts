import { TerraformLocal } from "cdktf";
import {
  ApiManagementAction,
  AppServiceAction,
  FunctionAction,
  HttpAction,
  HttpMethod,
  HttpTrigger,
  HttpWebhookAction,
  HttpWebhookTrigger,
  ManagedIdentityAuthentication,
  Recurrence,
  RetryPolicy,
  type WorkflowAction,
  type WorkflowTrigger,
  WorkflowValue,
} from "../../lib/logic-app";
import { workflow } from "../support/azure";
import { brokenBy, testStack } from "../support/synth";
import { definitionProblems } from "../support/workflow-definition";

/** Of a workflow that nobody deploys. */
const authentication = ManagedIdentityAuthentication.of(workflow(testStack()), { audience: "api://shop" });
const TOKEN = { type: "ManagedServiceIdentity", audience: "api://shop" };

const expression = (text: string): WorkflowValue => WorkflowValue.expression(text);
const callback = { callback: expression("listCallbackUrl()") };
const FUNCTION = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Web/sites/app/functions/Send";
const API = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ApiManagement/service/gate/apis/shop";
const URI = "https://shop.azurewebsites.net";

const subscribe = { method: HttpMethod.POST, uri: URI, authentication, body: callback };
const SUBSCRIBE = { method: "POST", uri: URI, authentication: TOKEN, body: { callback: "@listCallbackUrl()" } };

const ACTIONS: readonly (readonly [string, WorkflowAction, object])[] = [
  [
    "a function that its key protects",
    FunctionAction.of(FUNCTION, { body: { id: expression("triggerBody()?['id']") } }),
    { type: "Function", inputs: { function: { id: FUNCTION }, body: { id: "@triggerBody()?['id']" } } },
  ],
  [
    "a function with a token",
    FunctionAction.of(FUNCTION, {
      authentication,
      method: HttpMethod.GET,
      queries: { id: 1 },
      retry: RetryPolicy.none(),
      asynchronous: false,
    }),
    {
      type: "Function",
      inputs: {
        function: { id: FUNCTION },
        method: "GET",
        queries: { id: 1 },
        authentication: TOKEN,
        retryPolicy: { type: "none" },
      },
      operationOptions: "DisableAsyncPattern",
    },
  ],
  [
    "an API",
    ApiManagementAction.of(API, {
      authentication,
      path: "/shop/orders/{id}/items/{item}",
      pathParameters: { id: expression("triggerBody()?['id']"), item: "a/b" },
      subscriptionKey: expression("body('Get_secret')?['value']"),
      timeout: "PT1M",
    }),
    {
      type: "ApiManagement",
      inputs: {
        api: { id: API },
        method: "get",
        pathTemplate: {
          template: "/shop/orders/{id}/items/{item}",
          parameters: { id: "@{encodeURIComponent(triggerBody()?['id'])}", item: "@{encodeURIComponent('a/b')}" },
        },
        subscriptionKey: "@body('Get_secret')?['value']",
        authentication: TOKEN,
      },
      limit: { timeout: "PT1M" },
    },
  ],
  [
    "an API without parameters",
    ApiManagementAction.of(API, { path: "/shop/orders", method: HttpMethod.POST, body: { a: 1 } }),
    {
      type: "ApiManagement",
      inputs: {
        api: { id: API },
        method: "post",
        pathTemplate: { template: "/shop/orders", parameters: {} },
        body: { a: 1 },
      },
    },
  ],
  [
    "an app",
    AppServiceAction.of(URI, {
      authentication,
      path: [WorkflowValue.text("orders")],
      apiDefinitionUrl: `${URI}/swagger.json`,
    }),
    {
      type: "Http",
      inputs: { method: "GET", uri: `${URI}/@{encodeURIComponent('orders')}`, authentication: TOKEN },
      metadata: { apiDefinitionUrl: `${URI}/swagger.json`, swaggerSource: "website" },
    },
  ],
  [
    "an API over HTTP, with retries",
    HttpAction.get(URI, { authentication, retry: RetryPolicy.fixed(2, "PT10S"), asynchronous: false }),
    {
      type: "Http",
      inputs: {
        method: "GET",
        uri: URI,
        authentication: TOKEN,
        retryPolicy: { type: "fixed", count: 2, interval: "PT10S" },
      },
      operationOptions: "DisableAsyncPattern",
    },
  ],
  [
    "a service that calls back, with retries",
    HttpWebhookAction.of({
      subscribe,
      unsubscribe: { method: HttpMethod.DELETE, uri: URI, authentication },
      retry: RetryPolicy.none(),
      timeout: "P1D",
    }),
    {
      type: "HttpWebhook",
      inputs: {
        subscribe: { ...SUBSCRIBE, retryPolicy: { type: "none" } },
        unsubscribe: { method: "DELETE", uri: URI, authentication: TOKEN },
      },
      limit: { timeout: "P1D" },
    },
  ],
];

const TRIGGERS: readonly (readonly [string, WorkflowTrigger, object])[] = [
  [
    "a service that calls back",
    HttpWebhookTrigger.of({ subscribe, concurrency: { runs: 5 } }),
    {
      type: "HttpWebhook",
      inputs: { subscribe: SUBSCRIBE },
      runtimeConfiguration: { concurrency: { runs: 5 } },
    },
  ],
  [
    "a service that is polled",
    HttpTrigger.of(URI, { authentication, every: Recurrence.hours(1), splitOn: expression("triggerBody()") }),
    {
      type: "Http",
      inputs: { method: "GET", uri: URI, authentication: TOKEN },
      recurrence: { frequency: "Hour", interval: 1 },
      splitOn: "@triggerBody()",
    },
  ],
];

const written = ({ _definition }: WorkflowAction | WorkflowTrigger): unknown => JSON.parse(JSON.stringify(_definition));

const inWorkflow = (triggers: object, actions: object): object => ({
  $schema: "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
  contentVersion: "1.0.0.0",
  triggers,
  actions,
});

test.each(ACTIONS)("a workflow calls %s", (_what, action, definition) => {
  expect(written(action)).toEqual({ ...definition, runAfter: {} });
  expect(definitionProblems(inWorkflow({}, { action: written(action) }))).toEqual([]);
});

test.each(TRIGGERS)("%s starts a workflow", (_what, trigger, definition) => {
  expect(written(trigger)).toEqual(definition);
  expect(definitionProblems(inWorkflow({ trigger: written(trigger) }, {}))).toEqual([]);
});

const local = (): string => new TerraformLocal(testStack(), "local", "x").asString;

test.each<[string, () => unknown]>([
  ["the id of a function that is an attribute", () => FunctionAction.of(local())],
  ["the id of an app that is an attribute", () => FunctionAction.of(`${local()}/functions/Send`)],
  ["the name of a function that is an attribute", () => FunctionAction.of(`/sites/app/functions/${local()}`)],
  [
    "a callback that can be in an attribute",
    () => HttpWebhookAction.of({ subscribe: { ...subscribe, body: local() } }),
  ],
])("%s is checked by Azure", (_what, make) => {
  expect(brokenBy(make)).toEqual([]);
});

test.each<[string, () => unknown, ...string[]]>([
  ["the id of an app", () => FunctionAction.of(FUNCTION.replace("/functions/Send", "")), "not-a-function-id"],
  ["the id of an app that is an attribute", () => FunctionAction.of(`${local()}/host`), "not-a-function-id"],
  [
    "an API without id, with a key in the clear and other parameters than its path has",
    () =>
      ApiManagementAction.of("", {
        path: "/orders/{id}",
        pathParameters: { order: "1" },
        subscriptionKey: WorkflowValue.text("secret"),
      }),
    "workflow-argument-empty",
    "path-parameter-missing",
    "unknown-path-parameter",
    "not-an-expression",
  ],
  ["a path that is not one", () => ApiManagementAction.of(API, { path: "orders" }), "malformed-connector-path"],
  [
    "an app without definition, over http",
    () => AppServiceAction.of("http://shop", { authentication, apiDefinitionUrl: "" }),
    "workflow-argument-empty",
    "uri-not-https",
  ],
  [
    "a webhook that calls nobody back, and unsubscribes over http",
    () =>
      HttpWebhookTrigger.of({
        subscribe: { ...subscribe, body: { a: 1 } },
        unsubscribe: { ...subscribe, uri: "http://shop" },
      }),
    "webhook-without-callback",
    "uri-not-https",
  ],
  [
    "a request that polls over http",
    () => HttpTrigger.of("http://shop", { authentication, every: Recurrence.hours(0) }),
    "uri-not-https",
    "impossible-recurrence",
  ],
])("%s: an error says what to do instead", (_what, make, ...broken) => {
  expect(brokenBy(make)).toEqual(broken);
});

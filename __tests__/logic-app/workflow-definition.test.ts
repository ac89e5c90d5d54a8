import { definitionProblems } from "../support/workflow-definition";

/** The description of workflows that the other tests compare with refuses what Azure would refuse. */

const HOST = { connection: { name: "@parameters('$connections')['sql']['connectionId']" } };
const action = (more: object = {}): object => ({
  type: "ApiConnection",
  inputs: { host: HOST, method: "get", path: "/x" },
  runAfter: {},
  ...more,
});
const http = (inputs: object): object => ({ type: "Http", inputs: { method: "GET", uri: "https://a.b", ...inputs } });
const definition = (parts: object): object => ({
  $schema: "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
  contentVersion: "1.0.0.0",
  parameters: { $connections: { type: "Object", defaultValue: {} } },
  triggers: {},
  actions: {},
  ...parts,
});
const actions = (one: object): object => definition({ actions: { one } });
const recurrence = (value?: object): object =>
  definition({ triggers: { one: { ...action({ runAfter: undefined }), recurrence: value } } });

test("the description of workflows accepts one that is right", () => {
  const right = {
    triggers: {
      poll: {
        type: "ApiConnection",
        inputs: { host: HOST, method: "get", path: "/x" },
        recurrence: { frequency: "Minute", interval: 5 },
        splitOn: "@triggerBody()?['value']",
      },
      webhook: { type: "ApiConnectionWebhook", inputs: { host: HOST, path: "/x", body: {} } },
    },
    actions: {
      first: action(),
      second: { ...http({ authentication: { type: "ManagedServiceIdentity", audience: "https://a.b" } }) },
      third: action({ runAfter: { first: ["Succeeded"], second: ["Failed", "TimedOut"] } }),
    },
  };
  expect(definitionProblems(definition(right))).toEqual([]);
});

test.each([
  ["an action without type", actions({ inputs: {} }), "/actions/one must have required property 'type'"],
  [
    "an unknown type",
    actions(action({ type: "Pony" })),
    "/actions/one/type must be equal to one of the allowed values",
  ],
  [
    "a status that no action has",
    actions(action({ runAfter: { one: ["Done"] } })),
    "/actions/one/runAfter/one/0 must be equal to one of the allowed values",
  ],
  [
    "an action after one that is not there",
    actions(action({ runAfter: { two: ["Succeeded"] } })),
    "/actions/one/runAfter there is no action two",
  ],
  [
    "a path that begins with nothing",
    actions(action({ inputs: { host: HOST, method: "get", path: "x" } })),
    '/actions/one/inputs/path must match pattern "^/"',
  ],
  [
    "a request without method",
    actions(action({ inputs: { host: HOST, path: "/x" } })),
    "/actions/one/inputs must have required property 'method'",
  ],
  [
    "a connector without connection",
    actions(action({ inputs: { host: {}, method: "get", path: "/x" } })),
    "/actions/one/inputs/host must have required property 'connection'",
  ],
  [
    "connections without the parameter for them",
    { ...actions(action()), parameters: {} },
    "/parameters there is no parameter $connections",
  ],
  [
    "connections of a trigger without the parameter for them",
    { ...recurrence({ frequency: "Day", interval: 1 }), parameters: {} },
    "/parameters there is no parameter $connections",
  ],
  [
    "a recurrence without frequency",
    recurrence({ interval: 5 }),
    "/triggers/one/recurrence must have required property 'frequency'",
  ],
  [
    "a recurrence of nothing",
    recurrence({ frequency: "Day", interval: 0 }),
    "/triggers/one/recurrence/interval must be >= 1",
  ],
  [
    "a recurrence of too much",
    recurrence({ frequency: "Day", interval: 501 }),
    "/triggers/one/recurrence/interval must be <= 500",
  ],
  ["a polling trigger without recurrence", recurrence(), "/triggers/one must have required property 'recurrence'"],
  [
    "an authentication without audience",
    actions(http({ authentication: { type: "ManagedServiceIdentity" } })),
    "/actions/one/inputs/authentication must have required property 'audience'",
  ],
  [
    "an identity that is no user-assigned one",
    actions(http({ authentication: { type: "ManagedServiceIdentity", audience: "a", identity: "id-orders" } })),
    "/actions/one/inputs/authentication/identity must match pattern",
  ],
  [
    "a token for everybody on the way",
    actions(http({ uri: "http://a.b", authentication: { type: "ManagedServiceIdentity", audience: "a" } })),
    "/actions/one/inputs/uri must match pattern",
  ],
  [
    "a name of a member that is evaluated",
    actions(http({ body: { member: { "@odata.id": "a" } } })),
    "/actions/one/inputs/body/member must match pattern",
  ],
])("it refuses %s", (_what, wrong, problem) => {
  expect(definitionProblems(wrong)).toContainEqual(expect.stringContaining(problem));
});

import { LogicAppActionCustom } from "@cdktf/provider-azurerm/lib/logic-app-action-custom";
import { LogicAppTriggerCustom } from "@cdktf/provider-azurerm/lib/logic-app-trigger-custom";
import { type LogicAppWorkflow, type LogicAppWorkflowConfig } from "@cdktf/provider-azurerm/lib/logic-app-workflow";
import { Fn, type TerraformStack, TerraformVariable } from "cdktf";
import {
  HttpAction,
  KeyVaultConnector,
  type LogicAppConnection,
  ManagedApi,
  ManagedIdentityApiConnection,
  ManagedIdentityAuthentication,
  TokenAudience,
} from "../../lib/logic-app";
import { identity, workflow } from "../support/azure";
import { problemsOf, testApp, testStack } from "../support/synth";

/** An action or trigger uses what its workflow has; what it has not is found before Azure is asked. */

/** The connection of a workflow to a vault. */
function vaultOf(app: LogicAppWorkflow, key = "vault"): LogicAppConnection {
  const place = { resourceGroupName: "rg-test", location: "westeurope", parameters: { vaultName: "kv-orders" } };
  return new ManagedIdentityApiConnection(app.cdktfStack, `vault-of-${app.node.id}`, {
    ...place,
    api: ManagedApi.KEY_VAULT,
  }).addTo(app, { key });
}

const secretsOf = (connection: LogicAppConnection): string => KeyVaultConnector.of(connection).listSecrets().body;

const pageOf = (app: LogicAppWorkflow): string =>
  HttpAction.get("https://orders.example", {
    authentication: ManagedIdentityAuthentication.of(app, { audience: TokenAudience.RESOURCE_MANAGER }),
  }).body;

function act(app: LogicAppWorkflow, body: string, id = "act", stack = app.cdktfStack): LogicAppActionCustom {
  return new LogicAppActionCustom(stack, id, { name: id, logicAppId: app.id, body });
}

/** A body as somebody writes it without the connectors. */
const written = (key: string): string =>
  JSON.stringify({
    inputs: { host: { connection: { name: `@parameters('$connections')['${key}']['connectionId']` } } },
  });

const ADD = "add it to that workflow with addTo, or use what its addTo returned";

/** What the user does, and the whole of what the user reads. */
const CASES: readonly [string, (stack: TerraformStack) => void, ...string[]][] = [
  [
    "an action with the connection of another workflow",
    (stack) => act(workflow(stack, "two"), secretsOf(vaultOf(workflow(stack, "one")))),
    `[stack] stack/act uses connection "vault", which stack/two does not have (its connections: none); ${ADD}`,
  ],
  [
    "a trigger with a key that the workflow knows nothing of",
    (stack) => {
      const app = workflow(stack, "app", { parameters: { $connections: '{"office":{}}' } });
      vaultOf(app);
      const body = written("sql");
      new LogicAppTriggerCustom(stack, "start", { name: "start", logicAppId: app.id, body });
    },
    `[stack] stack/start uses connection "sql", which stack/app does not have (its connections: office, vault); ${ADD}`,
  ],
  [
    "the request of another workflow",
    (stack) => act(workflow(stack, "two"), pageOf(workflow(stack, "one"))),
    "[stack] stack/act signs in with a managed identity, and stack/two has none; make its authentication with ManagedIdentityAuthentication.of for that workflow",
  ],
];

describe("fails at synth and says what to do:", () => {
  test.each(CASES)("%s", (_what, build, ...messages) => {
    const stack = testStack();
    build(stack);
    expect(problemsOf(stack)).toEqual(messages);
  });

  test("an action in another stack than its workflow", () => {
    const app = testApp();
    const [first, second] = [testStack("first", app), testStack("second", app)];
    act(workflow(first, "two"), secretsOf(vaultOf(workflow(first, "one"))), "act", second);
    expect(problemsOf(first)).toEqual([
      `[first] second/act uses connection "vault", which first/two does not have (its connections: none); ${ADD}`,
    ]);
  });
});

const all = (stack: TerraformStack): Record<string, string> =>
  Fn.merge([new TerraformVariable(stack, "all", {}).value, {}]) as Record<string, string>;

/** A workflow that may have the connection "sql", for all that is known. */
const UNKNOWN: readonly [string, (stack: TerraformStack) => Partial<LogicAppWorkflowConfig>][] = [
  ["in text", () => ({ parameters: { $connections: '{"SQL":{}}' } })],
  ["in an expression", ({ node }) => ({ parameters: { $connections: Fn.jsonencode({ a: [1, node.id], sql: {} }) } })],
  ["in an expression of the user", () => ({ parameters: { $connections: '${jsonencode({a = 1\n "sql" = 2})}' } })],
  ["under a key that is an expression", () => ({ parameters: { $connections: "${jsonencode({(var.key) = 1})}" } })],
  ["in a parameter", (stack) => ({ parameters: { $connections: new TerraformVariable(stack, "x", {}).stringValue } })],
  ["in all parameters", (stack) => ({ parameters: all(stack) })],
  ["given by somebody else", () => ({ lifecycle: { ignoreChanges: ['parameters["$connections"]'] } })],
  ["given by anybody", () => ({ lifecycle: { ignoreChanges: "all" } })],
];

describe("nothing is said about a connection that the workflow has", () => {
  test.each(UNKNOWN)("%s", (_where, config) => {
    const stack = testStack();
    const app = workflow(stack, "app", config(stack));
    vaultOf(workflow(stack, "other"));
    act(app, written("sql"));
    expect(problemsOf(stack)).toEqual([]);
  });

  test("in an override", () => {
    const stack = testStack();
    const app = workflow(stack, "app");
    app.addOverride("parameters.$connections", '{"sql":{}}');
    vaultOf(workflow(stack, "other"));
    act(app, written("sql"));
    expect(problemsOf(stack)).toEqual([]);
  });
});

test("nothing is said about a request of a workflow that has an identity, or may have one", () => {
  const stack = testStack();
  const body = pageOf(workflow(stack, "one"));
  act(workflow(stack, "own", { identity: { type: "SystemAssigned" } }), body, "a");
  act(
    workflow(stack, "shared", { identity: { type: "UserAssigned", identityIds: [identity(stack).resourceId] } }),
    body,
    "b",
  );
  act(workflow(stack, "portal", { lifecycle: { ignoreChanges: ["identity"] } }), body, "c");
  expect(problemsOf(stack)).toEqual([]);
});

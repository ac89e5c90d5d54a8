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
} from "../../lib/logic-app";
import { TokenAudience } from "../../lib/token-check";
import { type IUserAssignedIdentity } from "../../lib";
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

function addVault(app: LogicAppWorkflow, user: IUserAssignedIdentity): void {
  const place = { resourceGroupName: "rg-test", location: "westeurope", parameters: { vaultName: "kv-orders" } };
  new ManagedIdentityApiConnection(app.cdktfStack, "vault", { ...place, api: ManagedApi.KEY_VAULT }).addTo(app, {
    identity: user,
  });
}

const secretsOf = (connection: LogicAppConnection): string => KeyVaultConnector.of(connection).listSecrets().body;

const pageOf = (app: LogicAppWorkflow, signedInAs?: IUserAssignedIdentity): string =>
  HttpAction.get("https://orders.example", {
    authentication: ManagedIdentityAuthentication.of(app, {
      audience: TokenAudience.RESOURCE_MANAGER,
      identity: signedInAs,
    }),
  }).body;

/** A workflow that has this identity. */
const carrying = (stack: TerraformStack, id: string, user: IUserAssignedIdentity): LogicAppWorkflow =>
  workflow(stack, id, { identity: { type: "UserAssigned", identityIds: [user.resourceId] } });

const LITERAL_ID =
  "/subscriptions/1/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Orders";

/** The connection of a workflow as somebody writes it without `addTo`. */
const connectionAs = (user?: string): Record<string, unknown> => ({
  office: { connectionProperties: { authentication: { type: "ManagedServiceIdentity", identity: user } } },
});

function act(app: LogicAppWorkflow, body: string, id = "act", stack = app.cdktfStack): LogicAppActionCustom {
  return new LogicAppActionCustom(stack, id, { name: id, logicAppId: app.id, body });
}

/** A body as somebody writes it without the connectors. */
const written = (key: string): string =>
  JSON.stringify({
    inputs: { host: { connection: { name: `@parameters('$connections')['${key}']['connectionId']` } } },
  });

/** What the user does, and what is wrong with it, as "[construct path] rule". */
const CASES: readonly [string, (stack: TerraformStack) => void, ...string[]][] = [
  [
    "an action with the connection of another workflow",
    (stack) => act(workflow(stack, "two"), secretsOf(vaultOf(workflow(stack, "one")))),
    "[stack] workflow-connection-missing",
  ],
  [
    "a trigger with a key that the workflow knows nothing of",
    (stack) => {
      const app = workflow(stack, "app", { parameters: { $connections: '{"office":{}}' } });
      vaultOf(app);
      const body = written("sql");
      new LogicAppTriggerCustom(stack, "start", { name: "start", logicAppId: app.id, body });
    },
    "[stack] workflow-connection-missing",
  ],
  [
    "the request of another workflow",
    (stack) => act(workflow(stack, "two"), pageOf(workflow(stack, "one"))),
    "[stack] workflow-without-identity",
  ],
  [
    "the request of another workflow, with an identity that is not on this one",
    (stack) => {
      const [orders, billing] = [identity(stack, "orders"), identity(stack, "billing")];
      act(carrying(stack, "two", billing), pageOf(workflow(stack, "one"), orders));
    },
    "[stack] workflow-without-that-identity",
  ],
  [
    "the request of a workflow that has its own identity, for one that has not",
    (stack) => act(carrying(stack, "two", identity(stack)), pageOf(workflow(stack, "one"))),
    "[stack] workflow-without-system-assigned-identity",
  ],
  [
    "the request of a workflow that has a shared identity, for one that has its own",
    (stack) =>
      act(
        workflow(stack, "two", { identity: { type: "SystemAssigned" } }),
        pageOf(workflow(stack, "one"), identity(stack)),
      ),
    "[stack] workflow-without-that-identity",
  ],
  [
    "the request of another workflow, with more beside it",
    (stack) => {
      const body = Fn.jsonencode(
        Fn.merge([Fn.jsondecode(pageOf(workflow(stack, "one"))), { description: "the orders of the day" }]),
      );
      act(workflow(stack, "two"), body);
    },
    "[stack] workflow-without-identity",
  ],
  [
    "a request that somebody wrote, whose authentication has an object in it",
    (stack) => {
      const authentication = { tags: { a: { b: "c" } }, type: "ManagedServiceIdentity" };
      act(workflow(stack, "two"), JSON.stringify({ inputs: { authentication, description: stack.node.id } }));
      vaultOf(workflow(stack, "one"));
    },
    "[stack] workflow-without-identity",
  ],
  [
    "a connection that somebody gave the workflow, with an identity that is not on it",
    (stack) => {
      const [orders, billing] = [identity(stack, "orders"), identity(stack, "billing")];
      const parameters = { $connections: Fn.jsonencode(connectionAs(billing.resourceId)) };
      addVault(workflow(stack, "app", { parameters }), orders);
    },
    "[stack] workflow-without-that-identity",
  ],
  [
    "a connection that somebody gave the workflow, with its own identity that it does not have",
    (stack) => {
      const parameters = { $connections: JSON.stringify(connectionAs()) };
      addVault(workflow(stack, "app", { parameters }), identity(stack));
    },
    "[stack] workflow-without-system-assigned-identity",
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
    expect(problemsOf(first)).toEqual(["[first] workflow-connection-missing"]);
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
  [
    "under a key with a reference in it",
    (stack) => {
      const key = new TerraformVariable(stack, "key", {}).stringValue;
      return { parameters: { $connections: Fn.jsonencode({ [`${key}-1`]: { connectionId: key } }) } };
    },
  ],
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

test("nothing is said about an identity that may be the one that the workflow has", () => {
  const stack = testStack();
  const variable = new TerraformVariable(stack, "identity", {}).stringValue;
  const orders = identity(stack);
  const as = (user: string): string =>
    JSON.stringify({ inputs: { authentication: { type: "ManagedServiceIdentity", identity: user } } });
  const literal = workflow(stack, "literal", { identity: { type: "UserAssigned", identityIds: [LITERAL_ID] } });
  act(literal, as(LITERAL_ID.toUpperCase()), "a");
  act(literal, as(variable), "b");
  act(literal, as(orders.resourceId), "c");
  act(carrying(stack, "shared", orders), as(variable), "d");
  expect(problemsOf(stack)).toEqual([]);
});

test("nothing is said about a request of a workflow that has its identity, or may have it", () => {
  const stack = testStack();
  const [own, orders] = [workflow(stack, "one"), identity(stack)];
  const body = pageOf(own);
  act(workflow(stack, "own", { identity: { type: "SystemAssigned" } }), body, "a");
  act(carrying(stack, "shared", orders), pageOf(workflow(stack, "two"), orders), "b");
  act(workflow(stack, "portal", { lifecycle: { ignoreChanges: ["identity"] } }), body, "c");
  expect(problemsOf(stack)).toEqual([]);
});

import { DataAzurermLogicAppWorkflow } from "@cdktf/provider-azurerm/lib/data-azurerm-logic-app-workflow";
import { LogicAppActionCustom } from "@cdktf/provider-azurerm/lib/logic-app-action-custom";
import { TerraformLocal, type TerraformStack } from "cdktf";
import {
  HttpAction,
  ManagedIdentityAuthentication,
  TokenAudience,
  WorkflowStatus,
  WorkflowValue,
} from "../../lib/logic-app";
import { identity, keyVault, storageAccount, workflow } from "../support/azure";
import { definitionOf, deployedDefinition } from "../support/logic-app";
import { onlyResource, problemsOf, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

const audience = TokenAudience.RESOURCE_MANAGER;
const URI = "https://management.azure.com/subscriptions";

/** What an action in a definition is like. */
const request = (inputs: object, runAfter: readonly string[] = []): object => ({
  type: "Http",
  inputs: { authentication: { type: "ManagedServiceIdentity", audience }, ...inputs },
  runAfter: Object.fromEntries(runAfter.map((name) => [name, ["Succeeded"]])),
});

testWithTerraform("requests are sent with a token of the logic app's own identity", async () => {
  const { actions } = await deployedDefinition((app) => {
    const authentication = ManagedIdentityAuthentication.of(app, { audience });
    return {
      actions: {
        get: HttpAction.get(URI, { authentication, queries: { "api-version": "2022-12-01" } }),
        put: HttpAction.put(new TerraformLocal(app, "uri", `${URI}/`).asString, {
          authentication,
          path: [WorkflowValue.expression("triggerBody()?['id']"), WorkflowValue.text("a/b")],
          body: { tags: { owner: "@orders", since: WorkflowValue.expression("utcNow()") } },
        }),
        post: HttpAction.post(URI, {
          authentication,
          body: WorkflowValue.expression("body('get')"),
          runAfter: ["get"],
        }),
        patch: HttpAction.patch(URI, { authentication, headers: { "If-Match": "*" }, body: "@" }),
        member: HttpAction.post(URI, { authentication, body: { "@odata.id": "@", "owner@odata.bind": "@{", "@{": 1 } }),
        tell: HttpAction.get(URI, {
          authentication,
          runAfter: ["get", "put"],
          runAfterStatuses: [WorkflowStatus.FAILED, WorkflowStatus.SKIPPED, WorkflowStatus.TIMED_OUT],
        }),
        secrets: HttpAction.get(keyVault(app, "vault").vaultUri, {
          authentication,
          path: [WorkflowValue.text("secrets")],
        }),
        mixed: HttpAction.get(`https://${storageAccount(app).name}.example/%{a}/`, {
          authentication,
          path: [WorkflowValue.text("x")],
        }),
        delete: HttpAction.delete(`${URI}/`, {
          authentication,
          path: [WorkflowValue.text("orders")],
          headers: { "x-ms-date": WorkflowValue.expression("formatDateTime(utcNow(),'r')") },
          runAfter: ["get", "put"],
        }),
      },
    };
  });
  expect(actions).toEqual({
    get: request({ method: "GET", uri: URI, queries: { "api-version": "2022-12-01" } }),
    put: request({
      method: "PUT",
      uri: `@{'${URI}'}/@{encodeURIComponent(triggerBody()?['id'])}/@{encodeURIComponent('a/b')}`,
      body: { tags: { owner: "@{'@orders'}", since: "@utcNow()" } },
    }),
    post: request({ method: "POST", uri: URI, body: "@body('get')" }, ["get"]),
    patch: request({ method: "PATCH", uri: URI, headers: { "If-Match": "*" }, body: "@{'@'}" }),
    member: request({
      method: "POST",
      uri: URI,
      body: { "@@odata.id": "@{'@'}", "owner@odata.bind": "@{'@{'}", "@{'@{'}": 1 },
    }),
    tell: {
      ...request({ method: "GET", uri: URI }),
      runAfter: { get: ["Failed", "Skipped", "TimedOut"], put: ["Failed", "Skipped", "TimedOut"] },
    },
    secrets: request({ method: "GET", uri: "@{'https://vault.vault.azure.net'}/@{encodeURIComponent('secrets')}" }),
    mixed: request({ method: "GET", uri: "@{'https://account.example/%{a}'}/@{encodeURIComponent('x')}" }),
    delete: request(
      {
        method: "DELETE",
        uri: `${URI}/@{encodeURIComponent('orders')}`,
        headers: { "x-ms-date": "@formatDateTime(utcNow(),'r')" },
      },
      ["get", "put"],
    ),
  });
});

testWithTerraform("requests are sent with a token of an identity that the logic app is given", async () => {
  const stack = testStack();
  const app = workflow(stack);
  const authentication = ManagedIdentityAuthentication.of(app, {
    audience: TokenAudience.STORAGE,
    identity: identity(stack),
  });
  const { body } = HttpAction.get("https://orders.blob.core.windows.net/", { authentication });
  new LogicAppActionCustom(stack, "get", { name: "get", logicAppId: app.id, body });
  expect(onlyResource(stack, "azurerm_logic_app_workflow").identity).toEqual({
    type: "UserAssigned",
    identity_ids: ["${azurerm_user_assigned_identity.orders.id}"],
  });
  const { actions } = await definitionOf(stack);
  expect(actions).toEqual({
    get: request({
      method: "GET",
      uri: "https://orders.blob.core.windows.net/",
      authentication: {
        type: "ManagedServiceIdentity",
        audience: "https://storage.azure.com/",
        identity: expect.stringMatching(
          /^\/subscriptions\/[^/]+\/resourceGroups\/orders-rg\/providers\/Microsoft.ManagedIdentity\/userAssignedIdentities\/id-orders$/,
        ) as unknown,
      },
    }),
  });
});

/** What the user does, and the whole of what the user reads. */
const CASES: readonly [string, (stack: TerraformStack) => void, string][] = [
  [
    "with two user-assigned identities on a workflow",
    (stack) => {
      const app = workflow(stack);
      ["orders", "billing"].forEach((id) =>
        ManagedIdentityAuthentication.of(app, { audience, identity: identity(stack, id) }),
      );
    },
    "[stack/workflow] azurerm_logic_app_workflow takes 1 user-assigned identity, not 2 (id of stack/billing/Default, id of stack/orders/Default); grant all its accesses to one identity",
  ],
  [
    "with an identity for a workflow that is only looked up",
    (stack) => {
      const app = new DataAzurermLogicAppWorkflow(stack, "found", { name: "w", resourceGroupName: "rg" });
      ManagedIdentityAuthentication.of(app, { audience, identity: identity(stack) });
    },
    "[stack/found] a data source cannot be given a user-assigned identity; attach it where the resource is managed",
  ],
  [
    "of something that is no logic app",
    (stack) => {
      ManagedIdentityAuthentication.of(keyVault(stack), { audience });
    },
    "[stack/vault] logicApp must be an azurerm_logic_app_workflow or azurerm_logic_app_standard; got azurerm_key_vault (stack/vault)",
  ],
];

test.each(CASES)("signing in %s fails at synth", (_what, use, message) => {
  const stack = testStack();
  use(stack);
  expect(problemsOf(stack)).toEqual([message]);
});

/** Of a workflow that nobody deploys. */
const authentication = ManagedIdentityAuthentication.of(workflow(testStack()), { audience });

test.each(["http://management.azure.com", "management.azure.com", "https://", ""])(
  "a token is not sent to %j",
  (uri) => {
    expect(() => HttpAction.get(uri, { authentication })).toThrow(
      `HttpAction.get: uri ${JSON.stringify(uri)} is not https, and everybody on the way could use the token; give one with https://`,
    );
  },
);

test.each<[object, string]>([
  [
    { runAfter: ["a"], runAfterStatuses: [] },
    "runAfterStatuses are none, and the action would never start; give one, or leave them out",
  ],
  [
    { runAfterStatuses: [WorkflowStatus.FAILED] },
    "runAfterStatuses are given without runAfter; give the names of the actions, too",
  ],
])("an action that runs after %j is refused", (options, message) => {
  expect(() => HttpAction.get(URI, { authentication, ...options })).toThrow(`HttpAction.get: ${message}`);
});

test.each(["?", "#"])("a uri has no %j", (mark) => {
  const uri = `https://${new TerraformLocal(testStack(), "host", "h").asString}/a${mark}b=c`;
  expect(() => HttpAction.get(uri, { authentication })).toThrow(
    `HttpAction.get: uri has a "${mark}"; leave out what it begins, and give queries`,
  );
});

test("all that is wrong with a request is told at once", () => {
  expect(() =>
    HttpAction.put("http://a", {
      authentication,
      path: [WorkflowValue.text(""), WorkflowValue.text("."), WorkflowValue.text(".."), WorkflowValue.text("...")],
      queries: { limit: NaN },
      body: { when: new Date(0), how: [() => 1] },
      runAfter: [""],
    }),
  ).toThrow(
    "HttpAction.put: " +
      'uri "http://a" is not https, and everybody on the way could use the token; give one with https://; ' +
      "path[0] is empty; give it a value; " +
      'path[1] is ".", which leads to another path; write the uri without it; ' +
      'path[2] is "..", which leads to another path; write the uri without it; ' +
      "queries.limit is no JSON; give text, a finite number, true, false, null, or lists and objects of these; " +
      "body.when is no JSON; give text, a finite number, true, false, null, or lists and objects of these; " +
      "body.how[0] is no JSON; give text, a finite number, true, false, null, or lists and objects of these; " +
      "runAfter[0] is empty; give it a value",
  );
});

test("a token needs an audience", () => {
  expect(() => ManagedIdentityAuthentication.of(workflow(testStack()), { audience: " " })).toThrow(
    "audience of the token is empty; give one such as TokenAudience.RESOURCE_MANAGER",
  );
});

test("the audience of an account of Cosmos DB has its name", () => {
  expect(TokenAudience.cosmosDb("orders")).toBe("https://orders.documents.azure.com");
});

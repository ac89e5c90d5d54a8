import { DataAzurermLogicAppWorkflow } from "@cdktf/provider-azurerm/lib/data-azurerm-logic-app-workflow";
import { LogicAppActionCustom } from "@cdktf/provider-azurerm/lib/logic-app-action-custom";
import { TerraformLocal, type TerraformStack } from "cdktf";
import { HttpAction, ManagedIdentityAuthentication, WorkflowStatus, WorkflowValue } from "../../lib/logic-app";
import { TokenAudience } from "../../lib/token-check";
import { identity, keyVault, storageAccount, workflow } from "../support/azure";
import { definitionOf, deployedDefinition } from "../support/logic-app";
import { brokenBy, onlyResource, problemsOf, testStack } from "../support/synth";
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

/** What the user does, and what is wrong with it, as "[construct path] rule". */
const CASES: readonly [string, (stack: TerraformStack) => void, string][] = [
  [
    "with two user-assigned identities on a workflow",
    (stack) => {
      const app = workflow(stack);
      ["orders", "billing"].forEach((id) =>
        ManagedIdentityAuthentication.of(app, { audience, identity: identity(stack, id) }),
      );
    },
    "[stack/workflow] too-many-user-assigned-identities",
  ],
  [
    "with an identity for a workflow that is only looked up",
    (stack) => {
      const app = new DataAzurermLogicAppWorkflow(stack, "found", { name: "w", resourceGroupName: "rg" });
      ManagedIdentityAuthentication.of(app, { audience, identity: identity(stack) });
    },
    "[stack/found] identity-for-data-source",
  ],
  [
    "of something that is no logic app",
    (stack) => {
      ManagedIdentityAuthentication.of(keyVault(stack), { audience });
    },
    "[stack/vault] wrong-resource-type",
  ],
];

test.each(CASES)("signing in %s fails at synth", (_what, use, problem) => {
  const stack = testStack();
  use(stack);
  expect(problemsOf(stack)).toEqual([problem]);
});

/** Of a workflow that nobody deploys. */
const authentication = ManagedIdentityAuthentication.of(workflow(testStack()), { audience });

test.each(["http://management.azure.com", "management.azure.com", "https://", ""])(
  "a token is not sent to %j",
  (uri) => {
    expect(brokenBy(() => HttpAction.get(uri, { authentication }))).toEqual(["uri-not-https"]);
  },
);

test.each<[object, string]>([
  [{ runAfter: ["a"], runAfterStatuses: [] }, "run-after-no-status"],
  [{ runAfterStatuses: [WorkflowStatus.FAILED] }, "run-after-status-without-action"],
])("an action that runs after %j is refused", (options, rule) => {
  expect(brokenBy(() => HttpAction.get(URI, { authentication, ...options }))).toEqual([rule]);
});

test.each(["?", "#"])("a uri has no %j", (mark) => {
  const uri = `https://${new TerraformLocal(testStack(), "host", "h").asString}/a${mark}b=c`;
  expect(brokenBy(() => HttpAction.get(uri, { authentication }))).toEqual(["uri-with-query-or-fragment"]);
});

test("all that is wrong with a request is told at once", () => {
  const put = (): unknown =>
    HttpAction.put("http://a", {
      authentication,
      path: [WorkflowValue.text(""), WorkflowValue.text("."), WorkflowValue.text(".."), WorkflowValue.text("...")],
      queries: { limit: NaN },
      body: { when: new Date(0), how: [() => 1] },
      runAfter: [""],
    });
  expect(brokenBy(put)).toEqual([
    "uri-not-https",
    "workflow-argument-empty",
    "dot-segment-in-path",
    "dot-segment-in-path",
    "not-json",
    "not-json",
    "not-json",
    "workflow-argument-empty",
  ]);
  expect(put).toThrow(
    /^HttpAction\.put: .*path\[0\].*path\[1\].*path\[2\].*queries\.limit.*body\.when.*body\.how\[0\].*runAfter\[0\]/,
  );
});

test("a token needs an audience", () => {
  expect(brokenBy(() => ManagedIdentityAuthentication.of(workflow(testStack()), { audience: " " }))).toEqual([
    "authentication-audience-empty",
  ]);
});

test("the audience of an account of Cosmos DB has its name", () => {
  expect(TokenAudience.cosmosDb("orders")).toBe("https://orders.documents.azure.com");
});

import { TerraformLocal } from "cdktf";
import { HttpAction, ManagedIdentityAuthentication, TokenAudience, WorkflowValue } from "../../lib/logic-app";
import { identity, storageAccount } from "../support/azure";
import { deployedDefinition } from "../support/logic-app";
import { testWithTerraform } from "../support/terraform";

const authentication = ManagedIdentityAuthentication.forAudience(TokenAudience.RESOURCE_MANAGER);
const systemAssigned = { type: "ManagedServiceIdentity", audience: "https://management.azure.com/" };
const URI = "https://management.azure.com/subscriptions";

testWithTerraform("requests are sent with a token of the identity that is named", async () => {
  const { actions } = await deployedDefinition((stack) => {
    const host = storageAccount(stack).primaryBlobEndpoint;
    const blobs = ManagedIdentityAuthentication.forAudience(TokenAudience.STORAGE, { identity: identity(stack) });
    return {
      actions: {
        get: HttpAction.get(URI, { authentication, queries: { "api-version": "2022-12-01" } }),
        put: HttpAction.put(new TerraformLocal(stack, "uri", `${URI}/`).asString, {
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
        delete: HttpAction.delete(host, {
          authentication: blobs,
          path: [WorkflowValue.text("orders")],
          headers: {
            "x-ms-version": "2023-11-03",
            "x-ms-date": WorkflowValue.expression("formatDateTime(utcNow(),'r')"),
          },
          runAfter: ["get", "put"],
        }),
      },
    };
  });
  const request = (inputs: object, runAfter: readonly string[] = []): object => ({
    type: "Http",
    inputs: { authentication: systemAssigned, ...inputs },
    runAfter: Object.fromEntries(runAfter.map((name) => [name, ["Succeeded"]])),
  });
  expect(actions).toEqual({
    get: request({ method: "GET", uri: URI, queries: { "api-version": "2022-12-01" } }),
    put: request({
      method: "PUT",
      uri: `@{'${URI}/'}/@{encodeURIComponent(triggerBody()?['id'])}/@{encodeURIComponent('a/b')}`,
      body: { tags: { owner: "@{'@orders'}", since: "@utcNow()" } },
    }),
    post: request({ method: "POST", uri: URI, body: "@body('get')" }, ["get"]),
    patch: request({ method: "PATCH", uri: URI, headers: { "If-Match": "*" }, body: "@{'@'}" }),
    delete: request(
      {
        method: "DELETE",
        uri: "@{'https://account.blob.core.windows.net/'}/@{encodeURIComponent('orders')}",
        authentication: {
          type: "ManagedServiceIdentity",
          audience: "https://storage.azure.com/",
          identity: expect.stringMatching(
            /^\/subscriptions\/[^/]+\/resourceGroups\/orders-rg\/providers\/Microsoft.ManagedIdentity\/userAssignedIdentities\/id-orders$/,
          ) as unknown,
        },
        headers: { "x-ms-version": "2023-11-03", "x-ms-date": "@formatDateTime(utcNow(),'r')" },
      },
      ["get", "put"],
    ),
  });
});

test.each(["http://management.azure.com", "management.azure.com", "https://", ""])(
  "a token is not sent to %j",
  (uri) => {
    expect(() => HttpAction.get(uri, { authentication })).toThrow(
      `HttpAction.get: uri ${JSON.stringify(uri)} is not https, and everybody on the way could use the token; give one with https://`,
    );
  },
);

test("all that is wrong with a request is told at once", () => {
  expect(() =>
    HttpAction.put("http://a", {
      authentication,
      path: [WorkflowValue.text("")],
      queries: { limit: NaN },
      body: { when: new Date(0), how: [() => 1] },
      runAfter: [""],
    }),
  ).toThrow(
    "HttpAction.put: " +
      'uri "http://a" is not https, and everybody on the way could use the token; give one with https://; ' +
      "path[0] is empty; give it a value; " +
      "queries.limit is no JSON; give text, a finite number, true, false, null, or lists and objects of these; " +
      "body.when is no JSON; give text, a finite number, true, false, null, or lists and objects of these; " +
      "body.how[0] is no JSON; give text, a finite number, true, false, null, or lists and objects of these; " +
      "runAfter[0] is empty; give it a value",
  );
});

test("a token needs an audience", () => {
  expect(() => ManagedIdentityAuthentication.forAudience(" ")).toThrow(
    "audience of the token is empty; give one such as TokenAudience.RESOURCE_MANAGER",
  );
});

test("the audience of an account of Cosmos DB has its name", () => {
  expect(TokenAudience.cosmosDb("orders")).toBe("https://orders.documents.azure.com");
});

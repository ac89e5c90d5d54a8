import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fn, Testing, type TerraformStack, TerraformVariable } from "cdktf";
import { BuiltInConnection, LogicAppConnectionsFile } from "../../lib/logic-app";
import { keyVault, standardLogicApp } from "../support/azure";
import { messagesOf, problemsOf, testStack, warningsOf } from "../support/synth";

const directory = mkdtempSync(join(tmpdir(), "azmi-connections-"));

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** A connections.json of the user. */
function file(content: unknown, name = "connections.json"): string {
  const path = join(directory, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const FUNCTION = {
  function: { id: "/subscriptions/…/sites/func/functions/price" },
  triggerUrl: "https://func.azurewebsites.net/api/price",
  authentication: { type: "ManagedServiceIdentity", audience: "api://func" },
  displayName: "price",
};
const API = {
  apiId: "/subscriptions/…/apis/orders",
  baseUrl: "https://orders.azure-api.net/orders",
  authentication: { type: "ManagedServiceIdentity" },
};
const BLOB = {
  parameterSetName: "ManagedServiceIdentity",
  parameterValues: { authProvider: { Type: "ManagedServiceIdentity" }, blobStorageEndpoint: "@appsetting('BLOBS')" },
  serviceProvider: { id: "/serviceProviders/AzureBlob" },
};

function written(stack: TerraformStack, { path }: LogicAppConnectionsFile): unknown {
  return JSON.parse(readFileSync(join(Testing.fullSynth(stack), "stacks", stack.node.id, path), "utf8"));
}

describe("connections.json", () => {
  test("has the connections of a file beside those of the app, in the part that each belongs to", () => {
    const stack = testStack();
    const app = standardLogicApp(stack, "app", { appSettings: { blobs: "https://a.blob.core.windows.net" } });
    const connections = LogicAppConnectionsFile.of(app);
    BuiltInConnection.keyVault(keyVault(stack)).addTo(app);
    connections.mergeFile(
      file({
        serviceProviderConnections: { AzureBlob: BLOB },
        functionConnections: { price: FUNCTION },
        apiManagementConnections: { orders: API },
        agentConnections: {},
      }),
    );
    connections.mergeFile(file(`\uFEFF${JSON.stringify({ functionConnections: { tax: FUNCTION } })}`, "more.json"));
    expect(warningsOf(stack).filter((warning) => !warning.endsWith("system-assigned-identity-added"))).toEqual([]);
    expect(written(stack, connections)).toEqual({
      managedApiConnections: {},
      serviceProviderConnections: { keyVault: expect.anything() as unknown, AzureBlob: BLOB },
      functionConnections: { price: FUNCTION, tax: FUNCTION },
      apiManagementConnections: { orders: API },
    });
  });

  test("may refer to settings that only Terraform knows, or that somebody else sets, or that every app has", () => {
    const stack = testStack();
    const connections = { serviceProviderConnections: { AzureBlob: BLOB } };
    const given = new TerraformVariable(stack, "given", { type: "map(string)" });
    const appSettings = Fn.merge([given.value, {}]) as Record<string, string>;
    LogicAppConnectionsFile.of(standardLogicApp(stack, "one", { appSettings })).mergeFile(file(connections));
    const lifecycle = { ignoreChanges: ["app_settings"] };
    LogicAppConnectionsFile.of(standardLogicApp(stack, "two", { lifecycle })).mergeFile(file(connections));
    const name = "@appsetting('WEBSITE_SITE_NAME')";
    LogicAppConnectionsFile.of(standardLogicApp(stack, "three")).mergeFile(
      file({ functionConnections: { own: { ...FUNCTION, displayName: name } } }, "own.json"),
    );
    expect(problemsOf(stack)).toEqual([]);
  });

  test("of a file that is not JSON is told with its line and column", () => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    LogicAppConnectionsFile.of(app).mergeFile(file('{\n  "managedApiConnections": {\n    "sql": secret\n  }\n}'));
    expect(messagesOf(stack)).toEqual([
      `[stack/app] ${join(directory, "connections.json")} is not JSON from line 3, column 12 on; correct it there [connections-file-not-json]`,
    ]);
  });

  test.each<[string, object]>([
    ["Raw", { managedApiConnections: { a: { authentication: { type: "Raw", scheme: "Key" } } } }],
    ["a connection string", { serviceProviderConnections: { a: { parameterValues: { connectionString: "x" } } } }],
    ["a function key", { functionConnections: { a: { authentication: { type: "QueryString", name: "Code" } } } }],
    ["a subscription key", { apiManagementConnections: { a: { subscriptionKey: "x" } } }],
  ])("is warned of %s", (_, connections) => {
    const stack = testStack();
    LogicAppConnectionsFile.of(standardLogicApp(stack)).mergeFile(file(connections));
    expect(warningsOf(stack)).toEqual(["[stack/app] connection-with-secret-in-file"]);
  });
});

/** The files that are merged, and what is wrong with them. */
const CASES: readonly [string, readonly unknown[], ...string[]][] = [
  ["a list", [[]], "[stack/app] connections-file-without-connections"],
  ["a part that is a list", [{ functionConnections: [] }], "[stack/app] connections-file-without-connections"],
  [
    "a key that the app has in the same part, whatever its letter case",
    [{ serviceProviderConnections: { KEYVAULT: FUNCTION }, managedApiConnections: { keyVault: FUNCTION } }],
    "[stack/app] connection-key-in-file",
  ],
  [
    "a key that two files have, and a setting that the app does not have",
    [{ functionConnections: { a: FUNCTION } }, { functionConnections: { a: BLOB } }],
    "[stack/app] connection-key-in-file",
    "[stack/app] connection-setting-missing",
  ],
];

describe("merging fails at synth and says what to do:", () => {
  test.each(CASES)("%s", (_, files, ...problems) => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    BuiltInConnection.keyVault(keyVault(stack)).addTo(app);
    files.forEach((content, index) => {
      LogicAppConnectionsFile.of(app).mergeFile(file(content, `${String(index)}.json`));
    });
    expect(problemsOf(stack)).toEqual(problems);
  });

  test("a file that is not there", () => {
    const stack = testStack();
    LogicAppConnectionsFile.of(standardLogicApp(stack)).mergeFile(join(directory, "none.json"));
    expect(problemsOf(stack)).toEqual(["[stack/app] connections-file-unreadable"]);
  });
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type LogicAppStandard } from "@cdktf/provider-azurerm/lib/logic-app-standard";
import { Fn, Testing, TerraformOutput, type TerraformStack, TerraformVariable } from "cdktf";
import { SystemAssignedManagedIdentity } from "../../lib";
import {
  ApiConnectionKind,
  type ApiConnectionUse,
  LogicAppConnectionsFile,
  ManagedApi,
  ManagedIdentityApiConnection,
} from "../../lib/logic-app";
import { identity, keyVault, resourceGroup, standardLogicApp } from "../support/azure";
import { onlyResource, problemsOf, resources, synthesize, testApp, testStack } from "../support/synth";

const DEPLOYMENT = "azurerm_resource_group_template_deployment";

function connection(stack: TerraformStack, id = "sql", api = ManagedApi.SQL): ManagedIdentityApiConnection {
  return new ManagedIdentityApiConnection(stack, id, {
    api,
    kind: ApiConnectionKind.V2,
    resourceGroup: resourceGroup(stack, `${id}-rg`),
  });
}

const told = (deployment: string, output: string): string =>
  `\${try(jsondecode(${DEPLOYMENT}.${deployment}.output_content).${output}.value, "")}`;

const SETTINGS = {
  SQL_API_ID: told("sql", "managedApiId"),
  SQL_CONNECTION_ID: told("sql", "connectionId"),
  SQL_CONNECTION_RUNTIME_URL: told("sql", "runtimeUrl"),
};

function settings(stack: TerraformStack): unknown {
  return onlyResource(stack, "azurerm_logic_app_standard").app_settings;
}

/** What is in the file beside the synthesized stack. */
function written(stack: TerraformStack, file: LogicAppConnectionsFile): unknown {
  return JSON.parse(readFileSync(join(Testing.fullSynth(stack), "stacks", stack.node.id, file.path), "utf8"));
}

const SQL_WITH_OWN_IDENTITY = {
  api: { id: "@appsetting('SQL_API_ID')" },
  connection: { id: "@appsetting('SQL_CONNECTION_ID')" },
  connectionRuntimeUrl: "@appsetting('SQL_CONNECTION_RUNTIME_URL')",
  authentication: { type: "ManagedServiceIdentity" },
  connectionProperties: {
    authentication: { type: "ManagedServiceIdentity", audience: "https://database.windows.net/" },
  },
};

describe("a Standard logic app", () => {
  test("gets settings, an access policy for its own identity, and an entry in its connections.json", () => {
    const stack = testStack();
    const app = standardLogicApp(stack, "app", { appSettings: { CITY: "Linz" } });
    const sql = connection(stack).addTo(app);

    expect(onlyResource(stack, "azurerm_logic_app_standard")).toMatchObject({
      identity: { type: "SystemAssigned" },
      app_settings: { CITY: "Linz", ...SETTINGS },
    });
    expect(resources(stack, DEPLOYMENT)).toEqual({
      sql: expect.anything() as unknown,
      "app_sql-access-policy_2D1099DB": {
        name: "sql-b4d6e4d8",
        resource_group_name: "${azurerm_resource_group.sql-rg.name}",
        deployment_mode: "Incremental",
        parameters_content:
          '${jsonencode({"name" = {"value" = "sql-b4d6e4d8"}, ' +
          `"connectionId" = {"value" = try(jsondecode(${DEPLOYMENT}.sql.output_content).connectionId.value, "")}, ` +
          '"location" = {"value" = azurerm_resource_group.sql-rg.location}, ' +
          '"objectId" = {"value" = azurerm_logic_app_standard.app.identity[0].principal_id}})}',
        template_content: expect.stringContaining('"type" = "Microsoft.Web/connections/accessPolicies"') as unknown,
        lifecycle: { postcondition: [expect.anything()], replace_triggered_by: [`${DEPLOYMENT}.sql.id`] },
      },
    });
    expect(written(stack, LogicAppConnectionsFile.of(app))).toEqual({
      managedApiConnections: { sql: SQL_WITH_OWN_IDENTITY },
    });
    expect(sql).toMatchObject({ key: "sql", _host: { referenceName: "sql" } });
  });

  test("reaches the token store and the service with a shared identity", () => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    connection(stack).addTo(app, { identity: identity(stack), key: "orders-db" });

    expect(onlyResource(stack, "azurerm_logic_app_standard")).toMatchObject({
      identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.orders.id}"] },
      app_settings: {
        ORDERS_DB_API_ID: told("sql", "managedApiId"),
        ORDERS_DB_CONNECTION_ID: told("sql", "connectionId"),
        ORDERS_DB_CONNECTION_RUNTIME_URL: told("sql", "runtimeUrl"),
        ORDERS_DB_IDENTITY_ID: "${azurerm_user_assigned_identity.orders.id}",
      },
    });
    const { sql, ...policies } = resources(stack, DEPLOYMENT);
    const [policy] = Object.values(policies);
    expect(sql).toBeDefined();
    expect(policy?.parameters_content).toMatch(
      /"objectId" = \{"value" = azurerm_user_assigned_identity\.orders\.principal_id\}/,
    );
    const authentication = { type: "ManagedServiceIdentity", identity: "@appsetting('ORDERS_DB_IDENTITY_ID')" };
    expect(written(stack, LogicAppConnectionsFile.of(app))).toMatchObject({
      managedApiConnections: {
        "orders-db": {
          authentication,
          connectionProperties: { authentication: { ...authentication, audience: "https://database.windows.net/" } },
        },
      },
    });
  });

  const MANAGEMENT = "https://management.core.windows.net/";
  const LOGS_TOO = "https://api.loganalytics.io";

  test.each<[string, ManagedApi, ApiConnectionUse, object]>([
    ["of the connector", ManagedApi.SQL, {}, { audience: "https://database.windows.net/" }],
    ["both of the connector", ManagedApi.MONITOR_LOGS, {}, { audience: MANAGEMENT, additionalAudiences: [LOGS_TOO] }],
    ["of Event Grid", ManagedApi.EVENT_GRID, {}, { audience: MANAGEMENT }],
    ["that it is told", ManagedApi.SQL, { audience: "https://sql.example/" }, { audience: "https://sql.example/" }],
    ["that it is told, alone", ManagedApi.MONITOR_LOGS, { audience: "https://a" }, { audience: "https://a" }],
    [
      "that it is told, beside that of the connector",
      ManagedApi.MONITOR_LOGS,
      { additionalAudiences: ["https://b"] },
      { audience: MANAGEMENT, additionalAudiences: ["https://b"] },
    ],
  ])("gets tokens for the audience %s", (_, api, use, audiences) => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    connection(stack, "one", api).addTo(app, { ...use, key: "one" });
    const { managedApiConnections: all } = written(stack, LogicAppConnectionsFile.of(app)) as {
      managedApiConnections: Record<string, { connectionProperties: { authentication: object } }>;
    };
    expect(all.one?.connectionProperties.authentication).toEqual({ type: "ManagedServiceIdentity", ...audiences });
  });

  test("has several connections, each with an identity of its own, in one file that is also text for other resources", () => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    const file = LogicAppConnectionsFile.of(app);
    new TerraformOutput(stack, "connections", { value: file.content });
    SystemAssignedManagedIdentity.of(app);
    connection(stack).addTo(app);
    connection(stack, "monitor", ManagedApi.custom("azuremonitorlogs")).addTo(app, { identity: identity(stack) });

    const text = synthesize(stack).output?.connections?.value as string;
    expect(JSON.parse(text)).toEqual({
      managedApiConnections: {
        sql: SQL_WITH_OWN_IDENTITY,
        azuremonitorlogs: {
          api: { id: "@appsetting('AZUREMONITORLOGS_API_ID')" },
          connection: { id: "@appsetting('AZUREMONITORLOGS_CONNECTION_ID')" },
          connectionRuntimeUrl: "@appsetting('AZUREMONITORLOGS_CONNECTION_RUNTIME_URL')",
          authentication: {
            type: "ManagedServiceIdentity",
            identity: "@appsetting('AZUREMONITORLOGS_IDENTITY_ID')",
          },
          connectionProperties: {
            authentication: {
              type: "ManagedServiceIdentity",
              identity: "@appsetting('AZUREMONITORLOGS_IDENTITY_ID')",
            },
          },
        },
      },
    });
    expect(written(stack, file)).toEqual(JSON.parse(text));
    expect(onlyResource(stack, "azurerm_logic_app_standard").identity).toMatchObject({
      type: "SystemAssigned, UserAssigned",
    });
  });

  test("has one connection under several keys, with an access policy for each identity that uses it", () => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    const sql = connection(stack);
    const [orders, billing] = [identity(stack, "orders"), identity(stack, "billing")];
    sql.addTo(app, { key: "a", identity: orders });
    sql.addTo(app, { key: "b", identity: orders });
    sql.addTo(app, { key: "c", identity: billing });
    sql.addTo(app, { key: "d" });

    const { sql: deployed, ...policies } = resources(stack, DEPLOYMENT);
    expect(deployed).toBeDefined();
    const principals = Object.values(policies).map(({ parameters_content: text }) =>
      /"objectId" = \{"value" = ([^}]*)\}/.exec(text as string)?.at(1),
    );
    expect(principals.sort()).toEqual([
      "azurerm_logic_app_standard.app.identity[0].principal_id",
      "azurerm_user_assigned_identity.billing.principal_id",
      "azurerm_user_assigned_identity.orders.principal_id",
    ]);
    expect(new Set(Object.values(policies).map(({ name }) => name)).size).toBe(3);
    const { managedApiConnections } = written(stack, LogicAppConnectionsFile.of(app)) as Record<string, object>;
    expect(Object.keys(managedApiConnections ?? {})).toEqual(["a", "b", "c", "d"]);
  });

  test("keeps settings that are overridden beside its own", () => {
    const stack = testStack();
    const app = standardLogicApp(stack);
    app.addOverride("app_settings.CITY", "Linz");
    connection(stack).addTo(app);
    expect(settings(stack)).toEqual({ CITY: "Linz", ...SETTINGS });
  });

  test("keeps settings that only Terraform knows", () => {
    const stack = testStack();
    const given = new TerraformVariable(stack, "given", { type: "map(string)" });
    const appSettings = Fn.merge([given.value, {}]) as Record<string, string>;
    connection(stack).addTo(standardLogicApp(stack, "app", { appSettings }));
    const expressions = Object.entries(SETTINGS).map(([name, value]) => `"${name}" = ${value.slice(2, -1)}`);
    expect(settings(stack)).toBe(`\${merge(merge(var.given, {}), {${expressions.join(", ")}})}`);
  });

  test("writes the same bytes for each synthesis of each stack, and nothing beside a stack without connections", () => {
    const synth = (): string[] => {
      const app = testApp();
      const [one, two] = ["one", "two"].map((id) => {
        const stack = testStack(id, app);
        const logicApp = standardLogicApp(stack);
        connection(stack).addTo(logicApp);
        return LogicAppConnectionsFile.of(logicApp).path;
      });
      testStack("three", app);
      app.synth();
      expect(existsSync(join(app.outdir, "stacks", "three", "logic-apps"))).toBe(false);
      return [
        readFileSync(join(app.outdir, "stacks", "one", one ?? ""), "utf8"),
        readFileSync(join(app.outdir, "stacks", "two", two ?? ""), "utf8"),
      ];
    };
    const [first, second] = synth();
    expect(second).toBe(first);
    expect(synth()).toEqual([first, second]);
  });

  test("has addresses that other connections do not change", () => {
    const addresses = (...ids: string[]): string[] => {
      const stack = testStack();
      const app = standardLogicApp(stack);
      ids.forEach((id) => connection(stack, id).addTo(app, { key: id }));
      return Object.entries(resources(stack, DEPLOYMENT)).map(([address, { name }]) => `${address} ${name as string}`);
    };
    expect(addresses("a", "b", "c")).toEqual(expect.arrayContaining(addresses("b")));
    expect(addresses("c", "b", "a").sort()).toEqual(addresses("a", "b", "c").sort());
  });
});

/** What the user does, and what is wrong with it, as "[construct path] rule". */
const CASES: readonly [string, (stack: TerraformStack, app: LogicAppStandard) => void, ...string[]][] = [
  [
    "a V1 connection",
    (stack, app) => {
      const place = { resourceGroupName: "rg", location: "West Europe" };
      new ManagedIdentityApiConnection(stack, "sql", { api: ManagedApi.SQL, ...place }).addTo(app);
    },
    "[stack/sql] wrong-connection-kind",
  ],
  [
    "two keys with the same settings",
    (stack, app) => {
      connection(stack).addTo(app, { key: "a-b" });
      connection(stack, "more").addTo(app, { key: "A_B" });
    },
    "[stack/more] duplicate-connection-key",
  ],
  [
    "no audience",
    (stack, app) => connection(stack).addTo(app, { audience: " " }),
    "[stack/sql] connection-audience-empty",
  ],
  [
    "a setting that the app has already",
    (stack, app) => {
      app.appSettings = { SQL_CONNECTION_ID: "mine" };
      connection(stack).addTo(app);
    },
    "[stack/sql] app-setting-taken",
  ],
  [
    "settings that are replaced",
    (stack, app) => {
      connection(stack).addTo(app);
      app.appSettings = { CITY: "Linz" };
    },
    "[stack/app] logic-app-attribute-replaced",
  ],
  [
    "a setting that is overridden",
    (stack, app) => {
      app.addOverride("app_settings.SQL_API_ID", "mine");
      connection(stack).addTo(app);
    },
    "[stack/app] logic-app-attribute-overridden",
  ],
  ...["app_settings", 'app_settings["SQL_API_ID"]'].map((ignored): (typeof CASES)[number] => [
    `an app that ignores changes of ${ignored}`,
    (stack, app) => {
      app.lifecycle = { ignoreChanges: [ignored] };
      connection(stack).addTo(app);
    },
    "[stack/app] changed-attribute-ignored",
  ]),
  [
    "the same connection under the same key",
    (stack, app) => {
      const sql = connection(stack);
      sql.addTo(app, { key: "a-b" });
      sql.addTo(app, { key: "a_b" });
    },
    "[stack/sql] connection-added-twice",
  ],
  [
    "the file of something else",
    (stack) => LogicAppConnectionsFile.of(keyVault(stack)),
    "[stack/vault] wrong-resource-type",
  ],
];

describe("adding a connection to a Standard logic app fails at synth and says what to do:", () => {
  test.each(CASES)("%s", (_what, use, ...messages) => {
    const stack = testStack();
    use(stack, standardLogicApp(stack));
    expect(problemsOf(stack)).toEqual(messages);
  });
});

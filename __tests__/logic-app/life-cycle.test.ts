import { LogicAppActionCustom } from "@cdktf/provider-azurerm/lib/logic-app-action-custom";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { type TerraformStack, TerraformVariable, Token } from "cdktf";
import { type Access, SqlDatabaseRole, SqlEndpoint } from "../../lib";
import { FunctionCall } from "../../lib/core/function-call";
import {
  ApiConnectionKind,
  BuiltInConnection,
  LogicAppSqlConnection,
  ManagedApi,
  ManagedIdentityApiConnection,
  SqlConnector,
} from "../../lib/logic-app";
import { type LifeCycle, simulateLifeCycle, type Simulator } from "../../simulator";
import {
  identity,
  keyVault,
  resourceGroup,
  sqlDatabase,
  sqlServer,
  standardLogicApp,
  workflow,
} from "../support/azure";
import { errorsOf, inAzure } from "../support/simulation";
import { testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

const ADMINISTRATORS = { display_name: "admins", object_id: "11111111-aaaa-bbbb-cccc-dddddddddddd" };

function before(simulator: Simulator): void {
  simulator.declare("azurerm_resource_group", { name: "rg-test" });
  simulator.declare("azuread_group", { ...ADMINISTRATORS, members: [simulator.account.objectId] });
}

/** Applies, comes to rest, and goes without a trace. */
async function live(build: (stack: TerraformStack) => void): Promise<LifeCycle> {
  const stack = testStack();
  build(stack);
  const life = await simulateLifeCycle(stack, { before });
  const { validate, plan, apply, replan, destroy, leftovers } = life;
  expect([validate, plan, apply, replan, destroy].map(({ ok, diagnostics }) => ({ ok, diagnostics }))).toEqual(
    Array.from({ length: 5 }, () => ({ ok: true, diagnostics: [] })),
  );
  expect(replan).toMatchObject({ isEmpty: true, changes: [] });
  expect(leftovers).toEqual([]);
  return life;
}

/** Would be an expression in a template, and two in Terraform. */
const DISPLAY_NAME = '[resourceGroup().id] "orders" ${x} %{y}';

function sqlConnection(stack: TerraformStack, kind: ApiConnectionKind): ManagedIdentityApiConnection {
  return new ManagedIdentityApiConnection(stack, "sql", {
    api: ManagedApi.SQL,
    kind,
    resourceGroup: resourceGroup(stack),
    displayName: DISPLAY_NAME,
  });
}

/** The attributes of the only resource of a type; ids without what they begin with. */
function only({ resources }: LifeCycle, type: string, name: string): Record<string, unknown> {
  const found = resources.filter((resource) => resource.type === type && resource.attributes.name === name);
  expect(found).toHaveLength(1);
  return JSON.parse(
    JSON.stringify(found[0]?.attributes).replaceAll(/\/subscriptions\/[0-9a-f-]{36}\//g, "/"),
  ) as Record<string, unknown>;
}

const CONNECTION_ID = "/resourceGroups/rg/providers/Microsoft.Web/connections/sql";
const API_ID = "/providers/Microsoft.Web/locations/westeurope/managedApis/sql";
const IDENTITY_ID = "/resourceGroups/orders-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders";

/** The id of the first resource of a type that was deployed. */
function idOf(simulator: Simulator, type: string): string {
  return simulator.resources().find((resource) => resource.type === type)?.id ?? "";
}

/** The `$connections` of a workflow. */
function connectionsOf(life: LifeCycle, name: string): unknown {
  const { parameters } = only(life, "azurerm_logic_app_workflow", name);
  return JSON.parse((parameters as Readonly<Record<string, string>>).$connections ?? "");
}

describe("a connection of a Consumption workflow", () => {
  testWithTerraform("lives with the workflow's own identity, beside the connection that was there", async () => {
    const life = await live((stack) => {
      const office = new ManagedIdentityApiConnection(stack, "office", {
        api: ManagedApi.KEY_VAULT,
        resourceGroup: resourceGroup(stack, "rg-office"),
        parameters: { vaultName: "kv-office" },
      });
      const present = { connectionId: office.connectionId, connectionName: "office", id: office.managedApiId };
      const connectionProperties = { authentication: { type: "ManagedServiceIdentity" } };
      const $connections = JSON.stringify({ office: { ...present, connectionProperties } });
      const declared = JSON.stringify({ type: "Object", defaultValue: {} }, undefined, 2);
      sqlConnection(stack, ApiConnectionKind.V1).addTo(
        workflow(stack, "workflow", { parameters: { $connections }, workflowParameters: { $connections: declared } }),
      );
    });
    expect(only(life, "Microsoft.Web/connections", "sql")).toMatchObject({
      id: CONNECTION_ID,
      kind: "V1",
      location: "westeurope",
      properties: {
        displayName: DISPLAY_NAME,
        api: { id: API_ID },
        parameterValueSet: { name: "oauthMI", values: {} },
      },
    });
    expect(connectionsOf(life, "workflow")).toEqual({
      office: expect.objectContaining({ connectionName: "office" }) as unknown,
      sql: {
        connectionId: CONNECTION_ID,
        connectionName: "sql",
        id: API_ID,
        connectionProperties: { authentication: { type: "ManagedServiceIdentity" } },
      },
    });
  });

  testWithTerraform("lives with a shared identity, and is shared", async () => {
    const life = await live((stack) => {
      const shared = identity(stack);
      const connection = sqlConnection(stack, ApiConnectionKind.V1);
      ["one", "two"].forEach((id) => connection.addTo(workflow(stack, id), { identity: shared }));
    });
    const authentication = { type: "ManagedServiceIdentity", identity: IDENTITY_ID };
    ["one", "two"].forEach((name) => {
      expect(connectionsOf(life, name)).toMatchObject({ sql: { connectionProperties: { authentication } } });
    });
  });
});

describe("a connection of a Standard logic app", () => {
  testWithTerraform("lives with the app's own identity and with a shared one, and both may use it", async () => {
    const life = await live((stack) => {
      const connection = sqlConnection(stack, ApiConnectionKind.V2);
      connection.addTo(standardLogicApp(stack, "own"));
      connection.addTo(standardLogicApp(stack, "shared"), { identity: identity(stack) });
    });
    const { connectionRuntimeUrl } = only(life, "Microsoft.Web/connections", "sql").properties as Record<
      string,
      string
    >;
    const settings = {
      SQL_API_ID: API_ID,
      SQL_CONNECTION_ID: CONNECTION_ID,
      SQL_CONNECTION_RUNTIME_URL: connectionRuntimeUrl,
    };
    expect(connectionRuntimeUrl).toMatch(/^https:/);
    expect(only(life, "azurerm_logic_app_standard", "own").app_settings).toEqual(settings);
    expect(only(life, "azurerm_logic_app_standard", "shared").app_settings).toEqual({
      ...settings,
      SQL_IDENTITY_ID: IDENTITY_ID,
    });
    expect(life.access.map(({ principal, scope }) => `${principal}: ${scope.split("/").at(-1) ?? ""}`).sort()).toEqual([
      "Deployer: admins",
      "id-orders: sql",
      "own: sql",
    ]);
  });
});

describe("a built-in connection of a Standard logic app", () => {
  const granted = (access?: Access[]): TerraformStack => {
    const stack = testStack();
    const vault = keyVault(stack, "kv-shop");
    BuiltInConnection.keyVault(vault).addTo(standardLogicApp(stack, "own"), { access });
    return stack;
  };

  testWithTerraform("is told at apply while the app has no access, and lives when it has", async () => {
    await inAzure(async (simulator, session) => {
      before(simulator);
      const deployment = session(granted([]));
      expect(errorsOf(await deployment.apply())).toEqual([
        "azurerm_logic_app_standard.own: serviceProviderConnections 'keyVault': the identity has no access to the data " +
          "of azurerm_key_vault 'kv-shop'",
      ]);
      deployment.change(granted());
      expect(errorsOf(await deployment.apply())).toEqual([]);
      expect(await deployment.plan()).toMatchObject({ ok: true, isEmpty: true });
      expect(simulator.access()).toContainEqual(
        expect.objectContaining({ principal: "own", role: "Key Vault Secrets User" }),
      );
    });
  });
});

describe("a connection in another subscription", () => {
  const OTHER = "55555555-6666-7777-8888-999999999999";

  testWithTerraform("goes where its resource group is, with its access policies", async () => {
    const stack = testStack();
    const provider = new AzurermProvider(stack, "other", { alias: "other", subscriptionId: OTHER, features: [{}] });
    const group = new ResourceGroup(stack, "rg", { name: "rg", location: "westeurope", provider });
    const place = { resourceGroupName: group.name, location: group.location, provider };
    const connection = new ManagedIdentityApiConnection(stack, "sql", {
      api: ManagedApi.SQL,
      kind: ApiConnectionKind.V2,
      resourceGroup: group,
    });
    connection.addTo(standardLogicApp(stack, "app", place));
    await inAzure(async (simulator, session) => {
      expect(errorsOf(await session(stack).apply())).toEqual([]);
      const connections = simulator.resources().filter(({ type }) => type.startsWith("Microsoft.Web/connections"));
      const id = `/subscriptions/${OTHER}/resourceGroups/rg/providers/Microsoft.Web/connections/sql`;
      expect(connections.map(({ attributes }) => attributes.id)).toEqual([
        id,
        expect.stringMatching(`^${id}/accessPolicies/sql-[0-9a-f]{8}$`),
      ]);
    });
  });
});

describe("a connection that changes", () => {
  /** A workflow whose parameters only Terraform knows, with a connection of this name. */
  const named = (name: string, displayName: string): TerraformStack => {
    const stack = testStack();
    const city = new TerraformVariable(stack, "city", { default: '"Linz"' }).stringValue;
    const given = new FunctionCall("merge", { city }, { $connections: "{}" });
    const parameters = Token.asStringMap(given) as Record<string, string>;
    const declared = { city: '{"type":"String"}' };
    const app = workflow(stack, "workflow", { parameters, workflowParameters: declared });
    const place = { resourceGroup: resourceGroup(stack) };
    const api = ManagedApi.SQL;
    new ManagedIdentityApiConnection(stack, "sql", { api, ...place, name, displayName }).addTo(app);
    return stack;
  };

  testWithTerraform(
    "is replaced under another name, changed in place otherwise, and found by its workflow",
    async () => {
      await inAzure(async (simulator, session) => {
        before(simulator);
        const connections = (): unknown[] =>
          simulator
            .resources()
            .filter(({ type }) => type === "Microsoft.Web/connections")
            .map(({ attributes }) => attributes.name);
        const used = (): unknown => {
          const app = simulator.resources().find(({ type }) => type === "azurerm_logic_app_workflow");
          const { $connections = "", city } = app?.attributes.parameters as Readonly<Record<string, string>>;
          return { city, $connections: JSON.parse($connections) as unknown };
        };
        const deployment = session(named("one", "One"));
        for (const [name, displayName] of [
          ["one", "One"],
          ["one", "Another"],
          ["two", "Another"],
        ] as const) {
          deployment.change(named(name, displayName));
          expect(errorsOf(await deployment.apply())).toEqual([]);
          expect(await deployment.plan()).toMatchObject({ ok: true, isEmpty: true });
          expect(connections()).toEqual([name]);
          expect(used()).toMatchObject({ city: '"Linz"', $connections: { sql: { connectionName: name } } });
        }
      });
    },
  );
});

describe("a connection that Azure fails to change", () => {
  const named = (kind: ApiConnectionKind, displayName: string): TerraformStack => {
    const stack = testStack();
    const place = { resourceGroup: resourceGroup(stack) };
    const connection = new ManagedIdentityApiConnection(stack, "sql", {
      api: ManagedApi.SQL,
      ...place,
      kind,
      displayName,
    });
    connection.addTo(kind === ApiConnectionKind.V1 ? workflow(stack) : standardLogicApp(stack), {
      identity: identity(stack),
    });
    return stack;
  };

  testWithTerraform.each([
    ["Consumption workflow", ApiConnectionKind.V1],
    ["Standard app", ApiConnectionKind.V2],
  ])("and that a %s uses is told by every plan, and changed when its deployment is forgotten", async (_, kind) => {
    await inAzure(async (simulator, session) => {
      before(simulator);
      const deployment = session(named(kind, "One"));
      expect(errorsOf(await deployment.apply())).toEqual([]);
      const access = simulator.access();
      deployment.change(named(kind, "Another"));
      simulator.faults.failAt(2);
      expect((await deployment.apply()).ok).toBe(false);

      const { diagnostics } = await deployment.plan();
      expect(diagnostics).toEqual([expect.objectContaining({ summary: "Resource postcondition failed" })]);
      expect(diagnostics[0]?.detail).toContain(
        "forget it with: az deployment group delete --resource-group rg --name sql (what it deployed stays), and apply again",
      );

      simulator.remove(idOf(simulator, "azurerm_resource_group_template_deployment"));
      expect(errorsOf(await deployment.apply())).toEqual([]);
      expect(await deployment.plan()).toMatchObject({ ok: true, isEmpty: true });
      const changed = simulator.resources().find(({ type }) => type === "Microsoft.Web/connections");
      expect(changed?.attributes.properties).toMatchObject({ displayName: "Another" });
      expect(simulator.access()).toEqual(access);
    });
  });

  testWithTerraform("does not keep its workflow from being destroyed", async () => {
    await inAzure(async (simulator, session) => {
      before(simulator);
      const deployment = session(named(ApiConnectionKind.V1, "One"));
      await deployment.apply();
      deployment.change(named(ApiConnectionKind.V1, "Another"));
      simulator.faults.failAt(2);
      await deployment.apply();
      await deployment.destroy();
      expect(simulator.resources().map(({ type }) => type)).not.toContain("azurerm_logic_app_workflow");
    });
  });
});

describe("a V2 connection that is replaced by one of the same name", () => {
  const replacedWith = (version: string): TerraformStack => {
    const stack = testStack();
    const connection = sqlConnection(stack, ApiConnectionKind.V2);
    connection.addTo(standardLogicApp(stack), { identity: identity(stack) });
    stack.addOverride("resource.terraform_data.version.input", version);
    connection.resource.addOverride("lifecycle.replace_triggered_by", ["terraform_data.version"]);
    return stack;
  };

  testWithTerraform("has the access policies of its apps", async () => {
    await inAzure(async (simulator, session) => {
      before(simulator);
      const deployment = session(replacedWith("1"));
      await deployment.apply();
      const access = simulator.access();
      expect(access).toContainEqual(expect.objectContaining({ role: "Connection access policy" }));
      deployment.change(replacedWith("2"));
      expect(errorsOf(await deployment.apply())).toEqual([]);
      expect(await deployment.plan()).toMatchObject({ ok: true, isEmpty: true });
      expect(simulator.access()).toEqual(access);
    });
  });
});

describe("a connection under another key", () => {
  /** A workflow with an action that uses the connection under a key, and with more keys for the connection. */
  const used = (key: string, ...more: string[]): TerraformStack => {
    const stack = testStack();
    const app = workflow(stack);
    const sql = sqlConnection(stack, ApiConnectionKind.V1);
    const connection = sql.addTo(app, { key });
    more.forEach((other) => sql.addTo(app, { key: other }));
    const server = SqlEndpoint.at("orders.database.windows.net");
    new LogicAppActionCustom(stack, "rows", {
      name: "rows",
      logicAppId: app.id,
      body: SqlConnector.of(connection, { endpoint: server, database: "shop" }).getRows({ table: "t" }).body,
    });
    return stack;
  };

  testWithTerraform("comes beside the old one, which goes when no action uses it any more", async () => {
    await inAzure(async (simulator, session) => {
      before(simulator);
      const deployment = session(used("one"));
      for (const [key, ...more] of [
        ["one"],
        ["one", "two"],
        ["two", "one"],
        ["two"],
        // In two steps.
        ["one", "two"],
        ["one"],
      ] as const) {
        deployment.change(used(key, ...more));
        expect(errorsOf(await deployment.apply())).toEqual([]);
        expect(await deployment.plan()).toMatchObject({ ok: true, isEmpty: true });
      }
      deployment.change(used("two"));
      expect(errorsOf(await deployment.apply())).toEqual([
        expect.stringMatching(/'\$connections' of the workflow has no connection 'one'/),
      ]);
    });
  });

  testWithTerraform("of a Standard app needs no other access policy", async () => {
    const keyed = (...keys: string[]): TerraformStack => {
      const stack = testStack();
      const app = standardLogicApp(stack);
      const sql = sqlConnection(stack, ApiConnectionKind.V2);
      keys.forEach((key) => sql.addTo(app, { key }));
      return stack;
    };
    await inAzure(async (simulator, session) => {
      before(simulator);
      const deployment = session(keyed("one"));
      expect(errorsOf(await deployment.apply())).toEqual([]);
      for (const keys of [["one", "two"], ["two"]]) {
        deployment.change(keyed(...keys));
        const { changes } = await deployment.apply();
        expect(changes.map(({ address, action }) => `${action} ${address}`)).toEqual([
          "update azurerm_logic_app_standard.app",
        ]);
        expect(await deployment.plan()).toMatchObject({ ok: true, isEmpty: true });
      }
    });
  });
});

describe("the SQL connection of a logic app", () => {
  testWithTerraform("lives, and may do no more than it was told", async () => {
    const { access } = await live((stack) => {
      const { objectId, loginUsername } = { objectId: ADMINISTRATORS.object_id, loginUsername: "admins" };
      const server = sqlServer(stack, "server", {
        azureadAdministrator: { loginUsername, objectId, azureadAuthenticationOnly: true },
      });
      const rule = new MssqlFirewallRule(stack, "deployer", {
        name: "deployer",
        serverId: server.id,
        startIpAddress: "203.0.113.10",
        endIpAddress: "203.0.113.10",
      });
      new LogicAppSqlConnection(stack, "orders", {
        logicApp: workflow(stack),
        endpoint: SqlEndpoint.server(server, { dependsOn: [rule] }),
        databases: [{ database: sqlDatabase(stack, "shop", server), roles: [SqlDatabaseRole.DATA_READER] }],
      });
    });
    expect(access.map(({ principal, role }) => `${principal}: ${role}`).sort()).toEqual([
      "Deployer: Member",
      "admins: Microsoft Entra administrator",
      "workflow: ##MS_DefinitionReader##",
      "workflow: db_datareader",
    ]);
  });
});

import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { SqlDatabaseRole, SqlEndpoint, SqlServerRole } from "../../lib";
import { LogicAppConnectionsFile, LogicAppSqlConnection } from "../../lib/logic-app";
import {
  identity,
  resourceGroup,
  sqlDatabase,
  sqlServer,
  standardLogicApp,
  SUBSCRIPTION,
  workflow,
} from "../support/azure";
import { facts } from "../support/sql";
import { onlyResource, problemsOf, resources, synthesize, testApp, testStack } from "../support/synth";

const DEPLOYMENT = "azurerm_resource_group_template_deployment";
const HOST = "orders.database.windows.net";
/** What the addresses of facts there begin with; 1840 is how the SHA-256 of the name begins. */
const AT_HOST = "azmi_sql_orders-database-windows-net-18403d0a";

describe("the SQL connection of a logic app", () => {
  test("is a connection, a login that can list databases, and users in the databases, all for the app's own identity", () => {
    const stack = testStack();
    const server = sqlServer(stack);
    const sql = new LogicAppSqlConnection(stack, "orders", {
      logicApp: workflow(stack),
      endpoint: SqlEndpoint.server(server),
      databases: [{ database: sqlDatabase(stack, "shop", server), roles: [SqlDatabaseRole.DATA_READER] }],
    });

    expect(onlyResource(stack, DEPLOYMENT)).toMatchObject({ name: "orders", resource_group_name: "rg-test" });
    expect(onlyResource(stack, "azurerm_logic_app_workflow")).toMatchObject({
      identity: { type: "SystemAssigned" },
      parameters: { $connections: expect.stringMatching(/^\$\{jsonencode\(\{"sql" = /) as unknown },
    });
    const host = "${azurerm_mssql_server.server.fully_qualified_domain_name}";
    const name = "${azurerm_logic_app_workflow.workflow.name}";
    const sidFrom: unknown = expect.stringMatching(/^\$\{data\.azuread_service_principal\.workflow_.*\.client_id\}$/);
    expect(facts(stack)).toEqual({
      "azmi_sql_server_login_workflow-name": {
        kind: "login",
        server: host,
        name,
        sidFrom,
        objectId: "${azurerm_logic_app_workflow.workflow.identity[0].principal_id}",
      },
      "azmi_sql_server_login_workflow-name_role_MS_DefinitionReader": {
        kind: "server-role-member",
        server: host,
        role: "##MS_DefinitionReader##",
        member: name,
        sidFrom,
      },
      "azmi_sql_server_shop_user_workflow-name": {
        kind: "database-user",
        server: host,
        database: "shop",
        name,
        origin: { type: "login", login: name, sidFrom },
      },
      "azmi_sql_server_shop_user_workflow-name_role_db_datareader": {
        kind: "database-role-member",
        server: host,
        database: "shop",
        role: "db_datareader",
        member: name,
        sidFrom,
      },
    });
    expect(sql.connection.key).toBe("sql");
  });

  test("has the identity, the server roles, the key and the resource group that it is given, in the region of the app", () => {
    const stack = testStack();
    const sql = new LogicAppSqlConnection(stack, "shop", {
      logicApp: workflow(stack),
      endpoint: SqlEndpoint.at(HOST),
      databases: [],
      identity: identity(stack),
      serverRoles: [SqlServerRole.SERVER_STATE_MANAGER],
      key: "orders",
      resourceGroup: new ResourceGroup(stack, "rg", { name: "rg", location: "northeurope" }),
    });

    const { resource_group_name: group, parameters_content: parameters } = onlyResource(stack, DEPLOYMENT);
    expect(group).toBe("${azurerm_resource_group.rg.name}");
    expect(parameters).toMatch(/"location" = \{"value" = "westeurope"\}/);
    expect(onlyResource(stack, "azurerm_logic_app_workflow")).toMatchObject({
      identity: { type: "UserAssigned" },
      parameters: { $connections: expect.stringMatching(/^\$\{jsonencode\(\{"orders" = /) as unknown },
    });
    const sidFrom = "${azurerm_user_assigned_identity.orders.client_id}";
    expect(facts(stack)).toEqual({
      [`${AT_HOST}_login_id-orders`]: {
        kind: "login",
        server: HOST,
        name: "id-orders",
        sidFrom,
        objectId: "${azurerm_user_assigned_identity.orders.principal_id}",
      },
      [`${AT_HOST}_login_id-orders_role_MS_ServerStateManager`]: {
        kind: "server-role-member",
        server: HOST,
        role: "##MS_ServerStateManager##",
        member: "id-orders",
        sidFrom,
      },
    });
    expect([sql.connection.key, sql.login.loginName]).toEqual(["orders", "id-orders"]);
  });

  test("says the same on the server whatever its construct is called and wherever it is", () => {
    const build = (place: (stack: TerraformStack) => Construct, id: string): object => {
      const stack = testStack();
      const databases = [{ databaseName: "shop", roles: [SqlDatabaseRole.DATA_READER] }];
      const logicApp = workflow(stack);
      new LogicAppSqlConnection(place(stack), id, { logicApp, endpoint: SqlEndpoint.at(HOST), databases });
      return resources(stack, "terraform_data");
    };
    const plain = build((stack) => stack, "orders");
    expect(Object.keys(plain)).toHaveLength(8);
    expect(build((stack) => stack, "renamed")).toEqual(plain);
    expect(build((stack) => new Construct(stack, "deep"), "moved")).toEqual(plain);
  });

  test("has the name, the display name and the tags that it is given", () => {
    const stack = testStack();
    const connection = { logicApp: workflow(stack), endpoint: SqlEndpoint.at(HOST), databases: [] };
    const given = { name: "orders-two", displayName: "Orders (two)", tags: { team: "orders" } };
    new LogicAppSqlConnection(stack, "orders", { ...connection, ...given });
    const { name, parameters_content: parameters } = onlyResource(stack, DEPLOYMENT);
    expect(name).toBe("orders-two");
    expect(parameters).toMatch(
      /"tags" = \{"value" = \{"team" = "orders"\}\}.*"displayName" = \{"value" = "Orders \(two\)"\}/,
    );
  });

  test("needs a name beside one of another stack in the same resource group of a subscription that is known", () => {
    const problems = (subscriptionId?: string, name?: string): string[] => {
      const app = testApp();
      const stacks = ["one", "two"].map((id) => new TerraformStack(app, id));
      stacks.forEach((stack, index) => {
        new AzurermProvider(stack, "azurerm", { features: [{}], subscriptionId });
        new AzureadProvider(stack, "azuread", {});
        new LogicAppSqlConnection(stack, "orders", {
          logicApp: workflow(stack),
          endpoint: SqlEndpoint.at(HOST),
          databases: [],
          ...(index > 0 && { name }),
        });
      });
      return stacks.flatMap(problemsOf);
    };
    expect(problems(SUBSCRIPTION)).toEqual([
      "[two] two/orders/Default/Default has the name and the resource group of one/orders/Default/Default, so that each would overwrite the other; give one of them another name",
    ]);
    expect(problems(SUBSCRIPTION, "orders-two")).toEqual([]);
    expect(problems()).toEqual([]);
  });

  test("is in the subscription of the resource group that it is given", () => {
    const stack = testStack();
    const [hub, spoke] = ["hub", "spoke"].map((alias) => new AzurermProvider(stack, alias, { alias, features: [{}] }));
    const groups = { default: resourceGroup(stack), hub: resourceGroup(stack, "rg-hub", { provider: hub }) };
    Object.entries(groups).forEach(([id, group]) => {
      const logicApp = workflow(stack, `workflow-${id}`, { provider: spoke });
      const props = { logicApp, endpoint: SqlEndpoint.at(HOST), databases: [], resourceGroup: group };
      new LogicAppSqlConnection(stack, `sql-${id}`, props);
    });
    const deployments = Object.entries(resources(stack, DEPLOYMENT)).map(([id, { provider }]) => [id, provider]);
    expect(Object.fromEntries(deployments)).toEqual({ "sql-default": undefined, "sql-hub": "azurerm.hub" });
  });

  test("is in the subscription of the logic app", () => {
    const stack = testStack();
    const provider = new AzurermProvider(stack, "other", { alias: "other", features: [{}] });
    const logicApp = standardLogicApp(stack, "app", { provider });
    new LogicAppSqlConnection(stack, "orders", { logicApp, endpoint: SqlEndpoint.at(HOST), databases: [] });
    const deployments = Object.values(resources(stack, DEPLOYMENT));
    expect(deployments.map((deployment) => deployment.provider)).toEqual(["azurerm.other", "azurerm.other"]);
  });

  test("has to be in the stack of the logic app, because each needs the other", () => {
    const app = testApp();
    const [one, two] = [testStack("one", app), testStack("two", app)];
    new LogicAppSqlConnection(two, "sql", { logicApp: workflow(one), endpoint: SqlEndpoint.at(HOST), databases: [] });
    expect(() => {
      app.synth();
    }).toThrow(
      "[two/sql] is in stack two and needs what is in stack one, where one/workflow needs the connection; create it in stack one",
    );
  });

  test("is of the kind that a Standard app uses", () => {
    const stack = testStack();
    const logicApp = standardLogicApp(stack);
    new LogicAppSqlConnection(stack, "orders", { logicApp, endpoint: SqlEndpoint.at(HOST), databases: [] });
    expect(resources(stack, DEPLOYMENT).orders?.parameters_content).toMatch(/"kind" = \{"value" = "V2"\}/);
    expect(onlyResource(stack, "azurerm_logic_app_standard").app_settings).toHaveProperty("SQL_CONNECTION_RUNTIME_URL");
  });

  test.each([
    [{}, "orders.database.windows.net", "https://database.windows.net/"],
    [{}, "orders.database.usgovcloudapi.net", "https://database.usgovcloudapi.net/"],
    [{}, "orders.abc.Database.chinacloudapi.cn", "https://database.chinacloudapi.cn/"],
    [{ audience: "https://sql.example/" }, "orders.database.windows.net", "https://sql.example/"],
  ])("gets a Standard app with %j tokens for the cloud of %s", (more, host, audience) => {
    const stack = testStack();
    const logicApp = standardLogicApp(stack);
    new LogicAppSqlConnection(stack, "orders", { logicApp, endpoint: SqlEndpoint.at(host), databases: [], ...more });
    new TerraformOutput(stack, "connections", { value: LogicAppConnectionsFile.of(logicApp).content });
    expect(JSON.parse(synthesize(stack).output?.connections?.value as string)).toMatchObject({
      managedApiConnections: { sql: { connectionProperties: { authentication: { audience } } } },
    });
  });

  test("goes where the logic app goes without waiting for it, which would wait for the connection", () => {
    const stack = testStack();
    const group = resourceGroup(stack);
    const logicApp = workflow(stack, "workflow", { resourceGroupName: group.name, location: group.location });
    new LogicAppSqlConnection(stack, "orders", { logicApp, endpoint: SqlEndpoint.at(HOST), databases: [] });
    const { resource_group_name: name, parameters_content: parameters } = onlyResource(stack, DEPLOYMENT);
    expect(name).toBe("${azurerm_resource_group.rg.name}");
    expect(parameters).toMatch(/"location" = \{"value" = azurerm_resource_group\.rg\.location\}/);
  });
});

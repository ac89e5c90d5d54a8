import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { type MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { TerraformHclModule, TerraformLocal, TerraformResource, type TerraformStack, Token } from "cdktf";
import {
  SqlAadLogin,
  SqlDatabaseRole,
  SqlEndpoint,
  SqlLedger,
  SqlServerDirectoryAccess,
  SqlServerRole,
  SystemAssignedManagedIdentity,
} from "../../../lib";
import { makeWait } from "../../../lib/core/depends-on";
import { using } from "../../simulator/sql/client";
import { identity, sqlDatabase, sqlServer, workflow } from "../../support/azure";
import { errorsOf, inAzure } from "../../support/simulation";
import { problemsOf, resources, synthesize, testStack } from "../../support/synth";
import { testWithTerraform } from "../../support/terraform";

const HOST = "orders.database.windows.net";
const ADMINISTRATORS = { display_name: "admins", object_id: "11111111-aaaa-bbbb-cccc-dddddddddddd" };
const azureadAdministrator = {
  loginUsername: "admins",
  objectId: ADMINISTRATORS.object_id,
  azureadAuthenticationOnly: true,
};

const HANDED_ON =
  "[stack] stack/app has create_before_destroy and needs logins and users of stack/login, to which Terraform would hand " +
  "it on, and not take away any of them; leave create_before_destroy out, or put one into another stack";

const inputs = (stack: TerraformStack, suffix = ""): unknown[] =>
  ["ledger", "removals"].map((list) => resources(stack, "terraform_data")[`azmi_sql-${list}${suffix}`]?.input);

describe("the ledger of a stack", () => {
  test("lists what takes a fact away, and all that has to be there for that", () => {
    const stack = testStack();
    const server = sqlServer(stack);
    const database = sqlDatabase(stack, "shop", server);
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.server(server, { retryForSeconds: 60 }),
      principal: identity(stack),
      databases: [{ database, roles: [SqlDatabaseRole.DATA_READER] }],
    });
    const host = "server = azurerm_mssql_server.server.fully_qualified_domain_name";
    const sid = "sidFrom = azurerm_user_assigned_identity.orders.client_id";
    const shop = `database = "shop", `;
    const entry = (fact: string): string => `\${jsonencode({fact = {${fact}}, arguments = ["--retry-for", "60"]})}`;
    const [ledger, removals] = inputs(stack) as [Readonly<Record<string, string>>, unknown];
    const written = Object.values(ledger).map((text) => text.replace(/"(\w+)" = /g, "$1 = "));
    expect(written.sort()).toEqual([
      entry(`kind = "database-role-member", ${host}, ${shop}role = "db_datareader", member = "id-orders", ${sid}`),
      entry(
        `kind = "database-user", ${host}, ${shop}name = "id-orders", origin = {type = "sid", ${sid}, sidType = "E"}`,
      ),
      entry(`kind = "login", ${host}, name = "id-orders", ${sid}`),
    ]);
    expect(removals).toEqual(ledger);
    expect(Object.keys(resources(stack, "terraform_data"))).toEqual([
      "azmi_sql-ledger",
      "azmi_sql-removals",
      "azmi_sql-removals_sources",
      "azmi_sql_server_login_id-orders",
      "azmi_sql_server_run",
      "azmi_sql_server_shop_user_id-orders",
      "azmi_sql_server_shop_user_id-orders_role_db_datareader",
    ]);
    expect(resources(stack, "terraform_data")["azmi_sql-ledger"]).toEqual({
      input: ledger,
      depends_on: ["azurerm_mssql_database.shop"],
      provisioner: [expect.anything()],
    });
  });

  test("is nothing for Terraform while there is nothing to list", () => {
    const stack = testStack();
    new SqlServerDirectoryAccess(stack, "directory", { server: sqlServer(stack, "server", { azureadAdministrator }) });
    SqlLedger.of(stack);
    const nothing = { count: 0, input: {}, triggers_replace: [], provisioner: [expect.anything()] };
    expect(resources(stack, "terraform_data")).toEqual({
      "azmi_sql-removals": nothing,
      "azmi_sql-removals_sources": nothing,
    });
    expect(synthesize(testStack()).resource).toBeUndefined();
  });

  test("waits for no source, which may wait for what is listed: what is about sources is in another list", () => {
    const stack = testStack();
    const server = SqlEndpoint.at(HOST);
    const app = workflow(stack, "app", { name: "logic-orders" });
    [SystemAssignedManagedIdentity.of(app), identity(stack)].forEach((principal, index) => {
      new SqlAadLogin(stack, `login${String(index)}`, {
        endpoint: server,
        principal,
        databases: [{ databaseName: "shop" }],
      });
    });
    const own = JSON.stringify(inputs(stack));
    expect(own).toContain("id-orders");
    expect(own).not.toMatch(/logic-orders|azurerm_logic_app_workflow|azuread_service_principal/);
    const ofSources = JSON.stringify(inputs(stack, "_sources"));
    expect(ofSources).toMatch(/logic-orders.*data\.azuread_service_principal/);
    expect(ofSources).not.toContain("id-orders");
  });

  test("refuses create_before_destroy, with which Terraform takes nothing away", () => {
    const stack = testStack();
    const login = new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.at(HOST), principal: identity(stack) });
    const app = new TerraformResource(stack, "app", {
      terraformResourceType: "azurerm_linux_web_app",
      dependsOn: login.resources,
      lifecycle: { createBeforeDestroy: true },
    });
    expect(problemsOf(stack)).toEqual([HANDED_ON]);
    app.lifecycle = {};
    expect(problemsOf(stack)).toEqual([]);
  });

  test("sees create_before_destroy where it is overridden", () => {
    const stack = testStack();
    const login = new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.at(HOST), principal: identity(stack) });
    data(stack, "app", login.resources).addOverride("lifecycle.create_before_destroy", true);
    expect(problemsOf(stack)).toEqual([HANDED_ON]);
  });

  const data = (stack: TerraformStack, id: string, dependsOn: TerraformResource[]): TerraformResource =>
    new TerraformResource(stack, id, { terraformResourceType: "terraform_data", dependsOn });
  const idOf = (resource: TerraformResource): string => resource.getStringAttribute("id");

  test.each<[string, (stack: TerraformStack, login: SqlAadLogin) => string]>([
    ["a resource that waits", (stack, login) => idOf(data(stack, "next", login.resources))],
    ["two of them", (stack, login) => idOf(data(stack, "last", [data(stack, "next", login.resources)]))],
    ["a reference to a login", (_stack, login) => idOf(login.resource)],
    ["a local value", (stack, login) => new TerraformLocal(stack, "local", idOf(login.resource)).asString],
    [
      "a module that waits",
      (stack, login) => {
        const module = new TerraformHclModule(stack, "module", {
          source: "Azure/naming/azurerm",
          dependsOn: login.resources,
        });
        return Token.asString(module.get("id"));
      },
    ],
  ])("sees create_before_destroy by a detour: %s", (_how, detour) => {
    const stack = testStack();
    const login = new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.at(HOST),
      principal: identity(stack),
      serverRoles: [SqlServerRole.DEFINITION_READER],
    });
    const app = new TerraformResource(stack, "app", {
      terraformResourceType: "terraform_data",
      lifecycle: { createBeforeDestroy: true },
    });
    app.addOverride("input", detour(stack, login));
    expect(problemsOf(stack)).toEqual([HANDED_ON]);
  });

  testWithTerraform(
    "leaves on the server what moves to another address, because the server is named in another way",
    () =>
      inAzure(async (simulator, session) => {
        simulator.declare("azurerm_resource_group", { name: "rg-test", location: "westeurope" });
        simulator.declare("azuread_group", { ...ADMINISTRATORS, members: [simulator.account.objectId] });
        const stackWith = (
          endpointOf: (server: MssqlServer, rule: MssqlFirewallRule) => SqlEndpoint,
        ): TerraformStack => {
          const stack = testStack();
          const server = sqlServer(stack, "server", { azureadAdministrator });
          const addresses = { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" };
          const rule = new MssqlFirewallRule(stack, "rule", { name: "rule", serverId: server.id, ...addresses });
          const databases = [{ database: sqlDatabase(stack, "shop", server), roles: [SqlDatabaseRole.DATA_READER] }];
          const endpoint = endpointOf(server, rule);
          new SqlAadLogin(stack, "login", { endpoint: endpoint, principal: identity(stack), databases });
          return stack;
        };
        const terraform = session(stackWith((server, rule) => SqlEndpoint.server(server, { dependsOn: [rule] })));
        expect(errorsOf(await terraform.apply())).toEqual([]);
        const { objectId } = simulator.account;
        const host = "server.database.windows.net";
        await using(simulator.sql, { host, database: "shop", objectId }, ({ query }) =>
          query("ALTER ROLE [db_datawriter] ADD MEMBER [id-orders]"),
        );
        terraform.change(stackWith((_server, rule) => SqlEndpoint.at(host, { dependsOn: [rule] })));
        expect(errorsOf(await terraform.apply())).toEqual([]);
        expect((await terraform.plan()).changes).toEqual([]);
        // What somebody else has given to the user would have gone with it.
        const roles = simulator.access().filter(({ principal }) => principal === "id-orders");
        expect(roles.map(({ role }) => role).sort()).toEqual(["db_datareader", "db_datawriter"]);
      }),
  );

  testWithTerraform("lets a source wait for one of its identities and have a login for another", () =>
    inAzure(async (simulator, session) => {
      simulator.declare("azurerm_resource_group", { name: "rg-test", location: "westeurope" });
      simulator.declare("azuread_group", { ...ADMINISTRATORS, members: [simulator.account.objectId] });
      const stack = testStack();
      const resource = sqlServer(stack, "server", { azureadAdministrator });
      const addresses = { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" };
      const rule = new MssqlFirewallRule(stack, "rule", { name: "rule", serverId: resource.id, ...addresses });
      const server = SqlEndpoint.server(resource, { dependsOn: [rule] });
      const login = new SqlAadLogin(stack, "login", { endpoint: server, principal: identity(stack) });
      const app = workflow(stack);
      makeWait(app, () => login.resources);
      new SqlAadLogin(stack, "own", { endpoint: server, principal: SystemAssignedManagedIdentity.of(app) });
      expect(errorsOf(await session(stack).apply())).toEqual([]);
    }),
  );
});

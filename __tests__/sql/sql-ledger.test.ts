import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { TerraformResource, type TerraformStack } from "cdktf";
import {
  SqlAadLogin,
  SqlDatabaseRole,
  SqlEndpoint,
  SqlLedger,
  SqlServerDirectoryAccess,
  SystemAssignedManagedIdentity,
} from "../../lib";
import { makeWait } from "../../lib/core/depends-on";
import { identity, sqlDatabase, sqlServer, workflow } from "../support/azure";
import { errorsOf, inAzure } from "../support/simulation";
import { factResources } from "../support/sql";
import { problemsOf, resources, synthesize, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

const HOST = "orders.database.windows.net";
const ADMINISTRATORS = { display_name: "admins", object_id: "11111111-aaaa-bbbb-cccc-dddddddddddd" };
const azureadAdministrator = {
  loginUsername: "admins",
  objectId: ADMINISTRATORS.object_id,
  azureadAuthenticationOnly: true,
};

const inputs = (stack: TerraformStack): unknown[] =>
  Object.entries(resources(stack, "terraform_data"))
    .filter(([name]) => !(name in factResources(stack)))
    .map(([, { input }]) => input);

describe("the ledger of a stack", () => {
  test("lists what takes a fact away, and all that has to be there for that", () => {
    const stack = testStack();
    const server = sqlServer(stack);
    const database = sqlDatabase(stack, "shop", server);
    new SqlAadLogin(stack, "login", {
      server: SqlEndpoint.server(server, { retryForSeconds: 60 }),
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
      entry(`kind = "database-role-member", ${host}, ${shop}role = "db_datareader", member = "id-orders"`),
      entry(
        `kind = "database-user", ${host}, ${shop}name = "id-orders", origin = {type = "sid", ${sid}, sidType = "E"}`,
      ),
      entry(`kind = "login", ${host}, name = "id-orders", ${sid}`),
    ]);
    expect(removals).toEqual(ledger);
    expect(Object.values(resources(stack, "terraform_data"))).toContainEqual(
      expect.objectContaining({ input: ledger, depends_on: ["azurerm_mssql_database.shop"] }),
    );
  });

  test("is nothing for Terraform while there is nothing to list", () => {
    const stack = testStack();
    new SqlServerDirectoryAccess(stack, "directory", { server: sqlServer(stack, "server", { azureadAdministrator }) });
    SqlLedger.of(stack);
    expect(Object.values(resources(stack, "terraform_data"))).toEqual([
      expect.objectContaining({ count: 0, input: {}, triggers_replace: [] }),
    ]);
    expect(synthesize(testStack()).resource).toBeUndefined();
  });

  test("waits for no source, which may wait for what is listed", () => {
    const stack = testStack();
    const app = workflow(stack, "app", { name: "logic-orders" });
    const principal = SystemAssignedManagedIdentity.of(app);
    new SqlAadLogin(stack, "login", {
      server: SqlEndpoint.at(HOST),
      principal,
      databases: [{ databaseName: "shop" }],
    });
    expect(JSON.stringify(inputs(stack))).toContain("logic-orders");
    expect(JSON.stringify(inputs(stack))).not.toMatch(/azurerm_logic_app_workflow|azuread_service_principal/);
  });

  test("refuses create_before_destroy, with which Terraform takes nothing away", () => {
    const stack = testStack();
    const login = new SqlAadLogin(stack, "login", { server: SqlEndpoint.at(HOST), principal: identity(stack) });
    const app = new TerraformResource(stack, "app", {
      terraformResourceType: "azurerm_linux_web_app",
      dependsOn: login.resources,
      lifecycle: { createBeforeDestroy: true },
    });
    expect(problemsOf(stack)).toEqual([
      "[stack] stack/app has create_before_destroy and waits for stack/login/Default, and Terraform would hand it on to " +
        "logins and users, and not take away any of them; leave create_before_destroy out, or put one into another stack",
    ]);
    app.lifecycle = {};
    expect(problemsOf(stack)).toEqual([]);
  });

  testWithTerraform("lets a source wait for one of its identities and have a login for another", () =>
    inAzure(async (simulator, session) => {
      simulator.declare("azurerm_resource_group", { name: "rg-test", location: "westeurope" });
      simulator.declare("azuread_group", { ...ADMINISTRATORS, members: [simulator.account.objectId] });
      const stack = testStack();
      const resource = sqlServer(stack, "server", { azureadAdministrator });
      const addresses = { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" };
      const rule = new MssqlFirewallRule(stack, "rule", { name: "rule", serverId: resource.id, ...addresses });
      const server = SqlEndpoint.server(resource, { dependsOn: [rule] });
      const login = new SqlAadLogin(stack, "login", { server, principal: identity(stack) });
      const app = workflow(stack);
      makeWait(app, () => login.resources);
      new SqlAadLogin(stack, "own", { server, principal: SystemAssignedManagedIdentity.of(app) });
      expect(errorsOf(await session(stack).apply())).toEqual([]);
    }),
  );
});

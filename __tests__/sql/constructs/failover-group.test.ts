import { MssqlDatabase } from "@cdktf/provider-azurerm/lib/mssql-database";
import { MssqlFailoverGroup } from "@cdktf/provider-azurerm/lib/mssql-failover-group";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { type TerraformStack } from "cdktf";
import { SqlAadLogin, SqlDatabaseRole, SqlDatabaseUser, SqlEndpoint, SqlPermission, SqlSchema } from "../../../lib";
import { identity, sqlServer } from "../../support/azure";
import { inAzure } from "../../support/simulation";
import { facts } from "../../support/sql";
import { problemsOf, testStack } from "../../support/synth";
import { testWithTerraform } from "../../support/terraform";

const ADMINISTRATORS = { display_name: "admins", object_id: "11111111-aaaa-bbbb-cccc-dddddddddddd" };

/** Two servers, a database on one of them, and a user that is made through the listener of their group. */
function build(stack: TerraformStack, collation?: string): SqlEndpoint {
  const [first, second] = ["first", "second"].map((id) => {
    const server = sqlServer(stack, id, {
      azureadAdministrator: {
        loginUsername: ADMINISTRATORS.display_name,
        objectId: ADMINISTRATORS.object_id,
        azureadAuthenticationOnly: true,
      },
    });
    return server;
  }) as [ReturnType<typeof sqlServer>, ReturnType<typeof sqlServer>];
  const database = new MssqlDatabase(stack, "shop", { name: "shop", serverId: first.id, collation });
  const deployer = { name: "deployer", startIpAddress: "203.0.113.10", endIpAddress: "203.0.113.10" };
  const rule = new MssqlFirewallRule(stack, "deployer", { ...deployer, serverId: first.id });
  const group = new MssqlFailoverGroup(stack, "group", {
    name: "orders",
    serverId: first.id,
    databases: [database.id],
    partnerServer: [{ id: second.id }],
    readWriteEndpointFailoverPolicy: { mode: "Manual" },
  });
  const server = SqlEndpoint.failoverGroup(group, { dependsOn: [rule] });
  new SqlSchema(stack, "schema", { database, endpoint: server, schemaName: "sales" });
  new SqlDatabaseUser(stack, "user", {
    database,
    endpoint: server,
    principal: identity(stack),
    roles: [SqlDatabaseRole.DATA_READER],
    permissions: [SqlPermission.onSchema("EXECUTE", "sales")],
  });
  return server;
}

describe("a failover group", () => {
  test("has users by its listener, once", () => {
    const stack = testStack();
    build(stack);
    const hosts = Object.values(facts(stack)).map(({ server }) => server);
    expect(new Set(hosts)).toEqual(new Set(["orders.database.windows.net"]));
    expect(problemsOf(stack)).toEqual([]);
  });

  test("has no logins, which are on servers", () => {
    const stack = testStack();
    const server = build(stack);
    new SqlAadLogin(stack, "login", { endpoint: server, principal: identity(stack, "other") });
    expect(problemsOf(stack)).toEqual([
      '[stack/login] "orders.database.windows.net" is a failover group, and logins are on servers; ' +
        "create the login twice, with SqlEndpoint.server for each of its servers, and its users with databases of the primary one",
    ]);
  });

  test.each(["orders.secondary.database.windows.net", "orders.secondary.1a2b3c4d5e6f.database.windows.net"])(
    "is not changed by its read-only listener, %s",
    (host) => {
      const stack = testStack();
      new SqlDatabaseUser(stack, "user", {
        databaseName: "shop",
        endpoint: SqlEndpoint.at(host),
        principal: identity(stack),
      });
      new SqlSchema(stack, "schema", { databaseName: "shop", endpoint: SqlEndpoint.at(host), schemaName: "sales" });
      expect(problemsOf(stack)).toContain(
        `[stack/schema] server "${host}" is the read-only listener of a failover group; give the same name without "secondary"`,
      );
    },
  );

  test("is nothing else", () => {
    const stack = testStack();
    const server = SqlEndpoint.failoverGroup(sqlServer(stack));
    new SqlSchema(stack, "schema", { databaseName: "shop", endpoint: server, schemaName: "sales" });
    expect(problemsOf(stack)).toEqual([
      expect.stringMatching(/^\[stack\/schema\] group .*azurerm_mssql_failover_group/),
    ]);
  });
});

testWithTerraform("what a database has is made by the listener of its group, and made again with the database", () =>
  inAzure(async (simulator, session) => {
    simulator.declare("azurerm_resource_group", { name: "rg-test", location: "westeurope" });
    simulator.declare("azuread_group", { ...ADMINISTRATORS, members: [simulator.account.objectId] });
    const first = testStack();
    build(first);
    const terraform = session(first);
    const shop = (): ReturnType<typeof simulator.sql.database> =>
      simulator.sql.database("first.database.windows.net", "shop");
    const made = {
      users: [{ name: "id-orders", roles: ["db_datareader"] }],
      permissions: [{ grantee: "id-orders", permission: "EXECUTE", on: "SCHEMA::sales" }],
    };
    const applied = await terraform.apply();
    expect(applied.diagnostics).toEqual([]);
    expect(shop()).toMatchObject(made);
    expect((await terraform.plan()).changes).toEqual([]);

    const second = testStack();
    build(second, "Latin1_General_100_CI_AS");
    terraform.change(second);
    const { changes } = await terraform.plan();
    expect(changes.map(({ action, address }) => `${action} ${address}`)).toContain(
      "replace terraform_data.azmi_sql_orders-database-windows-net-18403d0a_shop_schema_sales",
    );
    expect((await terraform.apply()).diagnostics).toEqual([]);
    expect(shop()).toMatchObject(made);
  }),
);

import { DataAzurermMssqlDatabase } from "@cdktf/provider-azurerm/lib/data-azurerm-mssql-database";
import { DataAzurermMssqlManagedInstance } from "@cdktf/provider-azurerm/lib/data-azurerm-mssql-managed-instance";
import { DataAzurermMssqlServer } from "@cdktf/provider-azurerm/lib/data-azurerm-mssql-server";
import { MssqlManagedDatabase } from "@cdktf/provider-azurerm/lib/mssql-managed-database";
import { type MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { type ITerraformResource, type TerraformStack, TerraformVariable } from "cdktf";
import { type Construct } from "constructs";
import {
  type IPrincipal,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlAccess,
  SqlDatabaseUser,
  SqlEndpoint,
  SqlServerDirectoryAccess,
} from "../../../lib";
import { identity, sqlDatabase, sqlServer, SUBSCRIPTION, virtualMachine } from "../../support/azure";
import { factResources, facts } from "../../support/sql";
import { problemsOf, testApp, testStack } from "../../support/synth";

const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const PROVIDERS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-test/providers/Microsoft.Sql`;

const lookedUp = (scope: Construct, name: string, id = "theirs"): DataAzurermMssqlServer =>
  new DataAzurermMssqlServer(scope, id, { name, resourceGroupName: "rg-test" });
const instance = (scope: Construct, name: string): DataAzurermMssqlManagedInstance =>
  new DataAzurermMssqlManagedInstance(scope, `instance-${name}`, { name, resourceGroupName: "rg-test" });
const databaseWith = (scope: Construct, serverId: string): DataAzurermMssqlDatabase =>
  new DataAzurermMssqlDatabase(scope, "shop", { name: "shop", serverId });
const nameFromOutside = (stack: TerraformStack): string =>
  new TerraformVariable(stack, "name", { type: "string" }).stringValue;

describe("one server that is named in two ways", () => {
  const analysts = Principal.group(ObjectId.of(OBJECT), { displayName: "analysts" });
  const login = (scope: Construct, server: SqlEndpoint): SqlAadLogin =>
    new SqlAadLogin(scope, "first", { endpoint: server, principal: analysts });
  const user = (scope: Construct, where: { endpoint?: SqlEndpoint; database?: ITerraformResource }): SqlDatabaseUser =>
    new SqlDatabaseUser(scope, "first", {
      principal: analysts,
      ...where,
      ...(where.database ? {} : { databaseName: "shop" }),
    });

  test.each<[string, (stack: TerraformStack) => MssqlServer]>([
    ["whose name is known", (stack) => sqlServer(stack, "orders")],
    ["whose name only Terraform knows", (stack) => sqlServer(stack, "orders", { name: nameFromOutside(stack) })],
  ])("by its resource and by a database of it is one, and so is what is said of it: %s", (_which, serverIn) => {
    const stack = testStack();
    const server = serverIn(stack);
    user(stack, { endpoint: SqlEndpoint.server(server) });
    new SqlDatabaseUser(stack, "second", { principal: analysts, database: sqlDatabase(stack, "shop", server) });
    expect(factResources(stack)).toEqual({
      azmi_sql_orders_shop_user_analysts: {
        triggers_replace: {
          kind: "database-user",
          server: "${azurerm_mssql_server.orders.fully_qualified_domain_name}",
          database: "shop",
          name: "analysts",
          origin: { type: "sid", sidFrom: OBJECT, sidType: "X" },
        },
        depends_on: ["azurerm_mssql_database.shop"],
        lifecycle: { replace_triggered_by: ["azurerm_mssql_database.shop.id"] },
      },
    });
  });

  test.each<[string, (stack: TerraformStack) => void]>([
    [
      "by its resource and by the id in a database of it",
      (stack) => {
        user(stack, { endpoint: SqlEndpoint.server(sqlServer(stack, "orders")) });
        const database = databaseWith(stack, `${PROVIDERS}/servers/Orders`);
        new SqlDatabaseUser(stack, "second", { principal: analysts, database });
      },
    ],
    [
      "by its resource and by its DNS name",
      (stack) => {
        login(stack, SqlEndpoint.server(sqlServer(stack, "orders")));
        new SqlAadLogin(stack, "second", {
          endpoint: SqlEndpoint.at("ORDERS.database.windows.net"),
          principal: analysts,
        });
      },
    ],
    [
      "by two data sources",
      (stack) => {
        login(stack, SqlEndpoint.server(lookedUp(stack, "orders")));
        const server = SqlEndpoint.server(lookedUp(stack, "Orders", "again"));
        new SqlAadLogin(stack, "second", { endpoint: server, principal: analysts });
      },
    ],
    [
      "by a managed instance and by its public endpoint",
      (stack) => {
        login(stack, SqlEndpoint.server(instance(stack, "orders")));
        const server = SqlEndpoint.at("orders.public.1a2b3c4d5e6f.database.windows.net");
        new SqlAadLogin(stack, "second", { endpoint: server, principal: analysts });
      },
    ],
  ])("has two addresses for one fact, which is an error: %s", (_how, write) => {
    const stack = testStack();
    write(stack);
    expect(problemsOf(stack)).toEqual([
      "[stack] stack/second says the same of the same server as stack/first; keep one of them, with the roles of both",
    ]);
  });

  test("is one in two stacks that look it up", () => {
    const app = testApp();
    const [one, other] = [testStack("one", app), testStack("other", app)];
    [one, other].forEach((stack) => login(stack, SqlEndpoint.server(lookedUp(stack, "orders"))));
    expect(problemsOf(other)).toEqual([
      "[other] other/first says the same of the same server as one/first; keep one of them, with the roles of both",
    ]);
  });

  test("is one to a login and to a binding", () => {
    const stack = testStack();
    const server = sqlServer(stack, "orders");
    const database = sqlDatabase(stack, "shop", server);
    const principal = identity(stack, "app-identity");
    new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.server(server), principal, databases: [{ database }] });
    const access = [SqlAccess.database(database)];
    new ManagedIdentityBinding(stack, "app", { sources: [virtualMachine(stack)], identity: principal, access });
    expect(problemsOf(stack)).toEqual([
      '[stack/app/shop_user 1] says user "id-app-identity" in database "shop", and so does stack/login/database-shop, ' +
        "for a principal or by a login that is not known to be the same; say it once, or both times alike",
    ]);
  });

  test.each<[string, (stack: TerraformStack, other: TerraformStack) => readonly SqlEndpoint[]]>([
    [
      "resources of one name in two stacks, which are in different clouds",
      (stack, other) => [stack, other].map((scope) => SqlEndpoint.server(sqlServer(scope, "orders"))),
    ],
    [
      "DNS names in different clouds",
      () => ["windows.net", "usgovcloudapi.net"].map((cloud) => SqlEndpoint.at(`orders.database.${cloud}`)),
    ],
    [
      "a server and a managed instance of one name",
      (stack) => [SqlEndpoint.server(lookedUp(stack, "orders")), SqlEndpoint.server(instance(stack, "orders"))],
    ],
    [
      "servers with different names",
      (stack) => [SqlEndpoint.server(sqlServer(stack)), SqlEndpoint.at("b.example.org")],
    ],
  ])("is not what these are: %s", (_what, endpoints) => {
    const app = testApp();
    const [stack, other] = [testStack("stack", app), testStack("other", app)];
    endpoints(stack, other).forEach((server, index) => {
      new SqlAadLogin(stack, `login${String(index)}`, { endpoint: server, principal: analysts });
    });
    expect(problemsOf(stack)).toEqual([]);
  });
});

describe("the server of a database", () => {
  const userIn = (stack: TerraformStack, database: ITerraformResource): SqlDatabaseUser =>
    new SqlDatabaseUser(stack, "user", { principal: identity(stack), database });

  test("is reached under the DNS name that it has, and after its directory access", () => {
    const stack = testStack();
    const server = sqlServer(stack);
    userIn(stack, sqlDatabase(stack, "shop", server));
    const administrator = Principal.group(ObjectId.of(OBJECT), { displayName: "Admins" });
    new SqlServerDirectoryAccess(stack, "directory", { server, administrator });
    const user = "azmi_sql_server_shop_user_id-orders";
    expect(facts(stack)[user]?.server).toBe("${azurerm_mssql_server.server.fully_qualified_domain_name}");
    expect(factResources(stack)[user]?.depends_on).toEqual([
      "azuread_directory_role_assignment.azmi_server_directory-readers",
      "azurerm_mssql_database.shop",
    ]);
  });

  test("is told by its id where it is not in the app", () => {
    const literal = testStack();
    userIn(literal, databaseWith(literal, `${PROVIDERS}/servers/orders`));
    expect(Object.values(facts(literal)).map(({ server }) => server)).toEqual(["orders.database.windows.net"]);

    const fromOutside = testStack();
    userIn(fromOutside, databaseWith(fromOutside, nameFromOutside(fromOutside)));
    expect(Object.values(facts(fromOutside)).map(({ server }) => server)).toEqual([
      '${element(split("/", data.azurerm_mssql_database.shop.server_id), 8)}.database.windows.net',
    ]);
  });
});

describe("a database of another server", () => {
  const onB = (stack: TerraformStack): ITerraformResource => sqlDatabase(stack, "shop", sqlServer(stack, "b"));
  const principalOf = (stack: TerraformStack): IPrincipal => identity(stack);

  test.each<[string, (stack: TerraformStack, database: ITerraformResource) => void, string]>([
    [
      "of a login",
      (stack, database) => {
        const server = SqlEndpoint.server(sqlServer(stack, "a"));
        new SqlAadLogin(stack, "login", { endpoint: server, principal: principalOf(stack), databases: [{ database }] });
      },
      "[stack/login/database-shop]",
    ],
    [
      "of a user",
      (stack, database) => {
        const server = SqlEndpoint.server(sqlServer(stack, "a"));
        new SqlDatabaseUser(stack, "user", { endpoint: server, principal: principalOf(stack), database });
      },
      "[stack/user]",
    ],
    [
      "of an access",
      (stack, database) => {
        SqlAccess.database(database, { endpoint: SqlEndpoint.server(lookedUp(stack, "a", "a")) }).grantTo(
          stack,
          "grant",
          principalOf(stack),
        );
      },
      "[stack/grant 1]",
    ],
  ])("is noticed: %s", (_whose, write, where) => {
    const stack = testStack();
    write(stack, onB(stack));
    expect(problemsOf(stack)).toEqual([
      `${where} database stack/shop is on server stack/b, and the user would be made on stack/a; ` +
        "give a database of that server, or the endpoint of stack/b",
    ]);
  });

  test("is noticed by the id of its server, and on a managed instance", () => {
    const stack = testStack();
    const server = SqlEndpoint.server(sqlServer(stack, "a"));
    const login = new SqlAadLogin(stack, "login", { endpoint: server, principal: identity(stack) });
    login.addDatabase({ database: databaseWith(stack, `${PROVIDERS}/servers/b`) });
    const managed = new MssqlManagedDatabase(stack, "managed", {
      name: "managed",
      managedInstanceId: instance(stack, "b").id,
    });
    const elsewhere = SqlEndpoint.server(instance(stack, "a"));
    new SqlDatabaseUser(stack, "user", { endpoint: elsewhere, principal: identity(stack, "other"), database: managed });
    expect(problemsOf(stack)).toEqual([
      `[stack/login/database-shop] database stack/shop is on server "${PROVIDERS}/servers/b", and the user would be made on ` +
        `stack/a; give a database of that server, or the endpoint of "${PROVIDERS}/servers/b"`,
      "[stack/user] database stack/managed is on server stack/instance-b, and the user would be made on " +
        "stack/instance-a; give a database of that server, or the endpoint of stack/instance-b",
    ]);
  });

  test.each<[string, (stack: TerraformStack) => { endpoint: SqlEndpoint; database: ITerraformResource }]>([
    [
      "where a DNS name may be an alias or a failover group",
      (stack) => ({ endpoint: SqlEndpoint.at("orders-failover.database.windows.net"), database: onB(stack) }),
    ],
    [
      "where only Terraform knows a name",
      (stack) => ({ endpoint: SqlEndpoint.server(lookedUp(stack, nameFromOutside(stack))), database: onB(stack) }),
    ],
    [
      "where one server is looked up and made",
      (stack) => ({ endpoint: SqlEndpoint.server(lookedUp(stack, "b")), database: onB(stack) }),
    ],
  ])("is not supposed %s", (_where, given) => {
    const stack = testStack();
    new SqlDatabaseUser(stack, "user", { principal: identity(stack), ...given(stack) });
    expect(problemsOf(stack)).toEqual([]);
  });
});

import { DataAzurermMssqlServer } from "@cdktf/provider-azurerm/lib/data-azurerm-mssql-server";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import {
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlDatabaseRole,
  SqlEndpoint,
  type SqlEndpointOptions,
  SqlPermission,
  SqlServerDirectoryAccess,
  SqlServerRole,
} from "../../../lib";
import { identity, sqlDatabase, sqlServer } from "../../support/azure";
import { type JsonObject } from "../../support/conformance";
import { factResources, facts, LEDGER_RESOURCES, runResources } from "../../support/sql";
import { problemsOf, testApp, testStack, warningsOf } from "../../support/synth";

const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const HOST = "orders.database.windows.net";
/** What the addresses of facts there begin with; 1840 is how the SHA-256 of the name begins. */
const AT_HOST = "azmi_sql_orders-database-windows-net-18403d0a";

/** The environment that tells the runner of what has these words in Terraform's language. */
const listed = (words: string): string =>
  expect.stringMatching(new RegExp(`^\\$\\{\\{for .*${words.replace(/\./g, "\\.")}`)) as string;

describe("a login", () => {
  test("is a resource per fact: the login, its server roles, its users, their roles and permissions", () => {
    const stack = testStack();
    const server = sqlServer(stack);
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.server(server),
      principal: identity(stack),
      serverRoles: [SqlServerRole.SERVER_STATE_MANAGER],
      databases: [
        {
          database: sqlDatabase(stack, "shop", server),
          roles: [SqlDatabaseRole.DATA_READER, SqlDatabaseRole.custom("order clerks")],
          permissions: [SqlPermission.onSchema("execute", "sales")],
        },
        { databaseName: "archive" },
      ],
    });

    const host = "${azurerm_mssql_server.server.fully_qualified_domain_name}";
    const shop = { server: host, database: "shop" };
    const sidFrom = "${azurerm_user_assigned_identity.orders.client_id}";
    expect(facts(stack)).toEqual({
      "azmi_sql_server_login_id-orders": {
        kind: "login",
        server: host,
        name: "id-orders",
        sidFrom,
        objectId: "${azurerm_user_assigned_identity.orders.principal_id}",
      },
      "azmi_sql_server_login_id-orders_role_MS_ServerStateManager": {
        kind: "server-role-member",
        server: host,
        role: "##MS_ServerStateManager##",
        member: "id-orders",
        sidFrom,
      },
      "azmi_sql_server_shop_user_id-orders": {
        ...shop,
        kind: "database-user",
        name: "id-orders",
        origin: { type: "login", login: "id-orders", sidFrom },
      },
      "azmi_sql_server_shop_user_id-orders_role_db_datareader": {
        ...shop,
        kind: "database-role-member",
        role: "db_datareader",
        member: "id-orders",
        sidFrom,
      },
      "azmi_sql_server_shop_user_id-orders_role_order-clerks-d32eff44": {
        ...shop,
        kind: "database-role-member",
        role: "order clerks",
        member: "id-orders",
        sidFrom,
      },
      "azmi_sql_server_shop_user_id-orders_permission_EXECUTE_sales": {
        ...shop,
        kind: "permission",
        permission: "EXECUTE",
        on: "SCHEMA",
        schema: "sales",
        grantee: "id-orders",
        sidFrom,
      },
      "azmi_sql_server_archive_user_id-orders": {
        server: host,
        database: "archive",
        kind: "database-user",
        name: "id-orders",
        origin: { type: "login", login: "id-orders", sidFrom },
      },
    });
  });

  test("is the only thing a plan changes when a role comes or goes", () => {
    const withRoles = (...serverRoles: SqlServerRole[]): object => {
      const stack = testStack();
      new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.at(HOST), principal: identity(stack), serverRoles });
      return factResources(stack);
    };
    const { DEFINITION_READER, LOGIN_MANAGER } = SqlServerRole;
    const before = withRoles(LOGIN_MANAGER, DEFINITION_READER);
    const after = withRoles(DEFINITION_READER);
    expect(before).toMatchObject(after);
    expect(Object.keys(before)).toHaveLength(Object.keys(after).length + 1);
  });

  test("comes true, with all others on its server, by the bundled program", () => {
    const stack = testStack();
    new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.at(HOST), principal: identity(stack) });
    const login = `terraform_data.${AT_HOST}_login_id-orders`;
    const program = expect.stringMatching(
      /^\$\{path\.module\}\/assets\/azmi_sql-runner_[0-9A-F]{8}\/[0-9A-F]{32}\/sql-runner\.js$/,
    ) as string;
    const interpreter = ["node", program];
    const principal = expect.stringContaining("azurerm_user_assigned_identity.orders.client_id") as string;
    expect(runResources(stack)).toEqual({
      [`${AT_HOST}_run`]: {
        input: { [`${AT_HOST}_login_id-orders`]: principal },
        triggers_replace: [`\${${login}.id}`],
        depends_on: [...LEDGER_RESOURCES, login],
        provisioner: [
          { "local-exec": { command: "apply", interpreter, environment: listed(`fact = ${login}.triggers_replace`) } },
          { "local-exec": { command: "note", interpreter, environment: listed("self.input"), when: "destroy" } },
        ],
      },
    });
  });

  test("tells the program for how long to try and how to encrypt, which is no part of any fact", () => {
    const interpreters = (options: SqlEndpointOptions): [facts: object, added: string[], inputs: unknown[]] => {
      const stack = testStack();
      new SqlAadLogin(stack, "login", {
        endpoint: SqlEndpoint.at(HOST, options),
        principal: identity(stack),
        serverRoles: [SqlServerRole.LOGIN_MANAGER],
        databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.OWNER] }],
      });
      const [{ provisioner } = {}] = Object.values(runResources(stack));
      const added =
        JSON.stringify(provisioner)
          .match(/triggers_replace[^}]*/g)
          ?.map((one) => one.slice(16)) ?? [];
      return [facts(stack), added, Object.values(factResources(stack)).map(({ input }) => input)];
    };
    const [plain, nothing] = interpreters({});
    expect(nothing).toEqual(Array(4).fill(" "));
    const [same, options, inputs] = interpreters({ retryForSeconds: 900, strictEncryption: true });
    expect(same).toEqual(plain);
    expect(options).toEqual(
      Array(4).fill(expect.stringMatching(/^, arguments = terraform_data\..*\.input\.arguments $/)),
    );
    expect(inputs).toEqual(Array(4).fill({ arguments: ["--retry-for", "900", "--strict-encryption"] }));
  });

  test("warns where nobody will notice that the principal was made again", () => {
    const stack = testStack();
    const principal = Principal.servicePrincipal(ObjectId.of(OBJECT), { displayName: "ci" });
    new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.at(HOST), principal });
    expect(warningsOf(stack)).toEqual([
      "[stack/login] the client id of the principal is not known, and SQL tells applications apart by it: a login of " +
        "this name that is there already is refused, unless this stack has created it; give clientId",
    ]);
  });

  test("says when the limit is not a number of seconds", () => {
    const stack = testStack();
    const server = SqlEndpoint.at(HOST, { retryForSeconds: 1.5 });
    new SqlAadLogin(stack, "login", { endpoint: server, principal: identity(stack) });
    expect(problemsOf(stack)).toEqual([
      "[stack/login] retryForSeconds 1.5 is not a number of seconds; give a whole one from 0 to 999999",
    ]);
  });

  test("is made again with everything that hangs on it when its principal is replaced", () => {
    const stack = testStack();
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.at(HOST),
      principal: identity(stack),
      serverRoles: [SqlServerRole.LOGIN_MANAGER],
      databases: [{ database: sqlDatabase(stack), roles: [SqlDatabaseRole.OWNER] }],
    });
    const triggers = Object.entries(factResources(stack)).map(([name, { lifecycle }]) => [
      name,
      (lifecycle as JsonObject | undefined)?.replace_triggered_by,
    ]);
    expect(Object.fromEntries(triggers)).toEqual({
      [`${AT_HOST}_login_id-orders`]: undefined,
      [`${AT_HOST}_login_id-orders_role_MS_LoginManager`]: [`terraform_data.${AT_HOST}_login_id-orders.id`],
      [`${AT_HOST}_database_user_id-orders`]: [
        "azurerm_mssql_database.database.id",
        `terraform_data.${AT_HOST}_login_id-orders.id`,
      ],
      [`${AT_HOST}_database_user_id-orders_role_db_owner`]: [`terraform_data.${AT_HOST}_database_user_id-orders.id`],
    });
  });

  test("takes names as they are, with what Terraform would evaluate in them", () => {
    const stack = testStack();
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.at(HOST),
      principal: identity(stack),
      loginName: "a${b}%{c}'] -- \n",
    });
    expect(Object.values(facts(stack)).map(({ name }) => name)).toEqual(["a$${b}%%{c}'] -- \n"]);
  });

  test("is found by object id, because display names need not be unique", () => {
    const stack = testStack();
    const principal = Principal.servicePrincipal(ObjectId.of(OBJECT), { displayName: "app" });
    new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.at(HOST), principal, loginName: "app-2" });
    expect(facts(stack)).toEqual({
      [`${AT_HOST}_login_app-2`]: { kind: "login", server: HOST, name: "app-2", objectId: OBJECT },
    });
  });

  test("waits for the way to the server and for its directory access, whichever is written first", () => {
    const stack = testStack();
    const server = sqlServer(stack);
    const rule = new MssqlFirewallRule(stack, "rule", {
      name: "r",
      serverId: server.id,
      startIpAddress: "203.0.113.10",
      endIpAddress: "203.0.113.10",
    });
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.server(server, { dependsOn: [rule] }),
      principal: identity(stack),
    });
    new SqlServerDirectoryAccess(stack, "directory", {
      server,
      administrator: Principal.group(ObjectId.of(OBJECT), { displayName: "Admins" }),
    });
    expect(factResources(stack)["azmi_sql_server_login_id-orders"]?.depends_on).toEqual([
      "azuread_directory_role_assignment.azmi_server_directory-readers",
      "azurerm_mssql_firewall_rule.rule",
    ]);
  });

  test("waits for the directory access of a server that is given by its DNS name too", () => {
    const stack = testStack();
    const server = sqlServer(stack);
    const administrator = Principal.group(ObjectId.of(OBJECT), { displayName: "Admins" });
    new SqlServerDirectoryAccess(stack, "directory", { server, administrator });
    const endpoint = SqlEndpoint.at(server.fullyQualifiedDomainName);
    new SqlAadLogin(stack, "login", { endpoint: endpoint, principal: identity(stack) });
    expect(factResources(stack)["azmi_sql_server_login_id-orders"]?.depends_on).toEqual([
      "azuread_directory_role_assignment.azmi_server_directory-readers",
    ]);
  });

  test("on a server of another stack makes the stack wait, without a reference that Terraform cannot follow", () => {
    const app = testApp();
    const base = testStack("base", app);
    const stack = testStack("app", app);
    const server = sqlServer(base);
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.server(server),
      principal: identity(stack),
      databases: [{ database: sqlDatabase(base, "shop", server) }],
    });
    base.prepareStack();
    stack.prepareStack();
    const login = "terraform_data.azmi_sql_base_server_login_id-orders";
    expect(factResources(stack)["azmi_sql_base_server_shop_user_id-orders"]).toMatchObject({
      depends_on: [login],
      lifecycle: { replace_triggered_by: [`${login}.id`] },
    });
    expect(stack.dependsOn(base)).toBe(true);
  });

  test("can be on a server that is looked up", () => {
    const stack = testStack();
    const server = new DataAzurermMssqlServer(stack, "theirs", { name: "s", resourceGroupName: "rg" });
    new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.server(server), principal: identity(stack) });
    expect(facts(stack)["azmi_sql_theirs_login_id-orders"]?.server).toBe(
      "${data.azurerm_mssql_server.theirs.fully_qualified_domain_name}",
    );
  });
});

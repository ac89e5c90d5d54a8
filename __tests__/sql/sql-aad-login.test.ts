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
} from "../../lib";
import { identity, sqlDatabase, sqlServer } from "../support/azure";
import { type JsonObject } from "../support/conformance";
import { factResources, facts, LEDGER_RESOURCES } from "../support/sql";
import { problemsOf, resources, testApp, testStack, warningsOf } from "../support/synth";

const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const HOST = "orders.database.windows.net";

describe("a login", () => {
  test("is a resource per fact: the login, its server roles, its users, their roles and permissions", () => {
    const stack = testStack();
    const server = sqlServer(stack);
    new SqlAadLogin(stack, "login", {
      server: SqlEndpoint.server(server),
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
    expect(facts(stack)).toEqual({
      login: {
        kind: "login",
        server: host,
        name: "id-orders",
        sidFrom: "${azurerm_user_assigned_identity.orders.client_id}",
      },
      "login_role-MS_ServerStateManager": {
        kind: "server-role-member",
        server: host,
        role: "##MS_ServerStateManager##",
        member: "id-orders",
      },
      "login_database-shop": {
        ...shop,
        kind: "database-user",
        name: "id-orders",
        origin: { type: "login", login: "id-orders" },
      },
      "login_database-shop_role-db_datareader": {
        ...shop,
        kind: "database-role-member",
        role: "db_datareader",
        member: "id-orders",
      },
      "login_database-shop_role-order20clerks": {
        ...shop,
        kind: "database-role-member",
        role: "order clerks",
        member: "id-orders",
      },
      "login_database-shop_permission-EXECUTE20sales": {
        ...shop,
        kind: "permission",
        permission: "EXECUTE",
        on: "SCHEMA",
        schema: "sales",
        grantee: "id-orders",
      },
      "login_database-archive": {
        server: host,
        database: "archive",
        kind: "database-user",
        name: "id-orders",
        origin: { type: "login", login: "id-orders" },
      },
    });
  });

  test("is the only thing a plan changes when a role comes or goes", () => {
    const withRoles = (...serverRoles: SqlServerRole[]): object => {
      const stack = testStack();
      new SqlAadLogin(stack, "login", { server: SqlEndpoint.at(HOST), principal: identity(stack), serverRoles });
      return factResources(stack);
    };
    const { DEFINITION_READER, LOGIN_MANAGER } = SqlServerRole;
    const before = withRoles(LOGIN_MANAGER, DEFINITION_READER);
    const after = withRoles(DEFINITION_READER);
    expect(before).toMatchObject(after);
    expect(Object.keys(before)).toHaveLength(Object.keys(after).length + 1);
  });

  test("runs the bundled program with an argument vector, and is undone by what it was created with", () => {
    const stack = testStack();
    new SqlAadLogin(stack, "login", { server: SqlEndpoint.at(HOST), principal: identity(stack) });
    const { provisioner } = resources(stack, "terraform_data").login as { provisioner: JsonObject[] };
    const program = expect.stringMatching(
      /^\$\{path\.module\}\/assets\/cdktf-azure-managed-identity_sql-runner_[0-9A-F]{8}\/[0-9A-F]{32}\/sql-runner\.js$/,
    ) as string;
    const command = "${jsonencode(self.triggers_replace)}";
    expect(provisioner).toEqual([
      { "local-exec": { command, interpreter: ["node", program, "apply"] } },
      { "local-exec": { command, interpreter: ["node", program, "remove"], when: "destroy" } },
    ]);
  });

  test("tells the program for how long to try and how to encrypt, which is no part of any fact", () => {
    const interpreters = (options: SqlEndpointOptions): [facts: object, added: string[][]] => {
      const stack = testStack();
      new SqlAadLogin(stack, "login", {
        server: SqlEndpoint.at(HOST, options),
        principal: identity(stack),
        serverRoles: [SqlServerRole.LOGIN_MANAGER],
        databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.OWNER] }],
      });
      const provisioners = Object.values(factResources(stack)).flatMap(
        ({ provisioner }) => provisioner as unknown as readonly { "local-exec": { interpreter: string[] } }[],
      );
      return [facts(stack), provisioners.map((one) => one["local-exec"].interpreter.slice(3))];
    };
    const [plain, nothing] = interpreters({});
    expect(nothing).toEqual(Array(8).fill([]));
    const [same, options] = interpreters({ retryForSeconds: 900, strictEncryption: true });
    expect(same).toEqual(plain);
    expect(options).toEqual(Array(8).fill(["--retry-for", "900", "--strict-encryption"]));
  });

  test("warns where nobody will notice that the principal was made again", () => {
    const stack = testStack();
    const principal = Principal.servicePrincipal(ObjectId.of(OBJECT), { displayName: "ci" });
    new SqlAadLogin(stack, "login", { server: SqlEndpoint.at(HOST), principal });
    expect(warningsOf(stack)).toEqual([
      "[stack/login] the client id of the principal is not known, and SQL tells applications apart by it: a login of " +
        "one that is made again under the same name would go unnoticed; give clientId",
    ]);
  });

  test("says when the limit is not a number of seconds", () => {
    const stack = testStack();
    const server = SqlEndpoint.at(HOST, { retryForSeconds: 1.5 });
    new SqlAadLogin(stack, "login", { server, principal: identity(stack) });
    expect(problemsOf(stack)).toEqual([
      "[stack/login] retryForSeconds 1.5 is not a number of seconds; give a whole one from 0 to 999999",
    ]);
  });

  test("is made again with everything that hangs on it when its principal is replaced", () => {
    const stack = testStack();
    new SqlAadLogin(stack, "login", {
      server: SqlEndpoint.at(HOST),
      principal: identity(stack),
      serverRoles: [SqlServerRole.LOGIN_MANAGER],
      databases: [{ database: sqlDatabase(stack), roles: [SqlDatabaseRole.OWNER] }],
    });
    const triggers = Object.entries(factResources(stack)).map(([name, { lifecycle }]) => [
      name.replace(/_[0-9A-F]{8}$/, ""),
      (lifecycle as JsonObject | undefined)?.replace_triggered_by,
    ]);
    expect(Object.fromEntries(triggers)).toEqual({
      login: undefined,
      "login_role-MS_LoginManager": ["terraform_data.login.id"],
      "login_database-database": ["terraform_data.login.id", "azurerm_mssql_database.database.id"],
      "login_database-database_role-db_owner": [
        expect.stringMatching(/^terraform_data\.login_database-database_.*\.id$/),
      ],
    });
  });

  test("takes names as they are, with what Terraform would evaluate in them", () => {
    const stack = testStack();
    new SqlAadLogin(stack, "login", {
      server: SqlEndpoint.at(HOST),
      principal: identity(stack),
      loginName: "a${b}%{c}'] -- \n",
    });
    expect(facts(stack).login?.name).toBe("a$${b}%%{c}'] -- \n");
  });

  test("can be found by object id where display names are not unique", () => {
    const stack = testStack();
    const principal = Principal.servicePrincipal(ObjectId.of(OBJECT), { displayName: "app" });
    new SqlAadLogin(stack, "login", { server: SqlEndpoint.at(HOST), principal, byObjectId: true, loginName: "app-2" });
    expect(facts(stack).login).toEqual({ kind: "login", server: HOST, name: "app-2", objectId: OBJECT });
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
      server: SqlEndpoint.server(server, { dependsOn: [rule] }),
      principal: identity(stack),
    });
    new SqlServerDirectoryAccess(stack, "directory", {
      server,
      administrator: Principal.group(ObjectId.of(OBJECT), { displayName: "Admins" }),
    });
    expect(resources(stack, "terraform_data").login?.depends_on).toEqual([
      "azurerm_mssql_firewall_rule.rule",
      expect.stringMatching(/^azuread_directory_role_assignment\.directory_directory-reader_/),
      ...LEDGER_RESOURCES,
    ]);
  });

  test("waits for the directory access of a server that is given by its DNS name too", () => {
    const stack = testStack();
    const server = sqlServer(stack);
    const administrator = Principal.group(ObjectId.of(OBJECT), { displayName: "Admins" });
    new SqlServerDirectoryAccess(stack, "directory", { server, administrator });
    const endpoint = SqlEndpoint.at(server.fullyQualifiedDomainName);
    new SqlAadLogin(stack, "login", { server: endpoint, principal: identity(stack) });
    expect(resources(stack, "terraform_data").login?.depends_on).toContainEqual(
      expect.stringMatching(/^azuread_directory_role_assignment\.directory_directory-reader_/),
    );
  });

  test("on a server of another stack makes the stack wait, without a reference that Terraform cannot follow", () => {
    const app = testApp();
    const base = testStack("base", app);
    const stack = testStack("app", app);
    const server = sqlServer(base);
    new SqlAadLogin(stack, "login", {
      server: SqlEndpoint.server(server),
      principal: identity(stack),
      databases: [{ database: sqlDatabase(base, "shop", server) }],
    });
    base.prepareStack();
    stack.prepareStack();
    const user = Object.entries(resources(stack, "terraform_data")).find(([name]) => name.includes("shop"))?.[1];
    expect(user).toMatchObject({
      depends_on: ["terraform_data.login", ...LEDGER_RESOURCES],
      lifecycle: { replace_triggered_by: ["terraform_data.login.id"] },
    });
    expect(stack.dependsOn(base)).toBe(true);
  });

  test("can be on a server that is looked up", () => {
    const stack = testStack();
    const server = new DataAzurermMssqlServer(stack, "theirs", { name: "s", resourceGroupName: "rg" });
    new SqlAadLogin(stack, "login", { server: SqlEndpoint.server(server), principal: identity(stack) });
    expect(facts(stack).login?.server).toBe("${data.azurerm_mssql_server.theirs.fully_qualified_domain_name}");
  });

  test("of the same name on the same server is noticed wherever it is", () => {
    const stack = testStack();
    const principal = identity(stack);
    ["one", "two"].forEach((id) => new SqlAadLogin(stack, id, { server: SqlEndpoint.at(HOST), principal }));
    expect(problemsOf(stack)).toEqual([
      "[stack] stack/two/Default says the same of the same server as stack/one/Default; keep one of them, with the roles of both",
    ]);
  });
});

import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { type MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { App, type TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import * as fc from "../../support/fast-check";
import { runs } from "../../support/exhaustive";
import {
  ClientId,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlAccess,
  SqlDatabaseRole,
  SqlDatabaseUser,
  type SqlDatabaseUserOptions,
  SqlEndpoint,
  SqlExecutor,
  type SqlLoginDatabase,
  SqlPermission,
  SqlServerRole,
  SystemAssignedManagedIdentity,
} from "../../../lib";
import { identity, resourceGroup, sqlDatabase, sqlServer, workflow } from "../../support/azure";
import { type TerraformJson } from "../../support/conformance";
import { hostileName } from "../../support/hostile-names";
import { factResources, facts } from "../../support/sql";
import { problemsOf, synthesize, testApp, testStack } from "../../support/synth";

const HOST = "orders.database.windows.net";
/** What the addresses of facts there begin with; 1840 is how the SHA-256 of the name begins. */
const AT_HOST = "azmi_sql_orders-database-windows-net-18403d0a";
const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const CLIENT = "22222222-aaaa-bbbb-cccc-dddddddddddd";
const OTHER = "33333333-aaaa-bbbb-cccc-dddddddddddd";

const server = SqlEndpoint.at(HOST);
const app = Principal.servicePrincipal(ObjectId.of(OBJECT), { clientId: ClientId.of(CLIENT), displayName: "app" });
const team = Principal.group(ObjectId.of(OBJECT), { displayName: "team" });

type Place = (stack: TerraformStack) => Construct;

const PLACES: readonly [what: string, place: Place, id: string][] = [
  ["renamed", (stack) => stack, "renamed"],
  ["moved", (stack) => new Construct(new Construct(stack, "deep"), "down"), "it"],
];

describe("the address of a fact", () => {
  test("tells where it holds, of whom it is, and what it says", () => {
    const stack = testStack();
    new SqlAadLogin(stack, "whatever", {
      endpoint: server,
      principal: app,
      serverRoles: [SqlServerRole.LOGIN_MANAGER],
      databases: [
        {
          databaseName: "shop",
          roles: [SqlDatabaseRole.OWNER],
          permissions: [
            SqlPermission.onDatabase("EXECUTE"),
            SqlPermission.onSchema("SELECT", "sales"),
            SqlPermission.onObject("UPDATE", "dbo", "Orders"),
          ],
        },
      ],
    });
    expect(Object.keys(facts(stack))).toEqual([
      `${AT_HOST}_login_app`,
      `${AT_HOST}_login_app_role_MS_LoginManager`,
      `${AT_HOST}_shop_user_app`,
      `${AT_HOST}_shop_user_app_permission_EXECUTE`,
      `${AT_HOST}_shop_user_app_permission_SELECT_sales`,
      `${AT_HOST}_shop_user_app_permission_UPDATE_dbo_Orders`,
      `${AT_HOST}_shop_user_app_role_db_owner`,
    ]);
  });

  test("has the server as the app knows it, with the stack that it is of where that is another one", () => {
    const stacks = testApp();
    const [base, stack] = [testStack("base", stacks), testStack("app", stacks)];
    const user = (id: string, of: MssqlServer): unknown =>
      new SqlDatabaseUser(stack, id, { principal: team, database: sqlDatabase(stack, `shop-${id}`, of) });
    user("own", sqlServer(stack, "orders"));
    user("theirs", sqlServer(base, "orders"));
    new SqlAadLogin(stack, "login", { endpoint: SqlEndpoint.at(HOST.toUpperCase()), principal: app });
    expect(Object.keys(facts(stack))).toEqual([
      "azmi_sql_base_orders_shop-theirs_user_team",
      `${AT_HOST}_login_app`,
      "azmi_sql_orders_shop-own_user_team",
    ]);
  });

  test.each(PLACES)("is the same when a login is %s", (_what, place, id) => {
    const build = (scope: Place, name: string): TerraformJson => {
      const stack = testStack();
      const of = sqlServer(stack);
      new SqlAadLogin(scope(stack), name, {
        endpoint: SqlEndpoint.server(of),
        principal: identity(stack),
        serverRoles: [SqlServerRole.LOGIN_MANAGER],
        databases: [{ database: sqlDatabase(stack, "shop", of), roles: [SqlDatabaseRole.OWNER] }],
      });
      return synthesize(stack);
    };
    expect(build(place, id)).toEqual(build((stack) => stack, "login"));
  });

  test.each(PLACES)("is the same when a user is %s", (_what, place, id) => {
    const build = (scope: Place, name: string): TerraformJson => {
      const stack = testStack();
      new SqlDatabaseUser(scope(stack), name, {
        principal: identity(stack),
        database: sqlDatabase(stack, "shop"),
        roles: [SqlDatabaseRole.DATA_READER],
        permissions: [SqlPermission.onSchema("EXECUTE", "dbo")],
      });
      return synthesize(stack);
    };
    expect(build(place, id)).toEqual(build((stack) => stack, "user"));
  });

  test("is the same for a user that an access makes", () => {
    const build = (say: (stack: TerraformStack) => unknown): TerraformJson => {
      const stack = testStack();
      say(stack);
      return synthesize(stack);
    };
    const roles = [SqlDatabaseRole.DATA_READER];
    const byAccess = build((stack) => {
      const access = [SqlAccess.database(sqlDatabase(stack), { roles })];
      return new ManagedIdentityBinding(stack, "app", { identity: identity(stack), access });
    });
    const byUser = build((stack) => {
      const database = sqlDatabase(stack);
      return new SqlDatabaseUser(stack, "user", { principal: identity(stack), database, roles });
    });
    expect(byAccess).toEqual(byUser);
  });

  test("does not stand for two facts of two servers", () => {
    const stack = testStack();
    [sqlServer(testStack("net", App.of(stack)), "sql"), sqlServer(stack, "net_sql")].forEach((of, index) => {
      new SqlAadLogin(stack, `login${String(index)}`, { endpoint: SqlEndpoint.server(of), principal: app });
    });
    expect(problemsOf(stack)).toEqual(["[stack/login1] terraform-name-taken"]);
  });

  test("tells a user that is called like another one and its role from that role", () => {
    const stack = testStack();
    const of = (userName: string, roles: SqlDatabaseRole[]): unknown =>
      new SqlDatabaseUser(stack, userName, {
        endpoint: server,
        databaseName: "shop",
        principal: team,
        userName,
        roles,
      });
    of("clerks", [SqlDatabaseRole.OWNER]);
    of("clerks_role_db_owner", []);
    expect(problemsOf(stack)).toEqual([]);
    expect(Object.keys(facts(stack))).toHaveLength(3);
  });

  test("tells all names apart that a database tells apart", () => {
    const folded = (name: string): string => name.toLowerCase();
    const names = fc.uniqueArray(hostileName, { minLength: 2, maxLength: 6, selector: folded });
    fc.assert(
      fc.property(names, (all) => {
        const stack = testStack();
        all.forEach((userName, index) => {
          new SqlDatabaseUser(stack, `user${String(index)}`, {
            endpoint: server,
            databaseName: "shop",
            principal: team,
            userName,
          });
        });
        expect(problemsOf(stack)).toEqual([]);
        expect(Object.values(facts(stack))).toHaveLength(all.length);
      }),
      runs(10, 100),
    );
  });

  test("does not need the construct ids of the stack for itself", () => {
    const stack = testStack();
    new Construct(stack, "azmi");
    expect(() => new SqlAadLogin(stack, "login", { endpoint: server, principal: app })).not.toThrow(TypeError);
  });

  test("tells many names apart that have no letter of a Terraform name", () => {
    const stack = testStack();
    // Some of the 20,992 ideographs that Unicode has from there on.
    const names = Array.from({ length: 500 }, (_, index) => String.fromCodePoint(0x4e00 + index));
    names.forEach((userName) => {
      new SqlDatabaseUser(stack, userName, { endpoint: server, databaseName: "shop", principal: team, userName });
    });
    expect(problemsOf(stack)).toEqual([]);
    expect(Object.values(facts(stack)).map(({ name }) => name)).toHaveLength(names.length);
  });
});

describe("the same fact said twice", () => {
  const login = (
    stack: TerraformStack,
    id: string,
    serverRoles: SqlServerRole[],
    more: SqlLoginDatabase[] = [],
  ): SqlAadLogin => new SqlAadLogin(stack, id, { endpoint: server, principal: app, serverRoles, databases: more });

  test("is one resource, and so is what both have in common", () => {
    const stack = testStack();
    const { DEFINITION_READER, LOGIN_MANAGER } = SqlServerRole;
    const shop = (roles: SqlDatabaseRole[]): SqlLoginDatabase => ({ databaseName: "shop", roles });
    const one = login(stack, "one", [DEFINITION_READER], [shop([SqlDatabaseRole.OWNER])]);
    const two = login(stack, "two", [LOGIN_MANAGER, DEFINITION_READER], [shop([SqlDatabaseRole.DATA_READER])]);
    expect(problemsOf(stack)).toEqual([]);
    expect(Object.keys(facts(stack))).toEqual([
      `${AT_HOST}_login_app`,
      `${AT_HOST}_login_app_role_MS_DefinitionReader`,
      `${AT_HOST}_login_app_role_MS_LoginManager`,
      `${AT_HOST}_shop_user_app`,
      `${AT_HOST}_shop_user_app_role_db_datareader`,
      `${AT_HOST}_shop_user_app_role_db_owner`,
    ]);
    const names = ({ resources }: SqlAadLogin): string[] =>
      resources.map(({ friendlyUniqueId }) => friendlyUniqueId.slice(AT_HOST.length)).sort();
    expect(names(one)).toEqual([
      "_login_app",
      "_login_app_role_MS_DefinitionReader",
      "_run",
      "_shop_user_app",
      "_shop_user_app_role_db_owner",
    ]);
    expect(names(two)).toEqual([
      "_login_app",
      "_login_app_role_MS_DefinitionReader",
      "_login_app_role_MS_LoginManager",
      "_run",
      "_shop_user_app",
      "_shop_user_app_role_db_datareader",
    ]);
  });

  test("in one construct is said once", () => {
    const said = (
      serverRoles: SqlServerRole[],
      ...databases: ((database: ReturnType<typeof sqlDatabase>) => SqlLoginDatabase)[]
    ): TerraformJson => {
      const stack = testStack();
      const of = sqlServer(stack);
      const database = sqlDatabase(stack, "shop", of);
      new SqlAadLogin(stack, "login", {
        endpoint: SqlEndpoint.server(of),
        principal: identity(stack),
        serverRoles,
        databases: databases.map((make) => make(database)),
      });
      return synthesize(stack);
    };
    const { DATA_READER, OWNER } = SqlDatabaseRole;
    const { LOGIN_MANAGER } = SqlServerRole;
    const permission = (): SqlPermission => SqlPermission.onSchema("EXECUTE", "dbo");
    const twice = said(
      [LOGIN_MANAGER, SqlServerRole.of("##ms_loginmanager##")],
      (database) => ({ database, roles: [DATA_READER, DATA_READER], permissions: [permission(), permission()] }),
      (database) => ({ database, roles: [OWNER, DATA_READER] }),
      () => ({ databaseName: "archive" }),
      () => ({ databaseName: "archive", roles: [OWNER] }),
    );
    const once = said(
      [LOGIN_MANAGER],
      (database) => ({ database, roles: [DATA_READER, OWNER], permissions: [permission()] }),
      () => ({ databaseName: "archive", roles: [OWNER] }),
    );
    expect(twice).toEqual(once);
  });

  test("of a database in the app and of one that is called like its construct is two", () => {
    const stack = testStack();
    const of = sqlServer(stack);
    const database = sqlDatabase(stack, "shop", of);
    database.name = "orders";
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.server(of),
      principal: app,
      databases: [{ database }, { databaseName: "shop", roles: [SqlDatabaseRole.OWNER] }],
    });
    expect(Object.keys(facts(stack))).toEqual([
      "azmi_sql_server_login_app",
      "azmi_sql_server_orders_user_app",
      "azmi_sql_server_shop_user_app",
      "azmi_sql_server_shop_user_app_role_db_owner",
    ]);
  });

  test("waits for what either of them waits for, and goes down with it", () => {
    const stack = testStack();
    const of = sqlServer(stack);
    const range = { serverId: of.id, startIpAddress: "203.0.113.10", endIpAddress: "203.0.113.10" };
    ["b", "a"].forEach((name) => {
      const rule = new MssqlFirewallRule(stack, name, { name, ...range });
      const endpoint = SqlEndpoint.server(of, { dependsOn: [rule] });
      new SqlDatabaseUser(stack, `user-${name}`, {
        endpoint: endpoint,
        principal: team,
        ...(name === "a" ? { database: sqlDatabase(stack, "shop", of) } : { databaseName: "shop" }),
      });
    });
    expect(factResources(stack).azmi_sql_server_shop_user_team).toMatchObject({
      depends_on: ["azurerm_mssql_database.shop", "azurerm_mssql_firewall_rule.a", "azurerm_mssql_firewall_rule.b"],
      lifecycle: { replace_triggered_by: ["azurerm_mssql_database.shop.id"] },
    });
  });

  test.each<[string, (stack: TerraformStack) => readonly (() => unknown)[]]>([
    [
      "with a name that only Terraform knows",
      (stack) => {
        const name = new TerraformVariable(stack, "name", { type: "string" });
        return ["one", "two"].map(
          (id) => () => new SqlAadLogin(stack, id, { endpoint: server, principal: app, loginName: name.stringValue }),
        );
      },
    ],
    [
      "in a database whose name only Terraform knows",
      (stack) => {
        const name = new TerraformVariable(stack, "name", { type: "string" });
        return ["one", "two"].map(
          (id) => () =>
            new SqlDatabaseUser(stack, id, { endpoint: server, principal: app, databaseName: name.stringValue }),
        );
      },
    ],
    [
      "with the DNS name in other letters",
      (stack) =>
        [HOST, HOST.toUpperCase()].map(
          (host, index) => () =>
            new SqlAadLogin(stack, `login${String(index)}`, { endpoint: SqlEndpoint.at(host), principal: app }),
        ),
    ],
    [
      "with the ids of the principal in other letters",
      (stack) =>
        [CLIENT, CLIENT.toUpperCase()].map((client, index) => () => {
          const options = { clientId: ClientId.of(client), displayName: "app" };
          const principal = Principal.servicePrincipal(ObjectId.of(OBJECT), options);
          return new SqlAadLogin(stack, `login${String(index)}`, { endpoint: server, principal });
        }),
    ],
    [
      "with the limit that is the default",
      (stack) =>
        [{}, { retryForSeconds: 300 }].map(
          (options, index) => () =>
            new SqlAadLogin(stack, `login${String(index)}`, {
              endpoint: SqlEndpoint.at(HOST, options),
              principal: app,
            }),
        ),
    ],
    [
      "of an identity that is a construct and a resource",
      (stack) => {
        const orders = identity(stack);
        const { clientId, objectId } = orders;
        const same = Principal.servicePrincipal(objectId, { clientId, displayName: "id-orders" });
        return [orders, same].map(
          (principal, index) => () => new SqlAadLogin(stack, `login${String(index)}`, { endpoint: server, principal }),
        );
      },
    ],
  ])("is one %s", (_how, sayings) => {
    const stack = testStack();
    sayings(stack).forEach((say) => say());
    expect(problemsOf(stack)).toEqual([]);
    expect(Object.values(facts(stack))).toHaveLength(1);
  });

  test.each<[string, (stack: TerraformStack, id: string, other: boolean) => unknown, string]>([
    [
      "another client id",
      (stack, id, other) => {
        const clientId = ClientId.of(other ? OTHER : CLIENT);
        const principal = Principal.servicePrincipal(ObjectId.of(OBJECT), { clientId, displayName: "app" });
        return new SqlAadLogin(stack, id, { endpoint: server, principal });
      },
      "sql-fact-declared-differently",
    ],
    [
      "the option to replace others",
      (stack, id, replaceOther) => new SqlAadLogin(stack, id, { endpoint: server, principal: app, replaceOther }),
      "sql-fact-declared-differently",
    ],
    [
      "another object id of a user",
      (stack, id, other) => {
        const principal = Principal.group(ObjectId.of(other ? OTHER : OBJECT), { displayName: "team" });
        return new SqlDatabaseUser(stack, id, { endpoint: server, databaseName: "shop", principal });
      },
      "sql-fact-declared-differently",
    ],
    [
      "a user where a group was meant",
      (stack, id, other) => {
        const principal = other ? Principal.user(ObjectId.of(OBJECT)) : Principal.group(ObjectId.of(OBJECT));
        return new SqlDatabaseUser(stack, id, { endpoint: server, databaseName: "shop", principal, userName: "team" });
      },
      "sql-fact-declared-differently",
    ],
    [
      "a login where the user was contained",
      (stack, id, other) => {
        const login = other ? new SqlAadLogin(stack, "login", { endpoint: server, principal: app }) : undefined;
        return new SqlDatabaseUser(stack, id, { endpoint: server, databaseName: "shop", principal: app, login });
      },
      "sql-fact-declared-differently",
    ],
    [
      "other limits",
      (stack, id, other) => {
        const endpoint = SqlEndpoint.at(HOST, { retryForSeconds: other ? 60 : 30 });
        return new SqlAadLogin(stack, id, { endpoint: endpoint, principal: app });
      },
      "sql-fact-executed-differently",
    ],
    [
      "other encryption",
      (stack, id, strictEncryption) => {
        const endpoint = SqlEndpoint.at(HOST, { strictEncryption });
        return new SqlAadLogin(stack, id, { endpoint: endpoint, principal: app });
      },
      "sql-fact-executed-differently",
    ],
    [
      "another kind of executor",
      (stack, id, other) => {
        const executor = other ? SqlExecutor.script() : SqlExecutor.local();
        return new SqlAadLogin(stack, id, { endpoint: SqlEndpoint.at(HOST, { executor }), principal: app });
      },
      "sql-fact-executed-differently",
    ],
    [
      "another container that runs it",
      (stack, id) => {
        const deployer = identity(stack, `deployer-${id}`);
        const place = { identity: deployer, resourceGroup: resourceGroup(stack, `rg-${id}`) };
        const executor = SqlExecutor.deploymentScript(place);
        return new SqlAadLogin(stack, id, { endpoint: SqlEndpoint.at(HOST, { executor }), principal: app });
      },
      "sql-fact-executed-differently",
    ],
  ])("with %s is an error that names both places", (_what, say, problem) => {
    const stack = testStack();
    say(stack, "first", false);
    say(stack, "second", true);
    expect(problemsOf(stack)).toEqual([`[stack/second] ${problem}`]);
  });

  test("with a name that only Terraform knows is told by where the name comes from", () => {
    const stack = testStack();
    const principal = SystemAssignedManagedIdentity.of(workflow(stack));
    [false, true].forEach((replaceOther, index) => {
      new SqlAadLogin(stack, `login${String(index)}`, { endpoint: server, principal, replaceOther });
    });
    expect(problemsOf(stack)).toEqual(["[stack/login1] sql-fact-declared-differently"]);
  });

  test("in two stacks is an error that names the constructs, and is told once", () => {
    const all = testApp();
    const [base, other] = [testStack("base", all), testStack("other", all)];
    [base, other].forEach((stack) => {
      new SqlAadLogin(stack, "login", { endpoint: server, principal: app });
      new SqlDatabaseUser(new Construct(stack, "shop"), "user", {
        endpoint: server,
        databaseName: "shop",
        principal: team,
      });
    });
    expect(problemsOf(base)).toEqual([]);
    expect(problemsOf(other)).toEqual(["[other] duplicate-sql-fact", "[other] duplicate-sql-fact"]);
  });
});

/** How the constructs of a cut say what they say. */
type Style = "at once" | "one after the other" | "by users of their own";

interface Cut {
  readonly said: readonly Said[];
  readonly depth: number;
  readonly style: Style;
}

/** The smallest things that somebody can say about SQL servers. */
type Said =
  | { readonly serverRole: SqlServerRole }
  | ({ readonly of: "login" | "group"; readonly database: "shop" | "archive" } & SqlDatabaseUserOptions);

const { DATA_READER, DATA_WRITER } = SqlDatabaseRole;
const EXECUTE = SqlPermission.onSchema("EXECUTE", "dbo");
const SELECT = SqlPermission.onObject("SELECT", "dbo", "Orders");
const ALL: readonly Said[] = [
  { serverRole: SqlServerRole.DEFINITION_READER },
  { serverRole: SqlServerRole.SERVER_STATE_READER },
  { of: "login", database: "shop", roles: [DATA_READER] },
  { of: "login", database: "shop", roles: [DATA_WRITER] },
  { of: "login", database: "shop", permissions: [EXECUTE] },
  { of: "login", database: "archive", permissions: [SELECT] },
  { of: "login", database: "archive" },
  { of: "group", database: "shop", roles: [DATA_READER] },
  { of: "group", database: "shop", permissions: [SELECT] },
  { of: "group", database: "archive", roles: [DATA_WRITER] },
];

const EXECUTORS: readonly [string, (stack: TerraformStack) => SqlExecutor][] = [
  ["Terraform", () => SqlExecutor.local()],
  ["a person", () => SqlExecutor.script()],
  [
    "a container",
    (stack) =>
      SqlExecutor.deploymentScript({ identity: identity(stack, "deployer"), resourceGroup: resourceGroup(stack) }),
  ],
];

function sayAll(executorIn: (stack: TerraformStack) => SqlExecutor, cuts: readonly Cut[]): TerraformJson {
  const stack = testStack();
  const principal = identity(stack);
  const resource = sqlServer(stack);
  const shop = { database: sqlDatabase(stack, "shop", resource) };
  const where = { shop, archive: { databaseName: "archive" } };
  const endpoint = SqlEndpoint.server(resource, { executor: executorIn(stack) });
  cuts.forEach(({ said, depth, style }, index) => {
    let scope: Construct = new Construct(stack, `cut${String(index)}`);
    for (let level = 0; level < depth; level++) {
      scope = new Construct(scope, "down");
    }
    const serverRoles = said.flatMap((one) => ("serverRole" in one ? [one.serverRole] : []));
    const users = said.flatMap((one) => ("of" in one ? [one] : []));
    const databases = users
      .filter(({ of }) => of === "login")
      .map(({ database, roles, permissions }) => ({ ...where[database], roles, permissions }));
    if (serverRoles.length + databases.length > 0) {
      const atOnce = style === "at once" ? { serverRoles, databases } : {};
      const login = new SqlAadLogin(scope, "login", { endpoint: endpoint, principal, ...atOnce });
      if (style !== "at once") {
        serverRoles.forEach((role) => {
          login.addServerRole(role);
        });
        databases.forEach((database, number) =>
          style === "one after the other"
            ? login.addDatabase(database)
            : new SqlDatabaseUser(scope, `user${String(number)}`, { principal, login, ...database }),
        );
      }
    }
    users.forEach(({ of, database, roles, permissions }, number) => {
      if (of === "group") {
        const props = { endpoint, principal: team, ...where[database], roles, permissions };
        new SqlDatabaseUser(scope, `group${String(number)}`, props);
      }
    });
  });
  return synthesize(stack);
}

test.each(EXECUTORS)(
  "any way of cutting the same facts into constructs gives the same Terraform JSON, where %s runs the T-SQL",
  (_who, executor) => {
    const whole = sayAll(executor, [{ said: ALL, depth: 0, style: "at once" }]);
    const said = Object.values(whole.resource?.terraform_data ?? {}).map(({ triggers_replace: one }) => one);
    expect(said.filter((one) => typeof one === "object" && "kind" in (one as object))).toHaveLength(14);
    const form = {
      depth: fc.nat(2),
      style: fc.constantFrom<Style>("at once", "one after the other", "by users of their own"),
    };
    const complete = fc.record({
      said: fc.shuffledSubarray([...ALL], { minLength: ALL.length }),
      at: fc.array(fc.nat(ALL.length)),
      ...form,
    });
    const some = fc.record({ said: fc.subarray([...ALL]), ...form });
    fc.assert(
      fc.property(complete, fc.array(some, { maxLength: 3 }), ({ said, at, ...how }, more) => {
        const borders = [0, ...at.sort((a, b) => a - b), said.length];
        const pieces = borders.slice(1).map((end, index) => ({ said: said.slice(borders[index], end), ...how }));
        expect(sayAll(executor, [...more, ...pieces])).toEqual(whole);
      }),
      runs(8, 100),
    );
  },
);

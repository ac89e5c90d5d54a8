import { join } from "node:path";
import * as fc from "../../support/fast-check";
import { runs } from "../../support/exhaustive";
import { App } from "cdktf";
import { type Construct } from "constructs";
import {
  ClientId,
  type IPrincipal,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlDatabaseRole,
  SqlDatabaseUser,
  SqlEndpoint,
  SqlExecutor,
  SqlPermission,
  SqlServerRole,
} from "../../../lib";
import { using } from "../../simulator/sql/client";
import { APP, guid, HOST, inWorld, type Place, TEAM } from "../../simulator/sql/world";
import { identity, sqlServer } from "../../support/azure";
import { hostileName } from "../../support/hostile-names";
import { type Direction, runSqlFiles, type SqlFile, sqlFiles } from "../../support/sqlcmd";
import { problemsOf, testApp, testStack } from "../../support/synth";

const endpoint = SqlEndpoint.at(HOST, { executor: SqlExecutor.script() });

const app = Principal.servicePrincipal(ObjectId.of(APP.objectId), {
  clientId: ClientId.of(APP.clientId ?? ""),
  displayName: "app",
});
const team = Principal.group(ObjectId.of(TEAM.objectId), { displayName: "team" });

/** One of everything. */
function everything(scope: Construct): void {
  new SqlAadLogin(scope, "login", {
    endpoint: endpoint,
    principal: app,
    serverRoles: [SqlServerRole.DEFINITION_READER],
    databases: [
      {
        databaseName: "shop",
        roles: [SqlDatabaseRole.DATA_READER],
        permissions: [SqlPermission.onSchema("EXECUTE", "dbo")],
      },
    ],
  });
  new SqlDatabaseUser(scope, "team", {
    endpoint: endpoint,
    principal: team,
    databaseName: "stock",
    roles: [SqlDatabaseRole.DATA_WRITER],
  });
}

/** The files that synth writes beside the stack. */
function filesOf(define: (scope: Construct) => void): SqlFile[] {
  const all = testApp();
  define(testStack("stack", all));
  all.synth();
  return filesIn(all);
}

const filesIn = (all: App): SqlFile[] => sqlFiles(join(all.outdir, "stacks", "stack", "sql"));

const run = ({ servers }: Place, files: readonly SqlFile[], direction: Direction): Promise<number[]> =>
  runSqlFiles(files, direction, (database, use) => using(servers, { database }, use));

const loginsOf = ({ servers }: Place): unknown[] => servers.server(HOST).logins.filter(({ type }) => type !== "S");

const contentOf = (place: Place): unknown => ({
  logins: loginsOf(place),
  ...Object.fromEntries(["shop", "stock"].map((name) => [name, place.servers.database(HOST, name)])),
});

const EVERYTHING = {
  logins: [{ name: "app", type: "E", id: APP.clientId, roles: ["##MS_DefinitionReader##"], disabled: false }],
  shop: {
    users: [{ name: "app", type: "E", id: APP.clientId, roles: ["db_datareader"] }],
    roles: [],
    permissions: [{ grantee: "app", permission: "EXECUTE", state: "GRANT", on: "SCHEMA::dbo" }],
  },
  stock: {
    users: [{ name: "team", type: "X", id: TEAM.objectId, roles: ["db_datawriter"] }],
    roles: [],
    permissions: [],
  },
};
const nothing = { users: [], roles: [], permissions: [] };
const NOTHING = { logins: [], shop: nothing, stock: nothing };

describe("files for a database administrator", () => {
  test("are one per database and direction, master first when facts become true and last when they do not", () => {
    expect(filesOf(everything).map(({ path, database }) => [path, database])).toEqual([
      [`${HOST}/apply/1-master.sql`, "master"],
      [`${HOST}/apply/2-shop.sql`, "shop"],
      [`${HOST}/apply/3-stock.sql`, "stock"],
      [`${HOST}/remove/1-stock.sql`, "stock"],
      [`${HOST}/remove/2-shop.sql`, "shop"],
      [`${HOST}/remove/3-master.sql`, "master"],
    ]);
  });

  test("have names in the order in which they run, also where there are many", () => {
    const names = Array.from({ length: 10 }, (_, index) => `shop${String(index)}`);
    const files = filesOf((scope) => {
      const databases = names.map((databaseName) => ({ databaseName }));
      new SqlAadLogin(scope, "login", { endpoint: endpoint, principal: app, databases });
    });
    expect(files.map(({ database }) => database)).toEqual(["master", ...names, ...[...names].reverse(), "master"]);
    expect(files[0]?.path).toBe(`${HOST}/apply/01-master.sql`);
  });

  test("say where they belong, what they do, and check it in the end", () => {
    const [master] = filesOf((scope) => {
      new SqlAadLogin(scope, "login", { endpoint: endpoint, principal: app });
    });
    const sid = "0xD4C3B2A1F6E59078ABCD000000001002";
    expect(master?.text).toBe(`-- Server: ${HOST}
-- Database: "master"
-- Run it as the Entra administrator of the server, and stop at the first error: sqlcmd -G -b -S <server> -d <database> -i <this file>
SET NOEXEC OFF;
GO
IF EXISTS (SELECT 1 FROM sys.server_principals WHERE name = N'app') SET NOEXEC ON;
GO
CREATE LOGIN [app] FROM EXTERNAL PROVIDER WITH OBJECT_ID = '${APP.objectId}';
GO
SET NOEXEC OFF;
GO
IF NOT EXISTS (SELECT 1 FROM sys.server_principals WHERE name = N'app' AND type IN ('E', 'X') AND CONVERT(varbinary(16), sid) = ${sid}) THROW 50000, N'login "app" is not there; something else has its name, or takes it away', 1;
GO
`);
  });

  test("make every fact true, change nothing when they are run again, and take everything away", () =>
    inWorld(async (place) => {
      const files = filesOf(everything);
      const steps = [
        ["apply", EVERYTHING],
        ["apply", EVERYTHING],
        ["remove", NOTHING],
        ["remove", NOTHING],
      ] as const;
      for (const [direction, content] of steps) {
        expect(await run(place, files, direction)).toEqual([]);
        expect(contentOf(place)).toEqual(content);
      }
    }));

  test("leave what stands for somebody else, an identity that is gone or not, and replace it when told to", () =>
    inWorld(async (place) => {
      await run(place, filesOf(everything), "apply");
      const again = { ...APP, objectId: guid(70), clientId: guid(71) };
      place.world.people = [...place.world.people.filter((person) => person !== APP), again];
      const files = (replaceOther?: boolean): SqlFile[] =>
        filesOf((scope) => {
          new SqlAadLogin(scope, "login", {
            endpoint: endpoint,
            principal: Principal.servicePrincipal(ObjectId.of(again.objectId), {
              clientId: ClientId.of(again.clientId),
              displayName: "app",
            }),
            databases: [{ databaseName: "shop" }],
            replaceOther,
          });
        });
      expect(await run(place, files(), "apply")).toEqual([50000, 50000]);
      expect(loginsOf(place)).toMatchObject([{ name: "app", id: APP.clientId }]);
      expect(await run(place, files(true), "apply")).toEqual([]);
      expect(loginsOf(place)).toMatchObject([{ name: "app", id: again.clientId }]);
      expect(place.servers.database(HOST, "shop").users).toMatchObject([{ name: "app", id: again.clientId }]);
    }));

  test("make users of a login although nobody can tell its SID: databases do not show what is in master", () =>
    inWorld(async (place) => {
      const nameless = Principal.servicePrincipal(ObjectId.of(APP.objectId), { displayName: "app" });
      const files = filesOf((scope) => {
        const databases = [{ databaseName: "shop", roles: [SqlDatabaseRole.DATA_READER] }];
        new SqlAadLogin(scope, "login", { endpoint: endpoint, principal: nameless, databases });
      });
      for (const direction of ["apply", "apply"] as const) {
        expect(await run(place, files, direction)).toEqual([]);
        expect(place.servers.database(HOST, "shop").users).toEqual(EVERYTHING.shop.users);
      }
      expect(await run(place, files, "remove")).toEqual([]);
      expect(contentOf(place)).toEqual(NOTHING);
    }));

  test("fail where something else has the name", () =>
    inWorld(async (place) => {
      await using(place.servers, { database: "shop" }, ({ query }) => query("CREATE ROLE app"));
      const files = filesOf((scope) => {
        new SqlDatabaseUser(scope, "user", { endpoint: endpoint, principal: app, databaseName: "shop" });
      });
      expect(await run(place, files, "apply")).toEqual([50000]);
    }));

  test("say who is missing, whatever sign is in the name", () =>
    inWorld(async ({ servers }) => {
      const [file] = filesOf((scope) => {
        const userName = "100% app %s";
        new SqlDatabaseUser(scope, "user", { endpoint: endpoint, principal: app, databaseName: "shop", userName });
      });
      const demand = file?.text.split(/^GO$/m).find((batch) => batch.includes("THROW")) ?? "";
      await using(servers, { database: "shop" }, async ({ connection, query }) => {
        const messages: string[] = [];
        connection.on("errorMessage", ({ message }) => messages.push(message));
        expect((await query(demand)).errors).toEqual([50000]);
        expect(messages).toEqual([
          'user "100% app %s" in database "shop" is not there; something else has its name, or takes it away',
        ]);
      });
    }));

  test("say how they are read where a name has letters that Windows would read as others", () => {
    const notes = ["app", "Zürich"].map((userName) => {
      const [file] = filesOf((scope) => {
        new SqlDatabaseUser(scope, "user", { endpoint: endpoint, principal: app, databaseName: "shop", userName });
      });
      return file?.text.match(/^-- .*-f 65001$/m)?.[0];
    });
    expect(notes).toEqual([undefined, "-- The file is UTF-8; sqlcmd on Windows reads it as that with -f 65001"]);
  });

  test("are in one place for a server, however its name is spelled", () => {
    const files = filesOf((scope) => {
      [HOST, HOST.toUpperCase()].forEach((host, index) => {
        new SqlDatabaseUser(scope, `user${String(index)}`, {
          endpoint: SqlEndpoint.at(host, { executor: SqlExecutor.script() }),
          principal: app,
          databaseName: "shop",
          userName: `app${String(index)}`,
        });
      });
    });
    expect(files.map(({ path }) => path)).toEqual([`${HOST}/apply/1-shop.sql`, `${HOST}/remove/1-shop.sql`]);
    expect(files[0]?.text).toMatch(/CREATE USER \[app0\][^]*CREATE USER \[app1\]/);
  });

  test(
    "hold whatever name a principal has",
    () =>
      inWorld(async (place) => {
        const name = hostileName.filter((text) => !/[\r\n]|\$\(/.test(text));
        const property = fc.asyncProperty(name, async (userName) => {
          const files = filesOf((scope) => {
            new SqlDatabaseUser(scope, "user", { endpoint: endpoint, principal: app, databaseName: "shop", userName });
          });
          expect(await run(place, files, "apply")).toEqual([]);
          expect(place.servers.database(HOST, "shop").users.map((user) => user.name)).toEqual([userName]);
          expect(await run(place, files, "remove")).toEqual([]);
        });
        await fc.assert(property, runs(20, 1000));
      }),
    60_000,
  );

  test.each([
    ["ü", 63],
    ["数", 127],
  ])("have names that file systems allow, whatever database they are for: %s and so on", (letter, times) => {
    const databases = ["a", "b"].map((last) => letter.repeat(times) + last);
    const files = filesOf((scope) => {
      new SqlAadLogin(scope, "login", {
        endpoint: SqlEndpoint.at(`${"a".repeat(63)}.${"b".repeat(63)}.database.windows.net`, {
          executor: SqlExecutor.script(),
        }),
        principal: app,
        databases: databases.map((databaseName) => ({ databaseName })),
      });
    });
    expect(files.map(({ database }) => database).sort()).toEqual(["master", ...databases].flatMap((one) => [one, one]));
    expect(files.flatMap(({ path }) => path.split("/")).filter((name) => name.length > 120)).toEqual([]);
  });

  test("go when what they say has left the app", () => {
    const synthesizeInto = (outdir: string, databaseName: string): string[] => {
      const all = testApp(outdir);
      new SqlDatabaseUser(testStack("stack", all), "user", { endpoint: endpoint, principal: app, databaseName });
      all.synth();
      return filesIn(all).map(({ path }) => path);
    };
    const { outdir } = testApp();
    synthesizeInto(outdir, "shop");
    expect(synthesizeInto(outdir, "stock")).toEqual([`${HOST}/apply/1-stock.sql`, `${HOST}/remove/1-stock.sql`]);
  });

  test("are the same whatever the order in which the app says it", () => {
    const parts = [
      (scope: Construct): void => {
        new SqlAadLogin(scope, "b", { endpoint: endpoint, principal: app });
      },
      (scope: Construct): void => {
        new SqlAadLogin(scope, "a", { endpoint: endpoint, principal: team });
      },
    ];
    const inOrder = (order: typeof parts): SqlFile[] =>
      filesOf((scope) => {
        order.forEach((part) => {
          part(scope);
        });
      });
    expect(inOrder([...parts].reverse())).toEqual(inOrder(parts));
  });
});

describe("ids that are known after apply only", () => {
  const define = (scope: Construct): void => {
    new SqlAadLogin(scope, "login", {
      endpoint: SqlEndpoint.server(sqlServer(scope), { executor: SqlExecutor.script() }),
      principal: identity(scope),
      loginName: "orders-app",
      databases: [{ databaseName: "shop" }],
    });
  };

  test("leave the server's name to whoever reads", () => {
    const [master] = filesOf(define);
    expect(master?.path).toBe("server/apply/1-master.sql");
    expect(master?.text).toContain("-- Server: fully_qualified_domain_name of stack/server\n");
    expect(master?.text).toContain(
      "CREATE LOGIN [orders-app] FROM EXTERNAL PROVIDER WITH OBJECT_ID = '$(orders_principal_id)';",
    );
    expect(master?.text).toContain("= $(orders_client_id_sid))");
  });
});

describe("variables", () => {
  test.each([
    ["differ in case only", "App", "app", ["App_client_id", "app_client_id_"]],
    ["differ in signs that variables do not have", "a-b", "a_b", ["a_b_client_id", "a_b_client_id_"]],
  ])("are two for two ids whose names %s: sqlcmd takes them for the same", (_what, one, other, names) => {
    const [shop] = filesOf((scope) => {
      [one, other].forEach((id, index) => {
        new SqlDatabaseUser(scope, `user${String(index)}`, {
          endpoint: endpoint,
          principal: identity(scope, id),
          databaseName: "shop",
          userName: `user${String(index)}`,
        });
      });
    });
    names.forEach((name, index) => {
      expect(shop?.text).toContain(`CREATE USER [user${String(index)}] WITH SID = $(${name}_sid), TYPE = E;`);
    });
  });
});

describe("changes that sessions know at once", () => {
  test.each<[string, (scope: Construct) => string, boolean]>([
    ["a server", () => HOST, true],
    ["a server whose name only Terraform knows", (scope) => `${sqlServer(scope).name}.database.windows.net`, true],
    ["a managed instance, which has no such statement", () => "orders.1a2b3c4d5e6f.database.windows.net", false],
  ])("are those on %s", (_what, host, flushes) => {
    const [shop] = filesOf((scope) => {
      const server = SqlEndpoint.at(host(scope), { executor: SqlExecutor.script() });
      new SqlDatabaseUser(scope, "user", { endpoint: server, principal: app, databaseName: "shop" });
    });
    expect(shop?.text.includes("DBCC FLUSHAUTHCACHE;")).toBe(flushes);
  });
});

function stackWith(define: (scope: Construct) => void): ReturnType<typeof testStack> {
  const stack = testStack();
  define(stack);
  return stack;
}

describe("what cannot be written down", () => {
  const login = (principal: IPrincipal, loginName?: string): string[] =>
    problemsOf(
      stackWith((scope) => {
        new SqlAadLogin(scope, "login", { endpoint: endpoint, principal, loginName });
      }),
    );

  test("is a name that is known at apply only", () => {
    const stack = testStack();
    new SqlAadLogin(stack, "login", {
      endpoint: endpoint,
      principal: Principal.fromClientId(stack, "found", ClientId.of(guid(9))),
    });
    expect(problemsOf(stack)).toEqual([
      "[stack/login] name is known at apply only (display_name of stack/found), and T-SQL is written down at synth; " +
        "give the name as text, or use SqlExecutor.local()",
    ]);
  });

  test.each([
    ["another stack and an own one", "net", "sql", "net_sql"],
    ["the same stack, in capitals", "stack", "Sql", "sql"],
  ])("is T-SQL for two servers of one name: of %s", (_what, stackId, first, second) => {
    const stack = testStack();
    const other = stackId === "stack" ? stack : testStack(stackId, App.of(stack));
    [sqlServer(other, first), sqlServer(stack, second)].forEach((server, index) => {
      new SqlDatabaseUser(stack, `user${String(index)}`, {
        endpoint: SqlEndpoint.server(server, { executor: SqlExecutor.script() }),
        principal: app,
        databaseName: "shop",
        userName: `app${String(index)}`,
      });
    });
    expect(problemsOf(stack)).toEqual([
      `[stack/user1] fully_qualified_domain_name of stack/${second} and fully_qualified_domain_name of ` +
        `${stackId}/${first} are two servers, and their T-SQL would be written down as that of one; give one of the ` +
        "servers another construct id",
    ]);
  });

  test.each(["two\nlines", "$(variable)"])("is the name %j", (name) => {
    expect(login(app, name)).toEqual([
      `[stack/login] name ${JSON.stringify(name)} has a line break or "$(", which mean something in .sql files; ` +
        "choose another name, or use SqlExecutor.local()",
    ]);
  });
});

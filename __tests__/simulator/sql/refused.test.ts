import { FUNCTIONS, STATEMENTS, TYPES, VIEWS } from "../../../simulator/sql/language";
import { type Answer, using } from "./client";
import { inWorld } from "./world";

/** What the administrator is told in database shop by batches over one connection. */
async function inShop(...batches: readonly string[]): Promise<Answer & { readonly said: readonly string[] }> {
  const outcome = { errors: [] as number[], sets: [] as Answer["sets"], said: [] as string[] };
  await inWorld(({ servers }) =>
    using(servers, { database: "shop" }, async ({ connection, query }) => {
      connection.on("errorMessage", ({ message }) => outcome.said.push(message));
      for (const batch of batches) {
        const { errors, sets } = await query(batch);
        outcome.errors.push(...errors);
        outcome.sets.push(...sets);
      }
    }),
  );
  return outcome;
}

const ROLES = "SELECT name FROM sys.database_principals WHERE type = 'R' AND is_fixed_role = 0";

describe("what is not modelled is refused by its name, and nothing of its batch is run", () => {
  test.each([
    ["CREATE TABLE t (id int)", "statement CREATE TABLE"],
    ["EXEC sp_who", "statement EXEC sp_who"],
    ["sp_who", "statement sp_who"],
    ["BEGIN TRANSACTION", "statement BEGIN TRANSACTION"],
    ["DECLARE @a int", "statement DECLARE"],
    ["WAITFOR DELAY '00:00:01'", "statement WAITFOR DELAY"],
    ["SET ROWCOUNT 1", "SET ROWCOUNT 1"],
    ["SET XACT_ABORT ON", "SET XACT_ABORT ON"],
    ["SET NONSENSE ON", "SET NONSENSE"],
    ["SET @a = 1", "SET of a variable"],
    ["DBCC FREESYSTEMCACHE", "DBCC FREESYSTEMCACHE"],
    ["CREATE LOGIN x WITH PASSWORD = 'Secret-1'", "CREATE LOGIN … WITH"],
    ["CREATE USER x WITHOUT LOGIN", "CREATE USER … WITHOUT LOGIN"],
    ["CREATE USER x WITH PASSWORD = 'Secret-1'", "option PASSWORD"],
    ["SELECT * FROM dbo.Orders", "table dbo.Orders"],
    ["SELECT * FROM sys.dm_exec_sessions", "view dm_exec_sessions"],
    ["SELECT name FROM sys.schemas GROUP BY name", "statement GROUP BY"],
    ["SELECT TOP 1 name FROM sys.schemas", "keyword TOP"],
    ["SELECT STRING_AGG(name, ',') FROM sys.schemas", "function STRING_AGG"],
    ["SELECT CAST(1 AS float)", "type float"],
    ["SELECT 2 * 3", "operator *"],
    ["SELECT 1.5", "number 1.5"],
    ["SELECT @@VERSION", "variable @@VERSION"],
    ["SELECT name FROM sys.schemas WHERE schema_id = (SELECT 1)", "query as a value"],
  ])("%s: %s", async (statement, what) => {
    const before = await inShop(ROLES);
    const { errors, sets, said } = await inShop(`CREATE ROLE before; ${statement}`, ROLES);
    expect({ errors, sets }).toEqual({ errors: [40510], sets: before.sets });
    expect(said).toEqual([`Not modelled: ${what}. What is, is listed in simulator/sql/language.ts.`]);
  });

  test("and so are transactions that drivers begin", () =>
    inWorld(({ servers }) =>
      using(servers, {}, async ({ connection }) => {
        const error = await new Promise<Error | null | undefined>((resolve) => {
          connection.beginTransaction(resolve);
        });
        expect(error?.message).toContain("Not modelled: BEGIN TRANSACTION.");
      }),
    ));
});

describe("every name of the language", () => {
  test.each(VIEWS)("sys.%s can be selected from", async (view) => {
    const from = view === "fn_my_permissions" ? `sys.${view}(NULL, 'DATABASE')` : `sys.${view}`;
    const elsewhere = /^server_|^sql_logins/.test(view) ? [208] : [];
    expect((await inShop(`SELECT * FROM ${from}`)).errors).toEqual(elsewhere);
  });

  test.each(TYPES)("%s can be converted to", async (type) => {
    expect((await inShop(`SELECT CAST(NULL AS ${type}) AS it`)).sets).toEqual([[{ it: null }]]);
  });

  const ARGUMENTS: Partial<Record<(typeof FUNCTIONS)[number], string>> = {
    CAST: "('1' AS int)",
    COALESCE: "(NULL, 'x')",
    CONVERT: "(int, '1')",
    CURRENT_USER: "",
    HAS_PERMS_BY_NAME: "(NULL, 'DATABASE', 'SELECT')",
    ISNULL: "(NULL, 'x')",
    IS_MEMBER: "('db_owner')",
    IS_ROLEMEMBER: "('db_owner')",
    IS_SRVROLEMEMBER: "('public')",
    OBJECT_NAME: "(1)",
    SERVERPROPERTY: "('Edition')",
    SESSION_USER: "",
    SYSTEM_USER: "",
    USER: "",
  };
  test.each(FUNCTIONS)("%s can be called", async (called) => {
    expect((await inShop(`SELECT ${called}${ARGUMENTS[called] ?? "()"} AS it`)).errors).toEqual([]);
  });

  test.each(STATEMENTS.filter((statement) => statement !== "REVERT"))("%s is known", async (statement) => {
    // It is not complete, which is another error than that it is not modelled.
    expect((await inShop(statement)).errors).not.toContain(40510);
  });
});

test("options that drivers set change nothing", async () => {
  const { errors } = await inShop(
    "SET ANSI_NULLS, QUOTED_IDENTIFIER ON; SET NOCOUNT ON; SET LOCK_TIMEOUT -1; SET LANGUAGE us_english",
    "SET NOEXEC OFF; SET ROWCOUNT 0; SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET XACT_ABORT OFF",
  );
  expect(errors).toEqual([]);
});

test("options are forgotten when the connection is reset", () =>
  inWorld(({ servers }) =>
    using(servers, { database: "shop" }, async ({ connection, query }) => {
      await query("SET NOEXEC ON");
      await new Promise((resolve) => {
        connection.reset(resolve);
      });
      expect((await query("SELECT 1 AS one")).sets).toEqual([[{ one: 1 }]]);
    }),
  ));

describe("what Microsoft's pages look at roles and permissions with", () => {
  test.each([
    // https://learn.microsoft.com/azure/azure-sql/database/security-server-roles#examples
    [
      "SELECT DR1.name AS DbRoleName, isnull (DR2.name, 'No members') AS DbUserName FROM sys.database_role_members AS DbRMem " +
        "RIGHT OUTER JOIN sys.database_principals AS DR1 ON DbRMem.role_principal_id = DR1.principal_id " +
        "LEFT OUTER JOIN sys.database_principals AS DR2 ON DbRMem.member_principal_id = DR2.principal_id " +
        "WHERE DR1.type = 'R' AND DR1.name LIKE 'db[_]data%' ORDER BY DR1.name",
      [
        { DbRoleName: "db_datareader", DbUserName: "clerks" },
        { DbRoleName: "db_datawriter", DbUserName: "No members" },
      ],
    ],
    // https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-database-permissions-transact-sql
    [
      "SELECT pr.name, pe.state_desc, pe.permission_name, s.name + '.' + o.name AS ObjectName " +
        "FROM sys.database_principals AS pr JOIN sys.database_permissions AS pe ON pe.grantee_principal_id = pr.principal_id " +
        "JOIN sys.objects AS o ON pe.major_id = o.object_id JOIN sys.schemas AS s ON o.schema_id = s.schema_id",
      [{ name: "clerks", state_desc: "GRANT", permission_name: "SELECT", ObjectName: "dbo.Orders" }],
    ],
    [
      "SELECT name FROM sys.database_principals WHERE principal_id IN (SELECT member_principal_id FROM sys.database_role_members)",
      [{ name: "clerks" }],
    ],
    ["SELECT DISTINCT type FROM sys.database_principals WHERE type <> 'S' AND type IN ('R', 'E')", [{ type: "R" }]],
    ["SELECT 2 AS n UNION SELECT 1 UNION SELECT 2 ORDER BY 1 DESC", [{ n: 2 }, { n: 1 }]],
    ["SELECT CASE WHEN IS_ROLEMEMBER('db_datareader', 'clerks') = 1 THEN 'yes' ELSE 'no' END AS it", [{ it: "yes" }]],
  ])("%s", (sql, rows) =>
    inWorld(({ servers }) =>
      using(servers, { database: "shop" }, async ({ query }) => {
        servers.declareObject("orders.database.windows.net", "shop", "dbo", "Orders");
        await query("CREATE ROLE clerks");
        await query("ALTER ROLE db_datareader ADD MEMBER clerks; GRANT SELECT ON dbo.Orders TO clerks");
        expect(await query(sql)).toEqual({ sets: [rows], errors: [] });
      }),
    ),
  );
});

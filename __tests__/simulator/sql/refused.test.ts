import { refusal, using } from "./client";
import { inWorld } from "./world";

interface Outcome {
  /** What the administrator was told by the batches, over one connection. */
  readonly errors: readonly number[];
  readonly sets: readonly unknown[];
  /** The roles that are no fixed ones in database shop, afterwards. */
  readonly roles: readonly unknown[];
}

async function inShop(...batches: readonly string[]): Promise<Outcome> {
  const outcome = { errors: [] as number[], sets: [] as unknown[], roles: [] as unknown[] };
  await inWorld(({ servers }) =>
    using(servers, { database: "shop" }, async ({ query }) => {
      for (const batch of batches) {
        const { errors, sets } = await query(batch);
        outcome.errors.push(...errors);
        outcome.sets.push(...sets);
      }
      const { sets } = await query("SELECT name FROM sys.database_principals WHERE type = 'R' AND is_fixed_role = 0");
      outcome.roles.push(...sets.flat().map(({ name }) => name));
    }),
  );
  return outcome;
}

describe("what is not modelled is refused, and the rest of its batch not run", () => {
  test.each([
    ["SET NONSENSE ON", 195],
    ["SET NOCOUNT, NONSENSE ON", 195],
    ["SET PARSEONLY ON", 40510],
    ["SET FMTONLY ON", 40510],
    ["SET SHOWPLAN_ALL ON", 40510],
    ["SET ROWCOUNT 1", 40510],
    ["SET TRANSACTION ISOLATION LEVEL NONSENSE", 102],
    ["BEGIN TRANSACTION", 40510],
    ["WAITFOR DELAY 'soon'", 148],
    ["SELECT * FROM sys.schemas WITH (NONSENSE)", 321],
    ["SELECT 1 WHERE 'a' COLLATE Latin1_General_BIN = 'A'", 40514],
    ["DECLARE @a int; SELECT @a = 1, 2", 141],
    ["SELECT 1e400", 168],
    ["SELECT CAST('x' AS varchar(9000))", 131],
    ["SELECT CAST(N'x' AS nvarchar(0))", 1001],
    ["SELECT 1.5 & 1", 402],
    ["SELECT SUM(name) FROM sys.schemas", 8117],
    ["SELECT SUM(is_fixed_role) FROM sys.database_principals", 8117],
    ["SELECT TOP (-1) name FROM sys.schemas", 127],
    ["CREATE TABLE t ()", 102],
    ["DBCC FREESYSTEMCACHE", 102],
    ["DBCC FREESYSTEMCACHE('x') WITH NONSENSE", 102],
    ["EXEC stock.sys.sp_executesql N'SELECT 1'", 40515],
    ["CREATE TABLE stock.dbo.t (a int)", 40515],
    ["GRANT SELECT ON stock.dbo.t TO public", 40515],
    ["THROW 50001, 'enough', 1", 50001],
  ])("%s: %d", async (statement, error) => {
    const { errors, roles } = await inShop(`${statement}; CREATE ROLE afterwards`);
    expect({ errors, roles }).toEqual({ errors: [error], roles: ["public"] });
  });

  test.each([
    ["GRANT CONTROL ON DATABASE::stock TO public", 15151],
    ["EXEC nowhere.sp_executesql N'SELECT 1'", 2812],
    ["EXEC sp_executesql 'SELECT 1'", 214],
    ["THROW 15151, 'mine', 1", 35100],
    ["RAISERROR('the end', 20, 1)", 2754],
    ["EXEC sp_addrolemember 'db_datareader'", 201],
    ["EXEC sp_addrolemember 'db_datareader', 'guest', 'more'", 8144],
    ["EXEC sp_addrolemember @role = 'db_datareader', @membername = 'guest'", 8145],
    ["CREATE USER x WITH TYPE = E", 102],
    ["CREATE USER x FROM LOGIN x WITH SID = 0x01, TYPE = E", 102],
    ["CREATE USER x WITH PASSWORD = 'x', TYPE = E", 102],
    ["CREATE USER x WITHOUT LOGIN WITH DEFAULT_LANGUAGE = French", 40517],
  ])("%s: %d", async (statement, error) => {
    expect((await inShop(statement)).errors).toEqual([error]);
  });

  test.each([
    ["CREATE LOGIN app FROM EXTERNAL PROVIDER WITH SID = 0x01", 102],
    ["CREATE LOGIN app FROM EXTERNAL PROVIDER WITH DEFAULT_DATABASE = shop", 40517],
    ["ALTER LOGIN sqladmin WITH DEFAULT_DATABASE = shop", 40517],
  ])("%s: %d", (statement, error) =>
    inWorld(({ servers }) =>
      using(servers, {}, async ({ query }) => {
        expect((await query(statement)).errors).toEqual([error]);
      }),
    ),
  );
});

test("a statement that Azure has is refused in words that tell of the stand-in", () =>
  inWorld(({ servers }) =>
    using(servers, {}, async ({ connection, query }) => {
      const said: string[] = [];
      connection.on("errorMessage", ({ message }) => said.push(message));
      await query("BEGIN TRAN; SELECT 1");
      await new Promise((resolve) => {
        connection.beginTransaction(resolve);
      });
      const refused =
        "Statement 'BEGIN TRANSACTION' is not supported in this version of SQL Server, which is simulated.";
      expect(said).toEqual([refused, refused]);
    }),
  ));

describe("options of a session", () => {
  const twoErrors = "DROP USER nobody; DROP USER nobody";

  test("that drivers set change nothing", async () => {
    const { errors } = await inShop(
      "SET ANSI_NULLS, QUOTED_IDENTIFIER ON; SET NOCOUNT ON; SET LOCK_TIMEOUT -1; SET LANGUAGE us_english",
      "SET NOEXEC, PARSEONLY, FMTONLY OFF; SET ROWCOUNT 0; SET STATISTICS IO, TIME OFF",
      "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET DEADLOCK_PRIORITY NORMAL; SET NO_BROWSETABLE ON",
    );
    expect(errors).toEqual([]);
  });

  test("end a batch with its first error, if XACT_ABORT is on", async () => {
    const { errors } = await inShop("SET XACT_ABORT ON", twoErrors, "SET XACT_ABORT OFF", twoErrors);
    expect(errors).toEqual([15151, 15151, 15151]);
  });

  test("are forgotten when the connection is reset", () =>
    inWorld(({ servers }) =>
      using(servers, { database: "shop" }, async ({ connection, query }) => {
        await query("SET NOEXEC ON");
        await new Promise((resolve) => {
          connection.reset(resolve);
        });
        expect((await query("SELECT 1 AS one")).sets).toEqual([[{ one: 1 }]]);
      }),
    ));
});

test("TOP holds for its part of a UNION, and each row of an assignment sees those before it", async () => {
  const { sets } = await inShop(
    "SELECT TOP 1 name FROM sys.schemas UNION ALL SELECT TOP (2) name FROM sys.schemas",
    "DECLARE @all nvarchar(max) = N''; SELECT TOP 3 @all = @all + name + N' ' FROM sys.schemas ORDER BY name DESC; SELECT @all AS names",
  );
  expect(sets).toEqual([
    ["dbo", "dbo", "guest"].map((name) => ({ name })),
    [{ names: "sys INFORMATION_SCHEMA guest " }],
  ]);
});

test("TOP without parentheses is a number, whatever is selected after it", async () => {
  const { errors, sets } = await inShop("SELECT TOP 1 * FROM sys.schemas", "SELECT TOP 1 -1 AS least");
  expect({ errors, sets }).toEqual({
    errors: [],
    sets: [[{ name: "dbo", schema_id: 1, principal_id: 1 }], [{ least: -1 }]],
  });
});

test("numbers that no type holds are no mistake of the server", async () => {
  const { errors, sets } = await inShop(
    "SELECT 99999999999999999999 AS n, -9223372036854775808 AS least, CAST(1e19 AS binary(2)) AS bytes",
    "SELECT CAST(9223372036854775808 AS bigint) AS n",
    "SELECT SUM(CAST(200 AS tinyint)) AS sum FROM (SELECT 1 AS a UNION ALL SELECT 2) AS two",
    "SELECT SUM(2147483647) FROM sys.schemas",
  );
  expect({ errors, sets }).toEqual({
    errors: [8115, 8115],
    sets: [[{ n: 1e20, least: -(2 ** 63), bytes: Buffer.from([0x43, 0xe1]) }], [{ sum: 400 }]],
  });
});

test("texts are the same whatever their case, under all names of such collations", async () => {
  const collations = ["SQL_Latin1_General_CP1_CI_AS", "Latin1_General_100_CI_AS_SC_UTF8", "DATABASE_DEFAULT"];
  const { errors, sets } = await inShop(...collations.map((it) => `SELECT 1 AS one WHERE 'a' COLLATE ${it} = 'A'`));
  expect({ errors, sets }).toEqual({ errors: [], sets: collations.map(() => [{ one: 1 }]) });
});

test("arguments of procedures go by their names", async () => {
  const { errors, sets } = await inShop(
    "CREATE ROLE clerks",
    "EXEC sp_addrolemember @membername = 'clerks', @rolename = 'db_datareader'",
    "SELECT IS_ROLEMEMBER('db_datareader', 'clerks') AS clerks",
  );
  expect({ errors, sets }).toEqual({ errors: [], sets: [[{ clerks: 1 }]] });
});

test("a user with a password may have a language", async () => {
  const { errors } = await inShop("CREATE USER x WITH PASSWORD = 'First-1', DEFAULT_LANGUAGE = NONE");
  expect(errors).toEqual([]);
});

test("a SQL login signs in with its password, unless the server or the login says no", () =>
  inWorld(async ({ world, servers }) => {
    const signIn = (password: string): Promise<readonly number[]> =>
      refusal(servers, { password: { user: "clerk", password } });
    await using(servers, {}, async ({ query }) => {
      await query("CREATE LOGIN clerk WITH PASSWORD = 'First-1'");
      expect([await signIn("First-1"), await signIn("Other-1")]).toEqual([[], [18456]]);
      expect((await query("ALTER LOGIN clerk WITH PASSWORD = 'Other-1' OLD_PASSWORD = 'First-1'")).errors).toEqual([]);
      expect([await signIn("First-1"), await signIn("Other-1")]).toEqual([[18456], []]);
      await query("ALTER LOGIN clerk DISABLE");
      expect(await signIn("Other-1")).toEqual([18470]);
      await query("ALTER LOGIN clerk ENABLE");
      world.it.entraOnly = true;
      expect(await signIn("Other-1")).toEqual([18456]);
    });
  }));

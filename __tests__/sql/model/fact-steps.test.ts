import * as fc from "../../support/fast-check";
import { type AzureSqlFact } from "../../../lib/sql/model/fact";
import { sidOf, type SqlQuery } from "../../../lib/sql/model/catalog-queries";
import { type Owned } from "../../../lib/sql/model/owned-query";
import { queryText } from "../../../lib/sql/model/batches";
import { factQuery } from "../../../lib/sql/model/fact-queries";
import { flushAfter, stepsToApply, stepsToRemove } from "../../../lib/sql/model/fact-steps";
import { release } from "../../../lib/sql/model/owned-query";
import { type SqlStep } from "../../../lib/sql/model/sql-step";
import { scriptOf } from "../../../lib/sql/model/t-sql-script";
import { EXHAUSTIVE } from "../../support/exhaustive";
import { anyName } from "../../support/hostile-names";
import { tokenize } from "../../support/t-sql-tokens";

const server = "orders.database.windows.net";
const CLIENT = "a1b2c3d4-e5f6-7890-abcd-ef0123456789";
const SID = "0xD4C3B2A1F6E59078ABCDEF0123456789";

const FACTS: readonly AzureSqlFact[] = [
  { kind: "login", server, name: "app", sidFrom: CLIENT },
  { kind: "login", server, name: "app", objectId: CLIENT },
  { kind: "server-role-member", server, role: "##MS_LoginManager##", member: "app" },
  { kind: "database-user", server, database: "shop", name: "app", origin: { type: "login", login: "app" } },
  {
    kind: "database-user",
    server,
    database: "shop",
    name: "app",
    origin: { type: "sid", sidFrom: CLIENT, sidType: "E" },
  },
  { kind: "database-user", server, database: "shop", name: "app", origin: { type: "directory", objectId: CLIENT } },
  { kind: "database-role-member", server, database: "shop", role: "db_owner", member: "app" },
  { kind: "permission", server, database: "shop", permission: "CONNECT", on: "DATABASE", grantee: "app" },
  {
    kind: "permission",
    server,
    database: "shop",
    permission: "SELECT",
    on: "OBJECT",
    schema: "dbo",
    object: "T",
    grantee: "app",
  },
  {
    kind: "permission",
    server,
    database: "shop",
    permission: "EXECUTE",
    on: "SCHEMA",
    schema: "dbo",
    grantee: "app",
  },
];

describe("the statements for a fact", () => {
  test.each([
    [
      0,
      [
        [
          "master",
          "unless SELECT 1 FROM sys.server_principals WHERE name = N'app'",
          "CREATE LOGIN [app] FROM EXTERNAL PROVIDER",
        ],
      ],
    ],
    [
      1,
      [
        [
          "master",
          "unless SELECT 1 FROM sys.server_principals WHERE name = N'app'",
          `CREATE LOGIN [app] FROM EXTERNAL PROVIDER WITH OBJECT_ID = '${CLIENT}'`,
        ],
      ],
    ],
    [
      2,
      [
        [
          "master",
          "unless SELECT 1 FROM sys.server_role_members AS m JOIN sys.server_principals AS r ON r.principal_id = m.role_principal_id JOIN sys.server_principals AS p ON p.principal_id = m.member_principal_id WHERE r.name = N'##MS_LoginManager##' AND p.name = N'app'",
          "ALTER SERVER ROLE [##MS_LoginManager##] ADD MEMBER [app]",
        ],
      ],
    ],
    [
      3,
      [
        [
          "shop",
          "unless SELECT 1 FROM sys.database_principals WHERE name = N'app'",
          "CREATE USER [app] FROM LOGIN [app]",
        ],
      ],
    ],
    [
      4,
      [
        [
          "shop",
          "unless SELECT 1 FROM sys.database_principals WHERE name = N'app'",
          `CREATE USER [app] WITH SID = ${SID}, TYPE = E`,
        ],
      ],
    ],
    [
      5,
      [
        [
          "shop",
          "unless SELECT 1 FROM sys.database_principals WHERE name = N'app'",
          `CREATE USER [app] FROM EXTERNAL PROVIDER WITH OBJECT_ID = '${CLIENT}'`,
        ],
      ],
    ],
    [
      7,
      [
        [
          "shop",
          "unless SELECT 1 FROM sys.database_permissions AS g JOIN sys.database_principals AS p ON p.principal_id = g.grantee_principal_id WHERE p.name = N'app' AND g.permission_name = N'CONNECT' AND g.state IN ('G', 'W') AND g.minor_id = 0 AND g.class = 0",
          "GRANT CONNECT TO [app]",
        ],
      ],
    ],
    [
      8,
      [
        [
          "shop",
          "unless SELECT 1 FROM sys.database_permissions AS g JOIN sys.database_principals AS p ON p.principal_id = g.grantee_principal_id JOIN sys.all_objects AS o ON o.object_id = g.major_id JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE p.name = N'app' AND g.permission_name = N'SELECT' AND g.state IN ('G', 'W') AND g.minor_id = 0 AND g.class = 1 AND s.name = N'dbo' AND o.name = N'T'",
          "GRANT SELECT ON OBJECT::[dbo].[T] TO [app]",
        ],
      ],
    ],
    [
      9,
      [
        [
          "shop",
          "unless SELECT 1 FROM sys.database_permissions AS g JOIN sys.database_principals AS p ON p.principal_id = g.grantee_principal_id JOIN sys.schemas AS s ON s.schema_id = g.major_id WHERE p.name = N'app' AND g.permission_name = N'EXECUTE' AND g.state IN ('G', 'W') AND g.minor_id = 0 AND g.class = 3 AND s.name = N'dbo'",
          "GRANT EXECUTE ON SCHEMA::[dbo] TO [app]",
        ],
      ],
    ],
  ])("make it true: %#", (index, expected) => {
    const steps = stepsToApply(FACTS[index]!);
    expect(
      steps.map(({ database, unless, onlyIf, statement }) => [
        database,
        unless ? `unless ${queryText(unless)}` : onlyIf ? `if ${queryText(onlyIf)}` : "",
        statement,
      ]),
    ).toEqual(expected);
  });

  const dropped = (fact: AzureSqlFact, formerIds: string[] = []): string[] =>
    stepsToApply(fact, formerIds)
      .slice(0, -1)
      .map(({ onlyIf, statement }) => `${statement} if ${onlyIf ? queryText(onlyIf).replace(/^.* AND /, "") : ""}`);

  test("drop what stands for somebody whom it was made for before, or for anybody else where that is said", () => {
    const [login, user] = [FACTS[0]!, FACTS[4]!];
    const formerly = `CONVERT(varbinary(16), sid) = 0x${"11".repeat(16)}`;
    const former = "11111111-1111-1111-1111-111111111111";
    expect([login, user].flatMap((fact) => dropped(fact, [former, CLIENT.toUpperCase()]))).toEqual([
      `DROP LOGIN [app] if ${formerly}`,
      `DROP USER [app] if ${formerly}`,
    ]);
    expect([login, user].flatMap((fact) => dropped({ ...fact, replaceOther: true } as AzureSqlFact))).toEqual([
      `DROP LOGIN [app] if CONVERT(varbinary(16), sid) <> ${SID}`,
      `DROP USER [app] if CONVERT(varbinary(16), sid) <> ${SID}`,
    ]);
    expect(FACTS.flatMap((fact) => dropped(fact))).toEqual([]);
  });

  test("give nothing to somebody else of the same name", () => {
    const about = { sidFrom: CLIENT };
    const given = [FACTS[2]!, FACTS[6]!, FACTS[7]!].map((fact) => stepsToApply({ ...fact, ...about })[0]!);
    expect(given.map(({ database, isAbout }) => [database, isAbout && queryText(isAbout)])).toEqual(
      ["server", "database", "database"].map((level) => [
        level === "server" ? "master" : "shop",
        `SELECT 1 FROM sys.${level}_principals WHERE name = N'app' AND type IN ('E', 'X') AND CONVERT(varbinary(16), sid) = ${SID}`,
      ]),
    );
  });

  test("make it untrue", () => {
    expect(FACTS.flatMap(stepsToRemove).map(({ statement }) => statement)).toEqual([
      "DROP LOGIN [app]",
      "DROP LOGIN [app]",
      "ALTER SERVER ROLE [##MS_LoginManager##] DROP MEMBER [app]",
      "DROP USER [app]",
      "DROP USER [app]",
      "DROP USER [app]",
      "ALTER ROLE [db_owner] DROP MEMBER [app]",
      "REVOKE CONNECT FROM [app] CASCADE",
      "REVOKE CONNECT FROM [app]",
      "REVOKE SELECT ON OBJECT::[dbo].[T] FROM [app] CASCADE",
      "REVOKE SELECT ON OBJECT::[dbo].[T] FROM [app]",
      "REVOKE EXECUTE ON SCHEMA::[dbo] FROM [app] CASCADE",
      "REVOKE EXECUTE ON SCHEMA::[dbo] FROM [app]",
    ]);
  });
});

describe("what is asked and flushed around the statements", () => {
  test("the read-back of every fact: of a login or user only when it is of Entra ID and has the id", () => {
    expect(FACTS.slice(0, 6).map((fact) => queryText(factQuery(fact)).replace(/^.* WHERE /, ""))).toEqual([
      `name = N'app' AND type IN ('E', 'X') AND CONVERT(varbinary(16), sid) = ${SID}`,
      "name = N'app' AND type IN ('E', 'X')",
      "r.name = N'##MS_LoginManager##' AND p.name = N'app'",
      "name = N'app')",
      `name = N'app' AND type IN ('E', 'X') AND CONVERT(varbinary(16), sid) = ${SID}`,
      "name = N'app' AND type IN ('E', 'X')",
    ]);
  });

  test("a user that owns something is not dropped", () => {
    const blocked = FACTS.flatMap(stepsToRemove).filter(({ blockedBy }) => blockedBy !== undefined);
    expect(blocked.map(({ statement }) => statement)).toEqual(Array(3).fill("DROP USER [app]"));
    expect(blocked.map(({ blockedBy }) => blockedBy)).toMatchObject(
      Array(3).fill({ database: "shop", parameters: { name: "app" } }),
    );
  });

  test.each<[Partial<Owned>, string]>([
    [{ class: "SCHEMA", name: "sales" }, "ALTER AUTHORIZATION ON SCHEMA::[sales] TO [dbo]"],
    [{ class: "TYPE", schema: "dbo", name: "Id" }, "ALTER AUTHORIZATION ON TYPE::[dbo].[Id] TO [dbo]"],
    [
      { class: "DATABASE", name: "shop", permission: "CREATE TABLE", grantee: "clerks" },
      "REVOKE CREATE TABLE FROM [clerks] CASCADE AS [app]",
    ],
    [
      { class: "OBJECT", schema: "dbo", name: "T", permission: "SELECT", grantee: "clerks" },
      "REVOKE SELECT ON OBJECT::[dbo].[T] FROM [clerks] CASCADE AS [app]",
    ],
  ])("what keeps a user goes with one of its own: %j", (owned, statement) => {
    const nothing = { schema: null, permission: null, grantee: null };
    expect(release({ class: "", name: "", owner: "app", ...nothing, ...owned })).toBe(statement);
  });

  test("changes in user databases are flushed, not in master and not on managed instances", () => {
    expect(FACTS.map((fact) => flushAfter(fact)?.statement)).toEqual([
      ...Array<undefined>(3).fill(undefined),
      ...Array<string>(7).fill("DBCC FLUSHAUTHCACHE"),
    ]);
    const fact = FACTS[6]!;
    expect(flushAfter({ ...fact, database: "Master" } as AzureSqlFact)).toBeUndefined();
    expect(flushAfter({ ...fact, server: "orders.0a1b2c3d4e5f.database.windows.net" })).toBeUndefined();
    expect(flushAfter({ ...fact, server: "orders.public.0a1b2c3d4e5f.database.windows.net" })).toBeUndefined();
  });

  test("a SID has the bytes of the id as SQL stores them, 16 of them", () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const hex = Buffer.from(sidOf(id)).toString("hex");
        expect(hex).toMatch(/^[0-9a-f]{32}$/);
        expect(hex.slice(16)).toBe(id.replaceAll("-", "").slice(16));
        expect(Buffer.from(hex.slice(0, 8), "hex").readUInt32LE(0)).toBe(Number.parseInt(id.slice(0, 8), 16));
      }),
    );
  });
});

/** The fact with every name in it replaced. */
function renamed(fact: AzureSqlFact, name: string): AzureSqlFact {
  const names = ["name", "member", "role", "login", "grantee", "schema", "object"];
  const rename = (value: object): object =>
    Object.fromEntries(
      Object.entries(value).map(([key, child]: [string, unknown]) => [
        key,
        typeof child === "object" && child !== null ? rename(child) : names.includes(key) ? name : child,
      ]),
    );
  return rename(fact) as AzureSqlFact;
}

describe("names", () => {
  const statementsOf = (fact: AzureSqlFact): string[] => [
    ...stepsOf(fact).map(({ statement }) => statement),
    ...("name" in fact ? releasesOf(fact.name) : []),
  ];
  const printedQueriesOf = (fact: AzureSqlFact): string[] => stepsOf(fact).flatMap(queriesOf).map(queryText);

  test("are tried in every kind of statement", () => {
    const kinds = FACTS.flatMap(statementsOf).map((statement) => /^[A-Z]+( SERVER)? [A-Z]+/.exec(statement)?.[0]);
    expect([...new Set(kinds)].sort()).toEqual([
      "ALTER AUTHORIZATION",
      "ALTER ROLE",
      "ALTER SERVER ROLE",
      "CREATE LOGIN",
      "CREATE USER",
      "DROP LOGIN",
      "DROP USER",
      "GRANT CONNECT",
      "GRANT EXECUTE",
      "GRANT SELECT",
      "REVOKE CONNECT",
      "REVOKE EXECUTE",
      "REVOKE SELECT",
    ]);
  });

  test.each([
    ["a batch", statementsOf, EXHAUSTIVE ? 10_000 : 200],
    ["a query that people read", printedQueriesOf, EXHAUSTIVE ? 500 : 50],
  ])("never change the shape of %s, and arrive as they are", (_what, textsOf, numRuns) => {
    const shapesOf = (name: string): string[][] =>
      FACTS.flatMap((fact) => textsOf(renamed(fact, name))).map((text) => shapeOf(text, name));
    const shapes = shapesOf("x");
    fc.assert(
      fc.property(anyName, (name) => {
        expect(shapesOf(name)).toEqual(shapes);
      }),
      { numRuns },
    );
  });

  test("are parameters of queries, whose text never changes", () => {
    const texts = (name: string): string[] =>
      FACTS.flatMap((fact) => stepsOf(renamed(fact, name)).flatMap(queriesOf)).map(({ text }) => text);
    const constant = texts("x");
    fc.assert(
      fc.property(anyName, (name) => {
        expect(texts(name)).toEqual(constant);
      }),
    );
  });

  test("do not end a comment in what people read", () => {
    const script = scriptOf(server, stepsToApply({ kind: "login", server, name: "a\r\nDROP TABLE t\rx" })[0]!);
    const [where, ...rest] = script.split(/\r\n|[\r\n]/);
    expect(where).toBe(`-- ${server}, database "master"`);
    expect(rest.slice(0, 3)).toEqual([
      "-- unless there is a row: SELECT 1 FROM sys.server_principals WHERE name = N'a",
      "-- DROP TABLE t",
      "-- x'",
    ]);
  });
});

/** Something with this name that belongs to a user with this name, and a permission. */
function releasesOf(name: string): string[] {
  const owned = { class: "OBJECT", schema: name, name, permission: null, grantee: null, owner: name };
  return [owned, { ...owned, permission: "SELECT", grantee: name }].map(release);
}

function stepsOf(fact: AzureSqlFact): SqlStep[] {
  return [...stepsToApply(fact), ...stepsToRemove(fact)];
}

function queriesOf({ unless, onlyIf, blockedBy }: SqlStep): SqlQuery[] {
  return [unless, onlyIf, blockedBy].filter((query) => query !== undefined);
}

/** A batch or query as tokens, with every quoted name replaced by a mark; elsewhere none can stand. */
function shapeOf(sql: string, name: string): string[] {
  return tokenize(sql).map(({ kind, text }) =>
    text === name && (kind === "identifier" || kind === "literal") ? `${kind} NAME` : `${kind} ${text}`,
  );
}

import * as fc from "fast-check";
import { type SqlFact } from "../../lib/sql/fact";
import { MAX_NAME_LENGTH } from "../../lib/sql/fact-rules";
import { scriptOf, stepsToApply, stepsToRemove } from "../../lib/sql/t-sql";
import { tokenize } from "../support/t-sql-tokens";

const server = "orders.database.windows.net";
const CLIENT = "a1b2c3d4-e5f6-7890-abcd-ef0123456789";
const SID = "0xD4C3B2A1F6E59078ABCDEF0123456789";

const FACTS: readonly SqlFact[] = [
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
];

describe("the statements for a fact", () => {
  test.each([
    [
      0,
      [
        [
          "master",
          `if SELECT 1 FROM sys.server_principals WHERE name = N'app' AND type IN ('E', 'X') AND CONVERT(varbinary(16), sid) <> ${SID}`,
          "DROP LOGIN [app]",
        ],
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
          `if SELECT 1 FROM sys.database_principals WHERE name = N'app' AND type IN ('E', 'X') AND CONVERT(varbinary(16), sid) <> ${SID}`,
          "DROP USER [app]",
        ],
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
    [7, [["shop", "", "GRANT CONNECT TO [app]"]]],
    [8, [["shop", "", "GRANT SELECT ON OBJECT::[dbo].[T] TO [app]"]]],
  ])("make it true: %#", (index, expected) => {
    const steps = stepsToApply(FACTS[index]!);
    expect(
      steps.map(({ database, unless, onlyIf, statement }) => [
        database,
        unless ? `unless ${unless}` : onlyIf ? `if ${onlyIf}` : "",
        statement,
      ]),
    ).toEqual(expected);
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
      "REVOKE CONNECT FROM [app]",
      "REVOKE SELECT ON OBJECT::[dbo].[T] FROM [app]",
    ]);
  });
});

/** Any text at all, with what could end a name or a literal more often than chance has it. */
const hostileName = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("]", "'", "]]", "''", ";", "--", "/*", "*/", "\n", "\r", "\0", "GO", '"', "[", "N'", "\u2019"),
    ),
    {
      minLength: 1,
      maxLength: 20,
    },
  )
  .map((parts) => parts.join("").slice(0, MAX_NAME_LENGTH))
  .filter((name) => name !== "");

/** The fact with every name in it replaced. */
function renamed(fact: SqlFact, name: string): SqlFact {
  const names = ["name", "member", "role", "login", "grantee", "schema", "object"];
  const rename = (value: object): object =>
    Object.fromEntries(
      Object.entries(value).map(([key, child]: [string, unknown]) => [
        key,
        typeof child === "object" && child !== null ? rename(child) : names.includes(key) ? name : child,
      ]),
    );
  return rename(fact) as SqlFact;
}

describe("names", () => {
  test("never change the shape of a batch, and arrive as they are", () => {
    const shapes = FACTS.map((fact) => shapeOf(renamed(fact, "x"), "x"));
    fc.assert(
      fc.property(hostileName, (name) => {
        expect(FACTS.map((fact) => shapeOf(renamed(fact, name), name))).toEqual(shapes);
      }),
      { numRuns: 10_000 },
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

/** The batches as tokens, with every quoted name replaced by a mark. */
function shapeOf(fact: SqlFact, name: string): string[][] {
  return [...stepsToApply(fact), ...stepsToRemove(fact)].flatMap(({ unless, onlyIf, statement }) =>
    [unless, onlyIf, statement]
      .filter((text) => text !== undefined)
      .map((text) => tokenize(text).map(({ kind, text }) => (text === name ? `${kind} NAME` : `${kind} ${text}`))),
  );
}

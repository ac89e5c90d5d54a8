import { type DatabaseUserFact, type LoginFact, type PermissionFact, type SqlFact, type UserOrigin } from "./fact";

/**
 * The T-SQL of the project: every statement is made here, and identifiers and literals are quoted here and nowhere
 * else.
 *
 * CREATE LOGIN and CREATE USER stand alone in their batch, and Azure SQL has no USE; so a fact becomes steps, each a
 * batch of one statement in one database, with a query that tells whether it is needed.
 */
export interface SqlStep {
  readonly database: string;
  /** The statement is left out when this query returns a row. */
  readonly unless?: string;
  /** The statement is left out when this query returns no row. */
  readonly onlyIf?: string;
  readonly statement: string;
}

const MASTER = "master";

/** The steps that make a fact true; running them again changes nothing. */
export function stepsToApply(fact: SqlFact): SqlStep[] {
  switch (fact.kind) {
    case "login":
      return createLogin(fact);
    case "server-role-member":
      return [
        {
          database: MASTER,
          unless: memberQuery("server", fact.role, fact.member),
          statement: `ALTER SERVER ROLE ${identifier(fact.role)} ADD MEMBER ${identifier(fact.member)}`,
        },
      ];
    case "database-user":
      return createUser(fact);
    case "database-role-member":
      return [
        {
          database: fact.database,
          unless: memberQuery("database", fact.role, fact.member),
          statement: `ALTER ROLE ${identifier(fact.role)} ADD MEMBER ${identifier(fact.member)}`,
        },
      ];
    case "permission":
      return [{ database: fact.database, statement: `GRANT ${permission(fact)} TO ${identifier(fact.grantee)}` }];
  }
}

/** The steps that make a fact untrue; running them again changes nothing. */
export function stepsToRemove(fact: SqlFact): SqlStep[] {
  switch (fact.kind) {
    case "login":
      return [
        {
          database: MASTER,
          onlyIf: principalQuery("server", fact.name),
          statement: `DROP LOGIN ${identifier(fact.name)}`,
        },
      ];
    case "server-role-member":
      return [
        {
          database: MASTER,
          onlyIf: memberQuery("server", fact.role, fact.member),
          statement: `ALTER SERVER ROLE ${identifier(fact.role)} DROP MEMBER ${identifier(fact.member)}`,
        },
      ];
    case "database-user":
      return [
        {
          database: fact.database,
          onlyIf: principalQuery("database", fact.name),
          statement: `DROP USER ${identifier(fact.name)}`,
        },
      ];
    case "database-role-member":
      return [
        {
          database: fact.database,
          onlyIf: memberQuery("database", fact.role, fact.member),
          statement: `ALTER ROLE ${identifier(fact.role)} DROP MEMBER ${identifier(fact.member)}`,
        },
      ];
    case "permission":
      return [
        {
          database: fact.database,
          onlyIf: principalQuery("database", fact.grantee),
          statement: `REVOKE ${permission(fact)} FROM ${identifier(fact.grantee)}`,
        },
      ];
  }
}

/** A step as a person reads it: where it runs, when it is left out, and the batch. */
export function scriptOf(server: string, { database, unless, onlyIf, statement }: SqlStep): string {
  return [
    comment(`${server}, database ${JSON.stringify(database)}`),
    ...(unless === undefined ? [] : [comment(`unless there is a row: ${unless}`)]),
    ...(onlyIf === undefined ? [] : [comment(`if there is a row: ${onlyIf}`)]),
    `${statement};`,
    "GO",
    "",
  ].join("\n");
}

/** A line break in a name must not end the comment. */
function comment(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
    .map((line) => `-- ${line}`)
    .join("\n");
}

function createLogin({ name, sidFrom, objectId }: LoginFact): SqlStep[] {
  const byObjectId = objectId === undefined ? "" : ` WITH OBJECT_ID = ${guidLiteral(objectId)}`;
  const create: SqlStep = {
    database: MASTER,
    unless: principalQuery("server", name),
    statement: `CREATE LOGIN ${identifier(name)} FROM EXTERNAL PROVIDER${byObjectId}`,
  };
  return sidFrom === undefined
    ? [create]
    : [
        {
          database: MASTER,
          onlyIf: staleQuery("server", name, sidFrom),
          statement: `DROP LOGIN ${identifier(name)}`,
        },
        create,
      ];
}

function createUser({ database, name, origin }: DatabaseUserFact): SqlStep[] {
  const create: SqlStep = {
    database,
    unless: principalQuery("database", name),
    statement: `CREATE USER ${identifier(name)} ${from(origin)}`,
  };
  return origin.type === "sid"
    ? [
        {
          database,
          onlyIf: staleQuery("database", name, origin.sidFrom),
          statement: `DROP USER ${identifier(name)}`,
        },
        create,
      ]
    : [create];
}

function from(origin: UserOrigin): string {
  switch (origin.type) {
    case "login":
      return `FROM LOGIN ${identifier(origin.login)}`;
    case "sid":
      return `WITH SID = ${sid(origin.sidFrom)}, TYPE = ${origin.sidType}`;
    case "directory":
      return `FROM EXTERNAL PROVIDER WITH OBJECT_ID = ${guidLiteral(origin.objectId)}`;
  }
}

function permission(fact: PermissionFact): string {
  switch (fact.on) {
    case "DATABASE":
      return fact.permission;
    case "SCHEMA":
      return `${fact.permission} ON SCHEMA::${identifier(fact.schema ?? "")}`;
    case "OBJECT":
      return `${fact.permission} ON OBJECT::${identifier(fact.schema ?? "")}.${identifier(fact.object ?? "")}`;
  }
}

type Level = "server" | "database";

function principalQuery(level: Level, name: string): string {
  return `SELECT 1 FROM sys.${level}_principals WHERE name = ${literal(name)}`;
}

/** Azure SQL appends bytes to some SIDs, so only the first 16 count. */
function staleQuery(level: Level, name: string, sidFrom: string): string {
  return `${principalQuery(level, name)} AND type IN ('E', 'X') AND CONVERT(varbinary(16), sid) <> ${sid(sidFrom)}`;
}

function memberQuery(level: Level, role: string, member: string): string {
  return (
    `SELECT 1 FROM sys.${level}_role_members AS m ` +
    `JOIN sys.${level}_principals AS r ON r.principal_id = m.role_principal_id ` +
    `JOIN sys.${level}_principals AS p ON p.principal_id = m.member_principal_id ` +
    `WHERE r.name = ${literal(role)} AND p.name = ${literal(member)}`
  );
}

/** https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers#delimited-identifiers */
function identifier(name: string): string {
  return `[${name.replaceAll("]", "]]")}]`;
}

/** https://learn.microsoft.com/sql/t-sql/data-types/constants-transact-sql#unicode-strings */
function literal(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}

function guidLiteral(guid: string): string {
  return `'${guid.replaceAll("'", "''")}'`;
}

/** A GUID as SQL stores it: the first three groups with their bytes reversed, the last two as they are. */
function sid(guid: string): string {
  const [a = "", b = "", c = "", d = "", e = ""] = guid.toUpperCase().split("-");
  return `0x${[a, b, c].map(reverseBytes).join("")}${d}${e}`;
}

function reverseBytes(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join("");
}

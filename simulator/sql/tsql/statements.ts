import { notModelled, type StatementName, STATEMENTS } from "../language";
import { sqlError } from "../sql-error";
import { type Change, type Statement } from "./ast";
import { Cursor } from "./cursor";
import { conditionOf } from "./expressions";
import { permissionOf, securableOf } from "./permissions";
import { alterLoginOf, alterUserOf, createLoginOf, createUserOf, membershipOf } from "./principals";
import { queryOf } from "./queries";
import { setOptionOf } from "./set-options";

/** The statements of a batch, all of them or, where one is malformed or not modelled, an error. */
export function parseBatch(sql: string): Statement[] {
  const cursor = new Cursor(sql, queryOf);
  const statements: Statement[] = [];
  for (;;) {
    while (cursor.accept(";"));
    if (cursor.atEnd) {
      break;
    }
    statements.push(statementOf(cursor));
  }
  const all = statements.flatMap(withInner);
  const exclusive = all.find(isExclusive);
  if (exclusive && all.length > 1) {
    throw sqlError(40530, exclusive.kind.toUpperCase());
  }
  if (all.some(({ kind }, index) => kind === "create schema" && index > 0)) {
    throw sqlError(111, "CREATE SCHEMA");
  }
  return statements;
}

/**
 * https://learn.microsoft.com/sql/t-sql/statements/create-login-transact-sql
 * https://learn.microsoft.com/sql/t-sql/statements/create-user-transact-sql
 */
const isExclusive = (statement: Statement): boolean =>
  ["create login", "alter login", "drop login"].includes(statement.kind) ||
  (statement.kind === "create user" && statement.origin.kind === "login");

const withInner = (statement: Statement): Statement[] =>
  statement.kind === "if" ? [statement, ...withInner(statement.then)] : [statement];

function statementOf(cursor: Cursor): Statement {
  return cursor.nested(() => {
    const name = STATEMENTS.find((words) => cursor.sees(...words.split(" ")));
    if (name === undefined) {
      throw cursor.token.kind === "word" ? notModelled(`statement ${firstWords(cursor)}`) : cursor.mistake();
    }
    // The query begins with its keyword.
    if (name !== "SELECT") {
      cursor.expect(...name.split(" "));
    }
    return READERS[name](cursor);
  });
}

/** "CREATE TABLE", "WAITFOR DELAY", "sp_who" */
function firstWords(cursor: Cursor): string {
  const [first, second] = [cursor.peek(), cursor.peek(1)];
  return second.kind === "word" ? `${first.text} ${second.text}` : first.text;
}

const READERS: Readonly<Record<StatementName, (cursor: Cursor) => Statement>> = {
  "ALTER AUTHORIZATION": authorizationOf,
  "ALTER LOGIN": alterLoginOf,
  "ALTER ROLE": (cursor) => membershipOf(cursor, "alter role"),
  "ALTER SERVER ROLE": (cursor) => membershipOf(cursor, "alter server role"),
  "ALTER USER": alterUserOf,
  "CREATE LOGIN": createLoginOf,
  "CREATE ROLE": (cursor) => ({ kind: "create role", name: cursor.name(), ...ownerOf(cursor) }),
  "CREATE SCHEMA": (cursor) => ({ kind: "create schema", name: cursor.name(), ...ownerOf(cursor) }),
  "CREATE USER": createUserOf,
  DBCC: dbccOf,
  DENY: (cursor) => permissionOf(cursor, "DENY"),
  // There is no IF EXISTS for logins.
  "DROP LOGIN": (cursor) => ({ kind: "drop login", name: cursor.name() }),
  "DROP ROLE": (cursor) => dropOf(cursor, "drop role"),
  "DROP SCHEMA": (cursor) => dropOf(cursor, "drop schema"),
  "DROP USER": (cursor) => dropOf(cursor, "drop user"),
  "EXECUTE AS USER": (cursor) => {
    cursor.expect("=");
    return { kind: "execute as", user: cursor.text() };
  },
  GRANT: (cursor) => permissionOf(cursor, "GRANT"),
  IF: (cursor) => ({ kind: "if", condition: conditionOf(cursor), then: statementOf(cursor) }),
  REVERT: () => ({ kind: "revert" }),
  REVOKE: (cursor) => permissionOf(cursor, "REVOKE"),
  SELECT: (cursor) => ({ kind: "select", query: queryOf(cursor) }),
  SET: setOptionOf,
  THROW: throwOf,
  USE: (cursor) => ({ kind: "use", database: cursor.name() }),
};

const ownerOf = (cursor: Cursor): { readonly owner?: string } =>
  cursor.accept("AUTHORIZATION") ? { owner: cursor.name() } : {};

const dropOf = (cursor: Cursor, kind: "drop role" | "drop schema" | "drop user"): Change => ({
  kind,
  ifExists: cursor.accept("IF", "EXISTS"),
  name: cursor.name(),
});

function authorizationOf(cursor: Cursor): Statement {
  cursor.expect("ON");
  const securable = securableOf(cursor);
  cursor.expect("TO");
  return cursor.accept("SCHEMA", "OWNER")
    ? { kind: "alter authorization", securable }
    : { kind: "alter authorization", securable, owner: cursor.name() };
}

/** In its text a sign of per cent stands for a value that THROW does not take, unless it is doubled. */
function throwOf(cursor: Cursor): Statement {
  const number = cursor.wholeNumber();
  cursor.expect(",");
  const message = cursor.text().replace(/%(.)/g, (_, next: string) => (next === "%" ? next : ""));
  cursor.expect(",");
  const state = cursor.wholeNumber();
  if (number < 50000) {
    throw sqlError(35100, String(number));
  }
  return { kind: "throw", number, message, state };
}

function dbccOf(cursor: Cursor): Statement {
  if (cursor.seesName() && !cursor.sees(FLUSH)) {
    throw notModelled(`DBCC ${cursor.name()}`);
  }
  cursor.expect(FLUSH);
  return { kind: "flush" };
}

const FLUSH = "FLUSHAUTHCACHE";

import { sqlError } from "../sql-error";
import { type Statement } from "./ast";
import { conditionOf } from "./conditions";
import { Cursor } from "./cursor";
import { createOf, dropOf, alterOf } from "./definitions";
import { expressionOf, typeOf } from "./expressions";
import { permissionOf } from "./permissions";
import { objectNameOf, queryOf } from "./queries";
import { setOptionOf } from "./set-options";

/** The statements of a batch, all of them or, where one is malformed, an error. */
export function parseBatch(sql: string): Statement[] {
  const cursor = new Cursor(sql);
  const statements: Statement[] = [];
  while (cursor.accept(";"));
  // The first statement may be a procedure, without EXECUTE.
  if (cursor.seesName() && !startsStatement(cursor)) {
    statements.push(procedureOf(cursor));
  }
  statements.push(...statementsOf(cursor, () => cursor.atEnd));
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

/** https://learn.microsoft.com/sql/t-sql/statements/create-login-transact-sql */
export const isExclusive = (statement: Statement): boolean =>
  ["create login", "alter login", "drop login"].includes(statement.kind) || isUserFromLogin(statement);

/** https://learn.microsoft.com/sql/t-sql/statements/create-user-transact-sql */
export const isUserFromLogin = (statement: Statement): boolean =>
  statement.kind === "create user" && statement.origin.kind === "login";

function withInner(statement: Statement): Statement[] {
  switch (statement.kind) {
    case "block":
      return statement.statements.flatMap(withInner);
    case "if":
      return [statement, ...withInner(statement.then), ...(statement.otherwise ? withInner(statement.otherwise) : [])];
    case "try":
      return [statement, ...withInner(statement.body), ...withInner(statement.handler)];
    default:
      return [statement];
  }
}

function statementsOf(cursor: Cursor, ends: () => boolean): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    while (cursor.accept(";"));
    if (ends()) {
      return statements;
    }
    statements.push(statementOf(cursor));
  }
}

const startsStatement = (cursor: Cursor): boolean =>
  cursor.sees("SELECT") || STATEMENTS.some(([word]) => cursor.sees(word));

function statementOf(cursor: Cursor): Statement {
  return cursor.nested(() => {
    if (cursor.sees("SELECT")) {
      return { kind: "select", query: queryOf(cursor) };
    }
    const [word, read] = STATEMENTS.find(([first]) => cursor.accept(first)) ?? [];
    if (word === undefined || read === undefined) {
      throw cursor.mistake();
    }
    return read(cursor, word);
  });
}

type Reader = (cursor: Cursor, word: string) => Statement;

const STATEMENTS: readonly (readonly [word: string, read: Reader])[] = [
  ["CREATE", createOf],
  ["ALTER", alterOf],
  ["DROP", dropOf],
  ["GRANT", (cursor) => permissionOf(cursor, "GRANT")],
  ["DENY", (cursor) => permissionOf(cursor, "DENY")],
  ["REVOKE", (cursor) => permissionOf(cursor, "REVOKE")],
  ["DECLARE", declareOf],
  ["SET", setOf],
  ["IF", ifOf],
  ["BEGIN", beginOf],
  ["EXECUTE", executeOf],
  ["EXEC", executeOf],
  ["REVERT", () => ({ kind: "revert" })],
  ["PRINT", (cursor) => ({ kind: "print", text: expressionOf(cursor) })],
  ["THROW", throwOf],
  ["RAISERROR", raiseOf],
  ["WAITFOR", waitOf],
  ["USE", (cursor) => ({ kind: "use", database: cursor.name() })],
  ["DBCC", dbccOf],
  ["COMMIT", transactionOf],
  ["ROLLBACK", transactionOf],
];

function declareOf(cursor: Cursor): Statement {
  const variables = cursor.list(() => {
    const name = cursor.variable();
    cursor.accept("AS");
    const type = typeOf(cursor, 1);
    return cursor.accept("=") ? { name, type, value: expressionOf(cursor) } : { name, type };
  });
  return { kind: "declare", variables };
}

function setOf(cursor: Cursor): Statement {
  if (cursor.token.kind !== "variable") {
    return setOptionOf(cursor);
  }
  const name = cursor.variable();
  cursor.expect("=");
  return { kind: "set", name, value: expressionOf(cursor) };
}

function ifOf(cursor: Cursor): Statement {
  const condition = conditionOf(cursor);
  const then = statementOf(cursor);
  const semicolon = cursor.sees(";") && cursor.peek(1).text.toUpperCase() === "ELSE";
  if (semicolon) {
    cursor.next();
  }
  return cursor.accept("ELSE")
    ? { kind: "if", condition, then, otherwise: statementOf(cursor) }
    : { kind: "if", condition, then };
}

function beginOf(cursor: Cursor): Statement {
  if (cursor.accept("TRY")) {
    const body = blockOf(cursor, "TRY");
    while (cursor.accept(";"));
    cursor.expect("BEGIN", "CATCH");
    return { kind: "try", body, handler: blockOf(cursor, "CATCH") };
  }
  if (cursor.sees("TRAN") || cursor.sees("TRANSACTION")) {
    return transactionOf(cursor, "BEGIN");
  }
  return blockOf(cursor);
}

function blockOf(cursor: Cursor, ...words: readonly string[]): Statement {
  const statements = statementsOf(cursor, () => cursor.accept("END", ...words));
  if (statements.length === 0 && words[0] !== "CATCH") {
    throw sqlError(156, "END");
  }
  return { kind: "block", statements };
}

/** Nothing here can be undone: a transaction is refused where it begins, before anything is done in it. */
function transactionOf(cursor: Cursor, word: string): Statement {
  if (!cursor.accept("TRANSACTION") && !cursor.accept("TRAN")) {
    cursor.accept("WORK");
  }
  return { kind: "unsupported", what: `${word} TRANSACTION` };
}

function executeOf(cursor: Cursor): Statement {
  if (cursor.accept("AS")) {
    if (cursor.accept("LOGIN")) {
      return { kind: "unsupported", what: "EXECUTE AS LOGIN" };
    }
    cursor.expect("USER", "=");
    return { kind: "execute as", user: cursor.text() };
  }
  if (cursor.accept("(")) {
    const text = expressionOf(cursor);
    cursor.expect(")");
    return { kind: "execute text", text };
  }
  return procedureOf(cursor);
}

function procedureOf(cursor: Cursor): Statement {
  const procedure = objectNameOf(cursor);
  const ended = cursor.atEnd || cursor.sees(";") || startsStatement(cursor);
  const args = ended
    ? []
    : cursor.list(() => {
        if (cursor.token.kind === "variable" && cursor.peek(1).text === "=") {
          const parameter = cursor.variable();
          cursor.expect("=");
          return { name: parameter, value: expressionOf(cursor) };
        }
        return { value: expressionOf(cursor) };
      });
  return { kind: "execute procedure", procedure, args };
}

const ends = (cursor: Cursor): boolean => cursor.atEnd || cursor.sees(";") || cursor.sees("END");

function throwOf(cursor: Cursor): Statement {
  return { kind: "throw", args: ends(cursor) ? [] : cursor.list(() => expressionOf(cursor)) };
}

function raiseOf(cursor: Cursor): Statement {
  cursor.expect("(");
  const [text, severity, state, ...values] = cursor.list(() => expressionOf(cursor));
  if (text === undefined || severity === undefined || state === undefined) {
    throw cursor.mistake();
  }
  cursor.expect(")");
  if (cursor.accept("WITH")) {
    cursor.list(() => cursor.oneOf("NOWAIT", "SETERROR"));
  }
  return { kind: "raise", text, severity, state, values };
}

function waitOf(cursor: Cursor): Statement {
  cursor.expect("DELAY");
  return { kind: "wait", delay: expressionOf(cursor) };
}

function dbccOf(cursor: Cursor): Statement {
  const command = cursor.name().toUpperCase();
  if (command === "FREESYSTEMCACHE" || cursor.sees("(")) {
    cursor.expect("(");
    cursor.list(() => expressionOf(cursor));
    cursor.expect(")");
  }
  if (cursor.accept("WITH")) {
    cursor.list(() => cursor.oneOf("MARK_IN_USE_FOR_REMOVAL", "NO_INFOMSGS"));
  }
  return { kind: "dbcc", command };
}

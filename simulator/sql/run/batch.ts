import { fold } from "../state/names";
import { sqlError, SqlError } from "../sql-error";
import { type Change, type Statement } from "../tsql/ast";
import { type SqlType, type SqlValue } from "../tsql/types";
import { changePermissions } from "./grants";
import { alterLogin, alterServerRole, createLogin, dropLogin } from "./logins";
import { type PlannedStatement } from "./plan";
import { alterRole, createRole, dropRole } from "./roles";
import { alterAuthorization, createSchema, dropSchema } from "./schemas";
import { type Column, type Execution } from "./scope";
import { type Session } from "./session";
import { alterUser, createUser, dropUser } from "./users";

/** What a statement answers, in the order in which the client gets it. */
export type Answer =
  | { readonly kind: "rows"; readonly columns: readonly Column[]; readonly rows: readonly (readonly SqlValue[])[] }
  | { readonly kind: "error"; readonly error: SqlError }
  /** A statement is done that is no query. */
  | { readonly kind: "done" };

export interface Parameter {
  readonly name: string;
  readonly type: SqlType;
  readonly value: SqlValue;
}

/**
 * Runs the statements of a batch one after the other. What fails to change something ends its statement; anything else
 * that fails ends the batch.
 */
export function runBatch(
  statements: readonly PlannedStatement[],
  session: Session,
  parameters: readonly Parameter[] = [],
): Answer[] {
  const values = new Map(parameters.map(({ name, value }) => [fold(name), value]));
  const answers: Answer[] = [];
  try {
    for (const statement of statements) {
      answers.push(...run(statement, { session, parameters: values, seen: new Map(), indexes: new Map() }));
    }
  } catch (error) {
    answers.push({ kind: "error", error: asSqlError(error) });
  }
  return answers;
}

function run({ statement, query, holds, then }: PlannedStatement, execution: Execution): Answer[] {
  const { session } = execution;
  if (statement.kind === "compile only") {
    session.compilesOnly = statement.on;
    return [];
  }
  if (session.compilesOnly) {
    return [];
  }
  if (query) {
    return [{ kind: "rows", columns: query.columns, rows: query.rows(execution) }];
  }
  if (holds && then) {
    return holds({ cells: [], execution }) === true ? run(then, execution) : [];
  }
  return isChange(statement) ? change(statement, session) : other(statement, session);
}

function change(statement: Change, session: Session): Answer[] {
  try {
    (CHANGES[statement.kind] as (change: Change, session: Session) => void)(statement, session);
    return [{ kind: "done" }];
  } catch (error) {
    return [{ kind: "error", error: asSqlError(error) }];
  }
}

const CHANGES: {
  readonly [Kind in Change["kind"]]: (change: Change & { readonly kind: Kind }, session: Session) => void;
} = {
  "create login": createLogin,
  "alter login": alterLogin,
  "drop login": dropLogin,
  "create user": createUser,
  "alter user": alterUser,
  "drop user": dropUser,
  "create role": createRole,
  "drop role": dropRole,
  "alter role": alterRole,
  "alter server role": alterServerRole,
  "create schema": createSchema,
  "drop schema": dropSchema,
  "alter authorization": alterAuthorization,
  permission: changePermissions,
};

const isChange = (statement: Statement): statement is Change => Object.hasOwn(CHANGES, statement.kind);

function other(statement: Statement, session: Session): Answer[] {
  switch (statement.kind) {
    case "throw":
      throw new SqlError(statement.number, statement.message, 16, statement.state);
    case "use":
      if (fold(statement.database) !== fold(session.database.name)) {
        throw sqlError(40508);
      }
      return [];
    case "execute as":
      session.actAs(statement.user);
      return [];
    case "revert":
      session.revert();
      return [];
    case "flush":
      flushAuthCache(session);
      return [{ kind: "done" }];
    default:
      return [];
  }
}

/** https://learn.microsoft.com/sql/t-sql/database-console-commands/dbcc-flushauthcache-transact-sql */
function flushAuthCache({ database, server }: Session): void {
  if (database.isMaster || server.managed) {
    throw sqlError(40518, "FLUSHAUTHCACHE");
  }
  database.serverRoleMembers.renew();
}

function asSqlError(error: unknown): SqlError {
  if (error instanceof SqlError) {
    return error;
  }
  throw error;
}

import { type Statement } from "../tsql/ast";
import { changePermissions } from "./grants";
import { alterLogin, alterServerRole, createLogin, dropLogin } from "./logins";
import { alterRole, createRole, dropRole, renameRole } from "./roles";
import { alterAuthorization, createSchema, createTable, dropSchema, dropTable } from "./schemas";
import { type Session } from "./session";
import { alterUser, createUser, dropUser } from "./users";

type Handlers = {
  readonly [Kind in Statement["kind"]]?: (statement: Statement & { readonly kind: Kind }, session: Session) => void;
};

/** The statements that change what the server holds. */
const CHANGES = {
  "create login": createLogin,
  "alter login": alterLogin,
  "drop login": dropLogin,
  "create user": createUser,
  "alter user": alterUser,
  "drop user": dropUser,
  "create role": createRole,
  "rename role": renameRole,
  "drop role": dropRole,
  "alter membership": (statement, session) => {
    (statement.level === "server" ? alterServerRole : alterRole)(statement, session);
  },
  "create schema": createSchema,
  "drop schema": dropSchema,
  "create table": createTable,
  "drop table": dropTable,
  "alter authorization": alterAuthorization,
  permission: changePermissions,
} satisfies Handlers;

export type Change = Statement & { readonly kind: keyof typeof CHANGES };

export const isChange = (statement: Statement): statement is Change => Object.hasOwn(CHANGES, statement.kind);

export function changeState(statement: Change, session: Session): void {
  const change = CHANGES[statement.kind] as (statement: Change, session: Session) => void;
  change(statement, session);
}

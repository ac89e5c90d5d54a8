import { type Statement } from "./ast";
import { type Cursor } from "./cursor";
import { isReserved } from "./keywords";
import { alterLoginOf, alterRoleOf, alterUserOf, createLoginOf, createUserOf } from "./principals";
import { securableOf } from "./permissions";
import { objectNameOf } from "./queries";

/** What follows CREATE. */
export function createOf(cursor: Cursor): Statement {
  switch (cursor.oneOf("LOGIN", "USER", "ROLE", "SCHEMA", "TABLE", "SERVER", "DATABASE")) {
    case "LOGIN":
      return createLoginOf(cursor);
    case "USER":
      return createUserOf(cursor);
    case "ROLE": {
      const name = cursor.name();
      return { kind: "create role", name, ...ownerOf(cursor) };
    }
    case "SCHEMA": {
      const name = cursor.sees("AUTHORIZATION") ? undefined : cursor.name();
      return { kind: "create schema", ...(name !== undefined && { name }), ...ownerOf(cursor) };
    }
    case "TABLE": {
      const table = objectNameOf(cursor);
      return { kind: "create table", table, columns: columnsOf(cursor) };
    }
    case "SERVER":
      cursor.expect("ROLE");
      cursor.name();
      return { kind: "unsupported", what: "CREATE SERVER ROLE" };
    case "DATABASE":
      cursor.name();
      return { kind: "unsupported", what: "CREATE DATABASE" };
  }
}

/** What follows ALTER. */
export function alterOf(cursor: Cursor): Statement {
  switch (cursor.oneOf("LOGIN", "USER", "ROLE", "SERVER", "AUTHORIZATION")) {
    case "LOGIN":
      return alterLoginOf(cursor);
    case "USER":
      return alterUserOf(cursor);
    case "ROLE":
      return alterRoleOf(cursor, "database");
    case "SERVER":
      cursor.expect("ROLE");
      return alterRoleOf(cursor, "server");
    case "AUTHORIZATION": {
      cursor.expect("ON");
      const securable = securableOf(cursor);
      cursor.expect("TO");
      if (cursor.accept("SCHEMA", "OWNER")) {
        return { kind: "alter authorization", securable };
      }
      return { kind: "alter authorization", securable, owner: cursor.name() };
    }
  }
}

/** What follows DROP. There is no IF EXISTS for logins. */
export function dropOf(cursor: Cursor): Statement {
  const what = cursor.oneOf("LOGIN", "USER", "ROLE", "SCHEMA", "TABLE");
  if (what === "LOGIN") {
    return { kind: "drop login", name: cursor.name() };
  }
  const ifExists = cursor.accept("IF", "EXISTS");
  switch (what) {
    case "TABLE":
      return { kind: "drop table", table: objectNameOf(cursor), ifExists };
    case "USER":
      return { kind: "drop user", name: cursor.name(), ifExists };
    case "ROLE":
      return { kind: "drop role", name: cursor.name(), ifExists };
    case "SCHEMA":
      return { kind: "drop schema", name: cursor.name(), ifExists };
  }
}

const ownerOf = (cursor: Cursor): { readonly owner?: string } =>
  cursor.accept("AUTHORIZATION") ? { owner: cursor.name() } : {};

/** Of the columns of a table the names are kept, for it has no rows; each is a name or keyword, and what belongs to it. */
function columnsOf(cursor: Cursor): string[] {
  cursor.expect("(");
  const columns = cursor.list(() => {
    if (cursor.token.kind !== "word" && cursor.token.kind !== "name") {
      throw cursor.mistake();
    }
    const { kind, text } = cursor.next();
    const isColumn = kind === "name" || !isReserved(text);
    for (let open = 0; open > 0 || !(cursor.sees(",") || cursor.sees(")"));) {
      if (cursor.atEnd) {
        throw cursor.mistake();
      }
      const { kind: next, text: sign } = cursor.next();
      open += next !== "sign" ? 0 : sign === "(" ? 1 : sign === ")" ? -1 : 0;
    }
    return isColumn ? [text] : [];
  });
  cursor.expect(")");
  return columns.flat();
}

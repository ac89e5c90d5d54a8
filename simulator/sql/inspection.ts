import { type DatabaseState, type PermissionClass } from "./state/database-state";
import { type ServerState } from "./state/server-state";
import { guidText } from "./state/sid";

export interface PrincipalContent {
  readonly name: string;
  readonly type: "S" | "E" | "X";
  /** The first 16 bytes of the SID as a GUID in lower case; undefined where it has none. */
  readonly id?: string;
  readonly roles: readonly string[];
}

/** What a server holds, as tests and demos look at it. */
export interface ServerContent {
  readonly logins: readonly (PrincipalContent & { readonly disabled: boolean })[];
}

export interface PermissionContent {
  readonly grantee: string;
  readonly permission: string;
  readonly state: "GRANT" | "DENY" | "GRANT_WITH_GRANT_OPTION";
  /** "DATABASE", "SCHEMA::dbo", "OBJECT::dbo.Orders", "OBJECT::dbo.Orders (Total)" */
  readonly on: string;
}

export interface DatabaseContent {
  /** Without those that every database has. */
  readonly users: readonly PrincipalContent[];
  readonly roles: readonly string[];
  /** Without CONNECT on the database, which every user has from the beginning. */
  readonly permissions: readonly PermissionContent[];
}

const BUILT_IN = 5;
const STATES = { G: "GRANT", D: "DENY", W: "GRANT_WITH_GRANT_OPTION" } as const;

export function serverContent(server: ServerState): ServerContent {
  return {
    logins: [...server.principals].flatMap(({ id, name, type, sid, disabled }) =>
      type === "R" ? [] : [{ name, type, id: guidText(sid).toLowerCase(), roles: server.rolesOf(id), disabled }],
    ),
  };
}

export function databaseContent(database: DatabaseState): DatabaseContent {
  const own = database.principals.filter(({ id, fixed }) => id >= BUILT_IN && !fixed);
  const nameOf = (id: number): string => database.principals.byId(id)?.name ?? "";
  return {
    users: own.flatMap(({ id, name, type, sid }) => {
      const roles = database.memberships.filter(({ member }) => member === id).map(({ role }) => nameOf(role));
      return type === "R" ? [] : [{ name, type, roles, ...(sid && { id: guidText(sid).toLowerCase() }) }];
    }),
    roles: own.filter(({ type }) => type === "R").map(({ name }) => name),
    permissions: database.permissions
      .filter(({ class: on, name }) => on !== "DATABASE" || name !== "CONNECT")
      .map(({ class: on, on: id, name, grantee, state, column }) => ({
        grantee: nameOf(grantee),
        permission: name,
        state: STATES[state],
        on: placeOf(on, id, database, column),
      })),
  };
}

function placeOf(on: PermissionClass, id: number, database: DatabaseState, column = 0): string {
  const { schemas, objects, principals, ownables } = database;
  const schemaName = (schema: number | null | undefined): string =>
    schemas.find((one) => one.id === schema)?.name ?? "";
  switch (on) {
    case "DATABASE":
      return on;
    case "SCHEMA":
      return `SCHEMA::${schemaName(id)}`;
    case "OBJECT": {
      const object = objects.find((one) => one.id === id);
      const of = column === 0 ? "" : ` (${object?.columns[column - 1] ?? ""})`;
      return `OBJECT::${schemaName(object?.schema)}.${object?.name ?? ""}${of}`;
    }
    case "ROLE":
    case "USER":
      return `${on}::${principals.byId(id)?.name ?? ""}`;
    default: {
      const found = ownables.find((one) => one.id === id);
      return `${on}::${found?.schema === null ? "" : `${schemaName(found?.schema)}.`}${found?.name ?? ""}`;
    }
  }
}

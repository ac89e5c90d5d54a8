import { type DatabaseState } from "./state/database-state";
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
  /** "DATABASE", "SCHEMA::dbo", "OBJECT::dbo.Orders" */
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
    logins: server.principals.flatMap(({ id, name, type, sid, disabled }) =>
      type === "R" ? [] : [{ name, type, id: guidText(sid).toLowerCase(), roles: server.rolesOf(id), disabled }],
    ),
  };
}

export function databaseContent(database: DatabaseState): DatabaseContent {
  const own = database.principals.filter(({ id, fixed }) => id >= BUILT_IN && !fixed);
  const nameOf = (id: number): string => database.byId(id)?.name ?? "";
  return {
    users: own.flatMap(({ id, name, type, sid }) => {
      const roles = database.memberships.filter(({ member }) => member === id).map(({ role }) => nameOf(role));
      return type === "R" ? [] : [{ name, type, roles, ...(sid && { id: guidText(sid).toLowerCase() }) }];
    }),
    roles: own.filter(({ type }) => type === "R").map(({ name }) => name),
    permissions: database.permissions
      .filter(({ class: on, name }) => on !== "DATABASE" || name !== "CONNECT")
      .map(({ class: on, on: id, name, grantee, state }) => ({
        grantee: nameOf(grantee),
        permission: name,
        state: STATES[state],
        on: placeOf(on, id, database),
      })),
  };
}

function placeOf(on: "DATABASE" | "SCHEMA" | "OBJECT", id: number, { schemas, objects }: DatabaseState): string {
  const schemaName = (schema: number | undefined): string => schemas.find((one) => one.id === schema)?.name ?? "";
  if (on === "DATABASE") {
    return on;
  }
  const object = objects.find((one) => one.id === id);
  return on === "SCHEMA" ? `SCHEMA::${schemaName(id)}` : `OBJECT::${schemaName(object?.schema)}.${object?.name ?? ""}`;
}

import { DATABASE_ROLES } from "../state/fixed-roles";
import { DBO, type DatabaseState, type Permission } from "../state/database-state";

/** The part of a session that decides about permissions. */
interface Client {
  readonly database: DatabaseState;
  readonly user: { readonly id: number };
  readonly isOwner: boolean;
  /** Ids of the user and of its roles. */
  tokens(): readonly number[];
  /** The roles of the user. */
  roles(): readonly { readonly name: string }[];
}

/** Something that a permission may be about; without a column, all of it. */
export type What = Pick<Permission, "class" | "on" | "column">;

const DATABASE: What = { class: "DATABASE", on: 0 };

/** What fixed roles keep their members from, whatever else is granted. */
const DENIED_BY_ROLE: Readonly<Record<string, readonly string[]>> = {
  db_denydatareader: ["SELECT"],
  db_denydatawriter: ["INSERT", "UPDATE", "DELETE"],
};

/**
 * Whether a client has a permission on something: it, or CONTROL, is granted there or on what is around it, and neither is
 * denied there. A grant on a column wins over what is denied on the table. Owners of the database are bound by nothing.
 *
 * https://learn.microsoft.com/sql/relational-databases/security/permissions-database-engine#summary-of-the-permission-check-algorithm
 */
export function hasPermission(session: Client, name: string, what: What): boolean {
  if (session.isOwner || ownerOf(what, session.database) === session.user.id) {
    return true;
  }
  const tokens = session.tokens();
  const states = (place: What): Permission["state"][] =>
    session.database.permissions
      .filter((one) => tokens.includes(one.grantee) && [name, "CONTROL"].includes(one.name) && isAt(one, place))
      .map(({ state }) => state);
  if (what.column !== undefined && what.column > 0) {
    const onColumn = states(what);
    if (onColumn.length > 0) {
      return !onColumn.includes("D");
    }
  }
  const around = placesOf(what, session.database).flatMap(states);
  const roles = session.roles().map((role) => role.name);
  if (around.includes("D") || roles.some((role) => DENIED_BY_ROLE[role]?.includes(name))) {
    return false;
  }
  return around.length > 0 || roles.some((role) => DATABASE_ROLES[role]?.[1].includes(name));
}

const isAt = (one: Permission, { class: of, on, column = 0 }: What): boolean =>
  one.class === of && one.on === on && (one.column ?? 0) === column;

/** It, its schema, and the database. */
function placesOf({ class: of, on }: What, database: DatabaseState): What[] {
  const schema = schemaOf({ class: of, on }, database);
  return [
    { class: of, on },
    ...(schema === undefined ? [] : [{ class: "SCHEMA", on: schema } as const]),
    ...(of === "DATABASE" ? [] : [DATABASE]),
  ];
}

function schemaOf({ class: of, on }: What, { objects, ownables }: DatabaseState): number | undefined {
  const found = of === "OBJECT" ? objects.find(({ id }) => id === on) : ownables.find(({ id }) => id === on);
  return found?.schema ?? undefined;
}

function ownerOf(what: What, { schemas, objects }: DatabaseState): number | undefined {
  const object = what.class === "OBJECT" ? objects.find(({ id }) => id === what.on) : undefined;
  const schema = object ? object.schema : what.class === "SCHEMA" ? what.on : undefined;
  const owner = object?.owner ?? schemas.find(({ id }) => id === schema)?.owner;
  return owner === DBO ? undefined : owner;
}

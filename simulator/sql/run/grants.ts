import { sqlError } from "../sql-error";
import { type DatabasePrincipal, DBO, type Permission, type SqlObject } from "../state/database-state";
import { sameName } from "../state/names";
import { isPermission } from "../state/permission-names";
import { type ChangeOf, type Securable } from "../tsql/ast";
import { type Session } from "./session";

type PermissionStatement = ChangeOf<"permission">;

export function changePermissions(statement: PermissionStatement, session: Session): void {
  const { database } = session;
  const on = securableIn(statement.on, session);
  const names = statement.permissions;
  const unknown = names.find((name) => !isPermission(name, on.class));
  if (unknown !== undefined) {
    throw sqlError(102, unknown.split(" ").at(-1) ?? "");
  }
  const grantees = statement.grantees.map((name) => granteeNamed(name, session));
  names.forEach((name) => {
    requireGrantor(name, on, session);
  });
  const grantor = grantorOf(statement, session);
  for (const name of names) {
    for (const grantee of grantees) {
      for (const column of on.columns) {
        const of = { class: on.class, on: on.id, column, name, grantee: grantee.id, grantor };
        const present = database.permissions.find((one) => isSame(one, of));
        const state = stateAfter(statement, present?.state);
        if (present?.state === "W" && state !== "W") {
          takeFromOthers(of, statement, session);
        }
        database.permissions = database.permissions.filter((one) => !isSame(one, of));
        database.permissions.push(...(state === undefined ? [] : [{ ...of, state }]));
      }
    }
  }
}

type Of = Omit<Permission, "state">;

const isAbout = (one: Of, other: Of): boolean =>
  one.class === other.class &&
  one.on === other.on &&
  (one.column ?? 0) === (other.column ?? 0) &&
  one.name === other.name;

const isSame = (one: Of, other: Of): boolean =>
  isAbout(one, other) && one.grantee === other.grantee && one.grantor === other.grantor;

/**
 * Who may not pass a permission on any more has not passed it on: what was granted and denied with it goes, too.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/revoke-transact-sql
 */
function takeFromOthers(of: Of, { action, cascade }: PermissionStatement, session: Session): void {
  if (action !== "GRANT" && !cascade) {
    throw sqlError(4611);
  }
  const { database } = session;
  const passedOn = database.permissions.filter((one) => isAbout(one, of) && one.grantor === of.grantee);
  database.permissions = database.permissions.filter((one) => !passedOn.includes(one));
  passedOn.forEach((one) => {
    takeFromOthers(one, { action, cascade: true } as PermissionStatement, session);
  });
}

function grantorOf({ grantor }: PermissionStatement, { database, isOwner, user }: Session): number {
  if (grantor === undefined) {
    return isOwner ? DBO : user.id;
  }
  const found = database.find(grantor);
  if (!found || !(isOwner || found.id === user.id)) {
    throw sqlError(15151, "find", "user", grantor);
  }
  return found.id;
}

function stateAfter(
  { action, grantOption }: PermissionStatement,
  present: Permission["state"] | undefined,
): Permission["state"] | undefined {
  switch (action) {
    case "GRANT":
      // Granting again takes no right away.
      return grantOption || present === "W" ? "W" : "G";
    case "DENY":
      return "D";
    case "REVOKE":
      // Of who may not pass it on, the permission itself is revoked.
      return grantOption && present === "W" ? "G" : undefined;
  }
}

function granteeNamed(name: string, { database, user }: Session): DatabasePrincipal {
  const found = database.find(name);
  if (!found) {
    throw sqlError(15151, "find", "user", name);
  }
  if (found.fixed || found.id === DBO || found.id === 3 || found.id === 4 || (found.id === user.id && user.id !== 0)) {
    throw sqlError(found.fixed ? 4617 : 15151, "find", "user", name);
  }
  return found;
}

/** Schemas and objects by their id. */
interface Target {
  readonly class: Permission["class"];
  readonly id: number;
  /** Numbers of columns; 0 for all that it is. */
  readonly columns: readonly number[];
  readonly owner?: number | null;
  readonly refuse: () => Error;
}

function securableIn(securable: Securable, session: Session): Target {
  const { class: kind, name = "", schema } = securable;
  const { database } = session;
  session.requireHere(securable);
  switch (kind) {
    case "SCHEMA": {
      const refuse = (): Error => sqlError(15151, "find", "schema", name);
      const found = database.schema(name);
      if (!found) {
        throw refuse();
      }
      return { class: kind, id: found.id, columns: ALL_OF_IT, owner: found.owner, refuse };
    }
    case "OBJECT": {
      const refuse = (): Error => sqlError(15151, "find", "object", name);
      const found = database.object(name, schema);
      if (!found) {
        throw refuse();
      }
      const columns = securable.columns?.map((column) => columnOf(found, column)) ?? ALL_OF_IT;
      const owner = found.owner ?? database.schemas.find(({ id }) => id === found.schema)?.owner ?? DBO;
      return { class: kind, id: found.id, columns, owner, refuse };
    }
    case "ROLE":
    case "USER": {
      const refuse = (): Error => sqlError(15151, "find", kind.toLowerCase(), name);
      const found = database.find(name);
      if (!found || (found.type === "R") !== (kind === "ROLE")) {
        throw refuse();
      }
      return { class: kind, id: found.id, columns: ALL_OF_IT, owner: found.owner, refuse };
    }
    case "DATABASE":
      if (securable.name !== undefined && !sameName(name, database.name)) {
        throw sqlError(15151, "find", "database", name);
      }
      return { class: kind, id: 0, columns: ALL_OF_IT, refuse: () => sqlError(4613) };
    default: {
      const refuse = (): Error => sqlError(15151, "find", kind.toLowerCase(), name);
      const found = database.ownable(kind, name, schema);
      if (!found) {
        throw refuse();
      }
      return { class: kind, id: found.id, columns: ALL_OF_IT, owner: found.owner, refuse };
    }
  }
}

const ALL_OF_IT = [0];

function columnOf({ columns }: SqlObject, name: string): number {
  const index = columns.findIndex((column) => sameName(column, name));
  if (index < 0) {
    throw sqlError(1911, name);
  }
  return index + 1;
}

function requireGrantor(name: string, on: Target, session: Session): void {
  const owns = on.owner === session.user.id;
  const controls = on.class !== "DATABASE" && session.granted(on.class, on.id).has("CONTROL");
  if (!session.may("GRANT ANY") && !owns && !controls && !session.mayPassOn(name, on.class, on.id)) {
    throw on.refuse();
  }
}

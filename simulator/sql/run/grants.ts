import { sqlError } from "../sql-error";
import { type DatabasePrincipal, DBO, type Permission } from "../state/database-state";
import { sameName } from "../state/names";
import { ALL, isPermission } from "../state/permission-names";
import { type Securable, type Statement } from "../tsql/ast";
import { type Session } from "./session";

type PermissionStatement = Statement & { readonly kind: "permission" };

export function changePermissions(statement: PermissionStatement, session: Session): void {
  const { database } = session;
  const on = securableIn(statement.on, session);
  const names = statement.permissions.flatMap((name) =>
    name === "ALL" ? (on.class === "SCHEMA" ? [] : ALL[on.class]) : [name],
  );
  const unknown = names.find((name) => !isPermission(name, on.class));
  if (unknown !== undefined || names.length === 0) {
    throw sqlError(102, (unknown ?? "ALL").split(" ").at(-1) ?? "");
  }
  const grantees = statement.grantees.map((name) => granteeNamed(name, session));
  names.forEach((name) => {
    requireGrantor(name, on, session);
  });
  const grantor = grantorOf(statement, session);
  for (const name of names) {
    for (const grantee of grantees) {
      const others = database.permissions.filter(
        (one) =>
          one.class !== on.class ||
          one.on !== on.id ||
          one.name !== name ||
          one.grantee !== grantee.id ||
          one.grantor !== grantor,
      );
      const wasPassable = others.length < database.permissions.length;
      const state = stateAfter(statement, wasPassable);
      database.permissions =
        state === undefined
          ? others
          : [...others, { class: on.class, on: on.id, name, grantee: grantee.id, grantor, state }];
    }
  }
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

function stateAfter({ action, grantOption }: PermissionStatement, existed: boolean): Permission["state"] | undefined {
  switch (action) {
    case "GRANT":
      return grantOption ? "W" : "G";
    case "DENY":
      return "D";
    case "REVOKE":
      return grantOption && existed ? "G" : undefined;
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
  readonly owner?: number;
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
      return { class: kind, id: found.id, owner: found.owner, refuse };
    }
    case "OBJECT": {
      const refuse = (): Error => sqlError(15151, "find", "object", name);
      const found = database.object(name, schema);
      if (!found) {
        throw refuse();
      }
      const owner = found.owner ?? database.schemas.find(({ id }) => id === found.schema)?.owner ?? DBO;
      return { class: kind, id: found.id, owner, refuse };
    }
    case "DATABASE":
      if (securable.name !== undefined && !sameName(name, database.name)) {
        throw sqlError(15151, "find", "database", name);
      }
      return { class: kind, id: 0, refuse: () => sqlError(4613) };
    default:
      throw sqlError(40514, `GRANT ON ${kind}`);
  }
}

function requireGrantor(name: string, on: Target, session: Session): void {
  const owns = on.owner === session.user.id;
  const controls = on.class !== "DATABASE" && session.granted(on.class, on.id).has("CONTROL");
  if (!session.may("GRANT ANY") && !owns && !controls && !session.mayPassOn(name, on.class, on.id)) {
    throw on.refuse();
  }
}

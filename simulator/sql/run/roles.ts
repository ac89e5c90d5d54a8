import { sqlError } from "../sql-error";
import { type DatabasePrincipal } from "../state/database-state";
import { type ChangeOf } from "../tsql/ast";
import { type Session } from "./session";
import { requireNothingOwned } from "./users";

export function createRole({ name, owner }: ChangeOf<"create role">, session: Session): void {
  const { database } = session;
  if (!session.may("ALTER ANY ROLE", "CREATE ROLE")) {
    throw sqlError(15247);
  }
  if (database.find(name)) {
    throw sqlError(15023, name);
  }
  const owning = owner === undefined ? session.user : database.find(owner);
  if (!owning) {
    throw sqlError(15151, "find", "principal", owner ?? "");
  }
  database.add({ name, type: "R", sid: null, owner: owning.id });
}

export function dropRole({ name, ifExists }: ChangeOf<"drop role">, session: Session): void {
  const { database } = session;
  if (ifExists && database.find(name)?.type !== "R") {
    return;
  }
  const role = alterable(name, "drop", session);
  if (role.fixed || role.id === 0) {
    throw sqlError(15150, "drop", "role", role.name);
  }
  if (database.memberships.some((one) => one.role === role.id)) {
    throw sqlError(15144);
  }
  requireNothingOwned(role, session);
  database.drop(role);
}

export function alterRole({ action, role: roleName, member: name }: ChangeOf<"alter role">, session: Session): void {
  const { database } = session;
  const role = alterable(roleName, "alter", session);
  if (role.id === 0) {
    throw sqlError(15150, "alter", "role", role.name);
  }
  const member = database.find(name);
  if (member?.id === 0 || member?.fixed || (member && member.id > 0 && member.id < 5)) {
    throw sqlError(15405, member.name);
  }
  const is =
    member !== undefined && database.memberships.some((one) => one.role === role.id && one.member === member.id);
  if (!member || (action === "drop" && !is)) {
    throw sqlError(15151, action, "principal", name);
  }
  if (action === "drop") {
    database.memberships = database.memberships.filter((one) => one.role !== role.id || one.member !== member.id);
    return;
  }
  if (member.id === role.id || database.rolesOf([role.id]).includes(member.id)) {
    throw sqlError(15413);
  }
  if (!is) {
    database.memberships.push({ role: role.id, member: member.id });
  }
}

/** Fixed roles are for owners of the database; others also for who may alter any role. */
function alterable(name: string, verb: "alter" | "drop", session: Session): DatabasePrincipal {
  const role = session.database.find(name);
  const may = session.isOwner || (role?.fixed === false && session.may("ALTER ANY ROLE"));
  if (role?.type !== "R" || !may) {
    throw sqlError(15151, verb, "role", name);
  }
  return role;
}

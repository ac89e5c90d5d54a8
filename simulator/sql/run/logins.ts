import { sqlError } from "../sql-error";
import { type ChangeOf } from "../tsql/ast";
import { sidOf } from "./directory";
import { type Session } from "./session";

export function createLogin({ name, origin }: ChangeOf<"create login">, session: Session): void {
  requireMaster(session);
  requireLoginManager(session);
  const { server } = session;
  if (server.find(name)) {
    throw sqlError(15025, name);
  }
  const objectId = origin.kind === "directory" ? origin.objectId : undefined;
  const principal = session.directory.lookUp(name, objectId, session.who.principal, session.world);
  const sid = sidOf(principal);
  if (server.principals.withSid(sid)) {
    throw sqlError(15433);
  }
  server.add({ name, type: principal.kind === "Group" ? "X" : "E", sid });
}

export function alterLogin({ name, enable }: ChangeOf<"alter login">, session: Session): void {
  requireMaster(session);
  const login = session.server.login(name);
  if (!login || !mayManageLogins(session)) {
    throw sqlError(15151, "alter", "login", name);
  }
  login.disabled = !enable;
  login.modified = session.server.now();
}

export function dropLogin({ name }: ChangeOf<"drop login">, session: Session): void {
  requireMaster(session);
  const login = session.server.login(name);
  if (!login || !mayManageLogins(session) || login.name === session.world.sqlAdministrator) {
    throw sqlError(15151, "drop", "login", name);
  }
  session.server.drop(login);
}

/** https://learn.microsoft.com/azure/azure-sql/database/security-server-roles */
export function alterServerRole(
  { action, role: roleName, member: name }: ChangeOf<"alter server role">,
  session: Session,
): void {
  requireMaster(session);
  const { server } = session;
  const role = server.role(roleName);
  const mayAlter = session.who.isAdministrator || (role !== undefined && session.serverRoles().includes(role.name));
  if (!role || !mayAlter) {
    throw sqlError(15151, "alter", "server role", roleName);
  }
  if (role.name === "public") {
    throw sqlError(15150, "alter", "server role", role.name);
  }
  const member = server.login(name);
  const is = member !== undefined && server.memberships.some((one) => one.role === role.id && one.member === member.id);
  // Groups of the directory can be in roles of managed instances only.
  if (!member || (action === "add" && member.type === "X" && !server.managed) || (action === "drop" && !is)) {
    throw sqlError(15151, action, "principal", name);
  }
  if (action === "add") {
    server.memberships = is ? server.memberships : [...server.memberships, { role: role.id, member: member.id }];
  } else {
    server.memberships = server.memberships.filter((one) => one.role !== role.id || one.member !== member.id);
  }
}

/** Managed instances manage logins in any database. */
function requireMaster({ database, server }: Session): void {
  if (!database.isMaster && !server.managed) {
    throw sqlError(5001);
  }
}

const mayManageLogins = (session: Session): boolean => session.serverPermissions().has("ALTER ANY LOGIN");

function requireLoginManager(session: Session): void {
  if (!mayManageLogins(session)) {
    throw sqlError(15247);
  }
}

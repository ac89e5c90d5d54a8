import { sqlError } from "../sql-error";
import { type SqlObject } from "../state/database-state";
import { sameName } from "../state/names";
import { sameSid } from "../state/sid";
import { INT, nvarchar, SYSNAME, type SqlType, type SqlValue, varbinary } from "../tsql/types";
import { hasPermission } from "./effective-permissions";
import { type SqlFunction } from "./functions";
import { type Environment } from "./scope";
import { type Session } from "./session";

type Run = (session: Session, first?: SqlValue, second?: SqlValue, third?: SqlValue, fourth?: SqlValue) => SqlValue;

/** Securable, its class, permission, and for one of its columns the name and "COLUMN". */
const HAS_PERMS = [nvarchar(260), nvarchar(60), nvarchar(60), SYSNAME, nvarchar(60)];

function objectNamed({ database }: Session, full?: SqlValue): SqlObject | undefined {
  const parts = String(full)
    .split(".")
    .map((part) => part.replace(/^\[(.*)\]$/s, "$1"));
  return database.object(parts.at(-1) ?? "", parts.at(-2) ?? "dbo");
}

/** A function that NULL and a left-out argument mean the same to. */
const of = (type: SqlType, args: readonly SqlType[], optional: number, run: Run): SqlFunction => ({
  type,
  args,
  optional,
  takesNull: true,
  run: ([first, second, third, fourth]: readonly SqlValue[], { session }: Environment) =>
    run(session, first, second, third, fourth),
});

const name = (run: (session: Session) => SqlValue): SqlFunction => of(SYSNAME, [], 0, run);

const isRole: Run = (session, role, user) => {
  const { database } = session;
  const found = typeof role === "string" ? database.find(role) : undefined;
  if (!found) {
    return null;
  }
  if (user === undefined || user === null) {
    return session.tokens().includes(found.id) || (session.isOwner && found.name === "db_owner") ? 1 : 0;
  }
  const member = typeof user === "string" ? database.find(user) : undefined;
  return member ? Number(database.rolesOf([member.id]).includes(found.id)) : null;
};

const userName: Run = ({ user, database }, id) =>
  id === undefined || id === null ? user.name : (database.byId(Number(id))?.name ?? null);

const loginName: Run = ({ who, server }, sid) =>
  Buffer.isBuffer(sid) ? (server.principals.find((one) => sameSid(one.sid, sid))?.name ?? null) : who.name;

/** https://learn.microsoft.com/sql/t-sql/functions/security-functions-transact-sql */
export const SECURITY_FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  ORIGINAL_LOGIN: name(({ who }) => who.name),
  SYSTEM_USER: name(({ who }) => who.name),
  SUSER_NAME: of(SYSNAME, [INT], 1, ({ who, server }, id) =>
    typeof id === "number" ? (server.principals.find((one) => one.id === id)?.name ?? null) : who.name,
  ),
  SUSER_SNAME: of(SYSNAME, [varbinary(85)], 1, loginName),
  SUSER_SID: of(varbinary(85), [SYSNAME], 1, ({ who, server }, login) =>
    typeof login === "string" ? (server.find(login)?.sid ?? null) : (who.sids[0] ?? null),
  ),
  CURRENT_USER: name(({ user }) => user.name),
  SESSION_USER: name(({ user }) => user.name),
  USER: name(({ user }) => user.name),
  USER_NAME: of(SYSNAME, [INT], 1, userName),
  USER_ID: of(INT, [SYSNAME], 1, principalId),
  DATABASE_PRINCIPAL_ID: of(INT, [SYSNAME], 1, principalId),
  IS_MEMBER: of(INT, [SYSNAME], 0, isRole),
  IS_ROLEMEMBER: of(INT, [SYSNAME, SYSNAME], 1, isRole),
  IS_SRVROLEMEMBER: of(INT, [SYSNAME, SYSNAME], 1, (session, role, login) => {
    const { database, server } = session;
    if (database.isMaster && !server.managed) {
      throw sqlError(40514, "IS_SRVROLEMEMBER");
    }
    const found = server.role(String(role));
    const other = typeof login === "string" ? server.login(login) : undefined;
    if (!found || (typeof login === "string" && !other)) {
      return null;
    }
    const roles = other ? server.rolesOf(other.id, database) : session.serverRoles();
    return Number(found.name === "public" || roles.includes(found.name));
  }),
  HAS_PERMS_BY_NAME: of(INT, HAS_PERMS, 2, (session, securable, kind, permission, column) => {
    const wanted = String(permission).toUpperCase();
    switch (String(kind ?? "SERVER").toUpperCase()) {
      case "SERVER":
        return Number(session.serverPermissions().has(wanted));
      case "DATABASE":
        return Number(session.may(wanted) || session.serverPermissions().has(wanted.replace(/^VIEW /, "VIEW ANY ")));
      case "SCHEMA": {
        const schema = session.database.schema(String(securable));
        return schema ? Number(hasPermission(session, wanted, { class: "SCHEMA", on: schema.id })) : null;
      }
      case "OBJECT": {
        const object = objectNamed(session, securable);
        const found = object?.columns.findIndex((one) => sameName(one, String(column))) ?? -1;
        const at = typeof column === "string" ? { column: found + 1 } : {};
        return object && (typeof column !== "string" || found >= 0)
          ? Number(hasPermission(session, wanted, { class: "OBJECT", on: object.id, ...at }))
          : null;
      }
      default:
        return null;
    }
  }),
  DB_NAME: of(SYSNAME, [INT], 1, ({ database, server }, id) =>
    typeof id === "number"
      ? ([...server.databases.values()].find((one) => one.id === id)?.name ?? null)
      : database.name,
  ),
  DB_ID: of(INT, [SYSNAME], 1, ({ database, server }, of) =>
    typeof of === "string"
      ? ([...server.databases.values()].find((one) => sameName(one.name, of))?.id ?? null)
      : database.id,
  ),
  SCHEMA_ID: of(INT, [SYSNAME], 1, ({ database }, schema) => database.schema(String(schema ?? "dbo"))?.id ?? null),
  SCHEMA_NAME: of(SYSNAME, [INT], 1, ({ database }, id) =>
    typeof id === "number" ? (database.schemas.find((one) => one.id === id)?.name ?? null) : "dbo",
  ),
  OBJECT_ID: of(INT, [nvarchar(260), nvarchar(10)], 1, (session, full) => objectNamed(session, full)?.id ?? null),
  OBJECT_NAME: of(SYSNAME, [INT], 0, ({ database }, id) => database.objects.find((one) => one.id === id)?.name ?? null),
  SERVERPROPERTY: of(nvarchar(128), [nvarchar(128)], 0, ({ world }, property) => {
    const values: Readonly<Record<string, string>> = {
      EDITION: "SQL Azure",
      ENGINEEDITION: world.managed === true ? "8" : "5",
      PRODUCTVERSION: "12.0.2000.8",
      PRODUCTLEVEL: "RTM",
      SERVERNAME: world.host.split(".")[0] ?? "",
      COLLATION: "SQL_Latin1_General_CP1_CI_AS",
      ISEXTERNALAUTHENTICATIONONLY: world.entraOnly ? "1" : "0",
    };
    return values[String(property).toUpperCase()] ?? null;
  }),
};

function principalId({ user, database }: Session, of?: SqlValue): SqlValue {
  return typeof of === "string" ? (database.find(of)?.id ?? null) : user.id;
}

import { type FunctionName, FUNCTIONS, modelled } from "../language";
import { sqlError } from "../sql-error";
import { type SqlObject } from "../state/database-state";
import { sameName } from "../state/names";
import { convert } from "../tsql/convert";
import { INT, nvarchar, SYSNAME, type SqlType, type SqlValue, varbinary } from "../tsql/types";
import { hasPermission } from "./effective-permissions";
import { type Compiled } from "./scope";
import { type Session } from "./session";

/** A function: what its arguments are converted to, how many of them may be left out, and its value. */
interface SqlFunction {
  readonly args: readonly SqlType[];
  readonly optional: number;
  readonly type: SqlType;
  run(session: Session, first?: SqlValue, second?: SqlValue, third?: SqlValue, fourth?: SqlValue): SqlValue;
}

const of = (type: SqlType, args: readonly SqlType[], optional: number, run: SqlFunction["run"]): SqlFunction => ({
  type,
  args,
  optional,
  run,
});

const name = (run: (session: Session) => SqlValue): SqlFunction => of(SYSNAME, [], 0, run);

/** Those that the parser reads are not here. */
type Called = Exclude<FunctionName, "CAST" | "COALESCE" | "CONVERT" | "ISNULL">;

/** https://learn.microsoft.com/sql/t-sql/functions/security-functions-transact-sql */
const CALLED: Readonly<Record<Called, SqlFunction>> = {
  CURRENT_USER: name(({ user }) => user.name),
  DATABASE_PRINCIPAL_ID: of(INT, [SYSNAME], 1, ({ user, database }, of) =>
    typeof of === "string" ? (database.find(of)?.id ?? null) : user.id,
  ),
  DB_NAME: name(({ database }) => database.name),
  // Securable, its class, permission, and for one of its columns the name and "COLUMN".
  HAS_PERMS_BY_NAME: of(INT, [nvarchar(260), nvarchar(60), nvarchar(60), SYSNAME, nvarchar(60)], 2, hasPerms),
  IS_MEMBER: of(INT, [SYSNAME], 0, isRoleMember),
  IS_ROLEMEMBER: of(INT, [SYSNAME, SYSNAME], 1, isRoleMember),
  IS_SRVROLEMEMBER: of(INT, [SYSNAME, SYSNAME], 1, isServerRoleMember),
  OBJECT_NAME: of(SYSNAME, [INT], 0, ({ database }, id) => database.objects.find((one) => one.id === id)?.name ?? null),
  ORIGINAL_LOGIN: name(({ who }) => who.name),
  SCHEMA_NAME: of(SYSNAME, [INT], 1, ({ database }, id) =>
    typeof id === "number" ? (database.schemas.find((one) => one.id === id)?.name ?? null) : "dbo",
  ),
  SERVERPROPERTY: of(nvarchar(128), [nvarchar(128)], 0, serverProperty),
  SESSION_USER: name(({ user }) => user.name),
  SUSER_NAME: of(SYSNAME, [INT], 1, ({ who, server }, id) =>
    typeof id === "number" ? (server.principals.byId(id)?.name ?? null) : who.name,
  ),
  SUSER_SNAME: of(SYSNAME, [varbinary(85)], 1, ({ who, server }, sid) =>
    Buffer.isBuffer(sid) ? (server.principals.withSid(sid)?.name ?? null) : who.name,
  ),
  SYSTEM_USER: name(({ who }) => who.name),
  USER: name(({ user }) => user.name),
  USER_NAME: of(SYSNAME, [INT], 1, ({ user, database }, id) =>
    typeof id === "number" ? (database.principals.byId(id)?.name ?? null) : user.name,
  ),
};

export function compileCall(called: string, args: readonly Compiled[]): Compiled {
  const known = CALLED[modelled(FUNCTIONS, "function", called) as Called];
  if (args.length < known.args.length - known.optional || args.length > known.args.length) {
    throw sqlError(174, called.toLowerCase(), String(known.args.length - known.optional));
  }
  return {
    type: known.type,
    value: (row) => {
      const values = args.map((arg, index) => convert(arg.value(row), arg.type, known.args[index] ?? arg.type));
      return known.run(row.execution.session, ...values);
    },
  };
}

function isRoleMember(session: Session, role?: SqlValue, user?: SqlValue): SqlValue {
  const { database } = session;
  const found = typeof role === "string" ? database.find(role) : undefined;
  if (!found) {
    return null;
  }
  if (typeof user !== "string") {
    return session.tokens().includes(found.id) || (session.isOwner && found.name === "db_owner") ? 1 : 0;
  }
  const member = database.find(user);
  return member ? Number(database.rolesOf([member.id]).includes(found.id)) : null;
}

function isServerRoleMember(session: Session, role?: SqlValue, login?: SqlValue): SqlValue {
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
}

function hasPerms(
  session: Session,
  securable?: SqlValue,
  kind?: SqlValue,
  permission?: SqlValue,
  column?: SqlValue,
): SqlValue {
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
      const object = objectNamed(session, String(securable));
      const found = object?.columns.findIndex((one) => sameName(one, String(column))) ?? -1;
      const at = typeof column === "string" ? { column: found + 1 } : {};
      return object && (typeof column !== "string" || found >= 0)
        ? Number(hasPermission(session, wanted, { class: "OBJECT", on: object.id, ...at }))
        : null;
    }
    default:
      return null;
  }
}

function objectNamed({ database }: Session, full: string): SqlObject | undefined {
  const parts = full.split(".").map((part) => part.replace(/^\[(.*)\]$/s, "$1"));
  return database.object(parts.at(-1) ?? "", parts.at(-2) ?? "dbo");
}

function serverProperty({ world }: Session, property?: SqlValue): SqlValue {
  const values: Readonly<Record<string, string>> = {
    EDITION: "SQL Azure",
    ENGINEEDITION: world.managed === true ? "8" : "5",
    PRODUCTVERSION: "12.0.2000.8",
    SERVERNAME: world.host.split(".")[0] ?? "",
    COLLATION: "SQL_Latin1_General_CP1_CI_AS",
    ISEXTERNALAUTHENTICATIONONLY: world.entraOnly ? "1" : "0",
  };
  return values[String(property).toUpperCase()] ?? null;
}

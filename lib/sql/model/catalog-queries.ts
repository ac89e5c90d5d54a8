import {
  type AzureSqlFact,
  type DatabaseRoleMemberFact,
  type DatabaseUserFact,
  type LoginFact,
  type PermissionFact,
  type PermissionState,
  type ServerRoleMemberFact,
} from "./fact";
import { type SecurableClass, SECURABLE_CLASSES } from "./securable-classes";
import { type BytesVariable, isVariable, sidVariable } from "./quoting";

/** Queries of SQL's catalog views. All texts are constant; values are parameters, so nothing must be quoted. */
export interface SqlQuery {
  readonly database: string;
  /** One SELECT with `@name` for each parameter. */
  readonly text: string;
  readonly parameters: Readonly<Record<string, SqlParameter>>;
}

/** Text, bytes, a variable for bytes, or the first value that a query returns (NULL if it returns no row). */
export type SqlParameter = string | Uint8Array | BytesVariable | SqlQuery;

export const MASTER = "master";

export type Level = "server" | "database";

const PRINCIPAL: Readonly<Record<Level, string>> = {
  server: "SELECT 1 FROM sys.server_principals WHERE name = @name",
  database: "SELECT 1 FROM sys.database_principals WHERE name = @name",
};

/** Users, service principals and managed identities have type E, groups type X. */
const OF_ENTRA = "type IN ('E', 'X')";

/** Azure SQL appends bytes to some SIDs. Only the first 16 count. */
const SID = "CONVERT(varbinary(16), sid)";

/** Whether any principal has the name. */
export function principalQuery(level: Level, database: string, name: string): SqlQuery {
  return { database, text: PRINCIPAL[level], parameters: { name } };
}

/** Whether an Entra principal with another id than the expected one has the name. */
export function staleQuery(level: Level, database: string, name: string, sid: SqlParameter): SqlQuery {
  return { database, text: `${PRINCIPAL[level]} AND ${OF_ENTRA} AND ${SID} <> @sid`, parameters: { name, sid } };
}

/** Whether the name belongs to a principal outside Entra ID, or to one with another id than the expected one. */
export function otherPrincipalQuery(level: Level, database: string, name: string, sid?: SqlParameter): SqlQuery {
  return sid === undefined
    ? { database, text: `${PRINCIPAL[level]} AND NOT ${OF_ENTRA}`, parameters: { name } }
    : { database, text: `${PRINCIPAL[level]} AND (NOT ${OF_ENTRA} OR ${SID} <> @sid)`, parameters: { name, sid } };
}

/** Whether an Entra principal has the name and, if it is known, the id. */
export function entraPrincipalQuery(level: Level, database: string, name: string, sid?: SqlParameter): SqlQuery {
  return sid === undefined
    ? { database, text: `${PRINCIPAL[level]} AND ${OF_ENTRA}`, parameters: { name } }
    : { database, text: `${PRINCIPAL[level]} AND ${OF_ENTRA} AND ${SID} = @sid`, parameters: { name, sid } };
}

export function sidOfLoginQuery(login: string): SqlQuery {
  const text = `SELECT ${SID} AS sid FROM sys.server_principals WHERE name = @name`;
  return { database: MASTER, text, parameters: { name: login } };
}

const membersFrom = (level: Level): string =>
  `FROM sys.${level}_role_members AS m ` +
  `JOIN sys.${level}_principals AS r ON r.principal_id = m.role_principal_id ` +
  `JOIN sys.${level}_principals AS p ON p.principal_id = m.member_principal_id`;

export function memberQuery(
  level: Level,
  database: string,
  { role, member, sidFrom: id }: ServerRoleMemberFact | DatabaseRoleMemberFact,
): SqlQuery {
  const text = `SELECT 1 ${membersFrom(level)} WHERE r.name = @role AND p.name = @member${ofPrincipal(id)}`;
  return { database, text, parameters: { role, member, ...principalParameter(id) } };
}

/** Restricts a query to a principal `p` with the id, if it is known. */
export const ofPrincipal = (id: string | undefined): string =>
  id === undefined ? "" : " AND CONVERT(varbinary(16), p.sid) = @sid";

export const principalParameter = (id: string | undefined): Readonly<Record<string, SqlParameter>> =>
  id === undefined ? {} : { sid: sidFrom(id) };

/** The kinds of principals whose roles and permissions are queried: Entra principals and roles. */
const KINDS = { principal: OF_ENTRA, role: "type = 'R'" } as const;

/** The roles that an Entra principal or a role is a member of. */
export function rolesQuery(
  level: Level,
  database: string,
  member: string,
  kind: keyof typeof KINDS = "principal",
): SqlQuery {
  const text = `SELECT r.name ${membersFrom(level)} WHERE p.name = @member AND p.${KINDS[kind]}`;
  return { database, text, parameters: { member } };
}

const GRANTED =
  "SELECT 1 FROM sys.database_permissions AS g " +
  "JOIN sys.database_principals AS p ON p.principal_id = g.grantee_principal_id ";

/** The values of state in sys.database_permissions with which a fact holds. The grant option includes the grant. */
const IN_STATE = {
  GRANT: "('G', 'W')",
  GRANT_WITH_GRANT_OPTION: "('W')",
  DENY: "('D')",
} as const;

const OF_COLUMN = "JOIN sys.columns AS c ON c.object_id = g.major_id AND c.column_id = g.minor_id ";

/** https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-database-permissions-transact-sql */
export function grantedQuery(fact: PermissionFact, state: PermissionState | "GRANT" = fact.state ?? "GRANT"): SqlQuery {
  const { database, grantee, permission, schema = "", object = "", column, sidFrom: id } = fact;
  const minor = column === undefined ? "g.minor_id = 0" : "c.name = @column";
  const isGranted =
    `WHERE p.name = @grantee${ofPrincipal(id)} AND g.permission_name = @permission ` +
    `AND g.state IN ${IN_STATE[state]} AND ${minor} `;
  const parameters = { grantee, permission, ...principalParameter(id) };
  switch (fact.on) {
    case "DATABASE":
      return { database, text: `${GRANTED}${isGranted}AND g.class = 0`, parameters };
    case "SCHEMA":
      return {
        database,
        text: `${GRANTED}JOIN sys.schemas AS s ON s.schema_id = g.major_id ${isGranted}AND g.class = 3 AND s.name = @schema`,
        parameters: { ...parameters, schema },
      };
    case "OBJECT":
      return {
        database,
        text:
          `${GRANTED}JOIN sys.all_objects AS o ON o.object_id = g.major_id ` +
          `JOIN sys.schemas AS s ON s.schema_id = o.schema_id ` +
          (column === undefined ? "" : OF_COLUMN) +
          `${isGranted}AND g.class = 1 AND s.name = @schema AND o.name = @object`,
        parameters: { ...parameters, schema, object, ...(column !== undefined && { column }) },
      };
    default: {
      const { number, view, id, isInSchema, only }: SecurableClass = SECURABLE_CLASSES[fact.on];
      return {
        database,
        text:
          `${GRANTED}JOIN ${view} AS o ON o.${id} = g.major_id ` +
          (isInSchema ? "JOIN sys.schemas AS s ON s.schema_id = o.schema_id " : "") +
          `${isGranted}AND g.class = ${String(number)} AND o.name = @object` +
          (isInSchema ? " AND s.name = @schema" : "") +
          (only === undefined ? "" : ` AND o.${only}`),
        parameters: { ...parameters, object, ...(isInSchema && { schema }) },
      };
    }
  }
}

/** All securables with a name and a class of securable-classes.ts. */
const NAMED_SECURABLES = Object.entries<SecurableClass>(SECURABLE_CLASSES)
  .filter(([, { onManagedInstancesOnly }]) => !onManagedInstancesOnly)
  .map(
    ([name, { number, view, id, isInSchema, only }]) =>
      `SELECT ${String(number)} AS number, '${name}' AS class, ${id} AS id, ${isInSchema ? "schema_id" : "NULL AS schema_id"}, name ` +
      `FROM ${view}${only === undefined ? "" : ` WHERE ${only}`}`,
  )
  .join(" UNION ALL ");

/** Whether a login or user exists but is disabled. Every new user is granted CONNECT. */
export function disabledQuery(fact: LoginFact | DatabaseUserFact): SqlQuery {
  const parameters = { name: fact.name };
  return fact.kind === "database-user"
    ? {
        database: fact.database,
        text:
          "SELECT 1 FROM sys.database_principals AS p LEFT JOIN sys.database_permissions AS g " +
          "ON g.grantee_principal_id = p.principal_id AND g.class = 0 AND g.permission_name = 'CONNECT' " +
          "WHERE p.name = @name AND g.state IS NULL",
        parameters,
      }
    : { database: MASTER, text: `${PRINCIPAL.server} AND is_disabled = 1`, parameters };
}

/** Permissions that an Entra user or a role was granted or denied directly, without CONNECT, which all users have. */
export function permissionsQuery(database: string, grantee: string, kind: keyof typeof KINDS = "principal"): SqlQuery {
  const text =
    "SELECT g.class_desc, g.permission_name, g.state, g.minor_id, s.name AS schema_name, o.name AS object_name, " +
    "c.name AS column_name, t.class AS named_class, t.name AS named, u.name AS named_schema " +
    "FROM sys.database_permissions AS g " +
    "JOIN sys.database_principals AS p ON p.principal_id = g.grantee_principal_id " +
    "LEFT JOIN sys.all_objects AS o ON g.class = 1 AND o.object_id = g.major_id " +
    "LEFT JOIN sys.schemas AS s " +
    "ON (g.class = 1 AND s.schema_id = o.schema_id) OR (g.class = 3 AND s.schema_id = g.major_id) " +
    "LEFT JOIN sys.columns AS c ON g.class = 1 AND c.object_id = g.major_id AND c.column_id = g.minor_id " +
    `LEFT JOIN (${NAMED_SECURABLES}) AS t ON t.number = g.class AND t.id = g.major_id ` +
    "LEFT JOIN sys.schemas AS u ON u.schema_id = t.schema_id " +
    `WHERE p.name = @grantee AND p.${KINDS[kind]} ` +
    "AND NOT (g.class = 0 AND g.permission_name = 'CONNECT' AND g.state <> 'D')";
  return { database, text, parameters: { grantee } };
}

/**
 * Whether the caller sees all principals in the views.
 *
 * https://learn.microsoft.com/sql/relational-databases/security/metadata-visibility-configuration
 */
export function seesAllQuery(database: string): SqlQuery {
  const may = (permission: string): string => `HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', '${permission}') = 1`;
  const text = `SELECT 1 WHERE ${may("VIEW DEFINITION")} OR ${may("VIEW SECURITY DEFINITION")}`;
  return { database, text, parameters: {} };
}

/**
 * Whether the server has the database, or could hide it from the caller.
 *
 * https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-databases-transact-sql#permissions
 */
export function databaseQuery(name: string): SqlQuery {
  const isHidden = "HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DATABASE') = 0";
  const text = `SELECT 1 FROM sys.databases WHERE name = @name OR ${isHidden}`;
  return { database: MASTER, text, parameters: { name } };
}

/** The id in a SID. */
export function idOfSid(sid: Uint8Array): string {
  const hex = Buffer.from(sid.subarray(0, 16)).toString("hex");
  const [, a = "", b = "", c = "", d = "", e = ""] = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(hex) ?? [];
  return [...[a, b, c].map(reverseBytes), d, e].join("-");
}

/** The SIDs of Entra principals with a name; empty if there are none. */
export function sidQuery(level: Level, database: string, name: string): SqlQuery {
  const text = `SELECT ${SID} AS sid FROM sys.${level}_principals WHERE name = @name AND ${OF_ENTRA}`;
  return { database, text, parameters: { name } };
}

/** The SID of a fact's principal, or that of its login on the server. */
export function expectedSid(fact: LoginFact | DatabaseUserFact): SqlParameter | undefined {
  const known = knownSid(fact);
  const isRead = fact.kind === "database-user" && fact.origin.type === "login" && fact.origin.sidFrom === undefined;
  return isRead ? sidOfLoginQuery(fact.origin.login) : known;
}

/** The SID of a fact's principal, if the fact contains it. */
export function knownSid(fact: LoginFact | DatabaseUserFact): SqlParameter | undefined {
  const id = idForSid(fact);
  return id === undefined ? undefined : sidFrom(id);
}

/** The id in the SID of a login or user, if the fact contains it. */
export function idForSid(fact: AzureSqlFact): string | undefined {
  switch (fact.kind) {
    case "login":
      return fact.sidFrom;
    case "database-user":
      return "sidFrom" in fact.origin ? (fact.origin.sidFrom ?? undefined) : undefined;
    default:
      return "sidFrom" in fact ? fact.sidFrom : undefined;
  }
}

/** The SID for an id, which can be a variable. */
export function sidFrom(id: string): Uint8Array | BytesVariable {
  return isVariable(id) ? { variable: sidVariable(id) } : sidOf(id);
}

/** A GUID in SQL's byte order: the first three groups reversed, the last two unchanged. */
export function sidOf(guid: string): Uint8Array {
  const [a = "", b = "", c = "", d = "", e = ""] = guid.split("-");
  return Buffer.from([a, b, c].map(reverseBytes).join("") + d + e, "hex");
}

function reverseBytes(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join("");
}

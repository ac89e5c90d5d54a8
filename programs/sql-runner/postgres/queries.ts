import { type SqlQuery } from "../../../lib/sql/model/catalog-queries";
import { type PostgresPrivilegeFact, type PostgresRoleMemberFact } from "../../../lib/sql/model/postgres/postgres-fact";

/**
 * What the catalog of PostgreSQL is asked. Every text here is constant: what differs is a parameter, so nothing has to be
 * quoted. Connections have no search path but pg_catalog.
 */

/** The database in which the functions for principals of Entra ID are. */
export const POSTGRES = "postgres";

/**
 * The principals that roles stand for. The columns get names here, because the documentation and the function call them
 * differently.
 */
const PRINCIPALS = "pgaadauth_list_principals(false) AS p (role_name, principal_type, object_id)";

const NO_OTHER_ID = "(@objectId = '' OR lower(p.object_id::text) = lower(@objectId))";

export function roleExistsQuery(name: string): SqlQuery {
  return { database: POSTGRES, text: "SELECT 1 FROM pg_roles AS r WHERE r.rolname = @name", parameters: { name } };
}

/** Whether a role stands for a principal: for the one with the id, where that is known. */
export function rolesOfQuery(name: string, objectId = ""): SqlQuery {
  const text =
    `SELECT 1 FROM ${PRINCIPALS} JOIN pg_roles AS r ON r.rolname = p.role_name::text ` +
    `WHERE r.rolname = @name AND ${NO_OTHER_ID}`;
  return { database: POSTGRES, text, parameters: { name, objectId } };
}

/** Whom a role stands for that is not the principal with the id; object_id is NULL where it is nobody of Entra ID. */
export function otherRoleQuery(name: string, objectId = ""): SqlQuery {
  const text =
    `SELECT p.principal_type::text, p.object_id::text FROM pg_roles AS r LEFT JOIN ${PRINCIPALS} ` +
    `ON p.role_name::text = r.rolname WHERE r.rolname = @name AND (p.object_id IS NULL OR NOT ${NO_OTHER_ID})`;
  return { database: POSTGRES, text, parameters: { name, objectId } };
}

export function disabledQuery(name: string): SqlQuery {
  const text = "SELECT 1 FROM pg_roles AS r WHERE r.rolname = @name AND NOT r.rolcanlogin";
  return { database: POSTGRES, text, parameters: { name } };
}

const MEMBERS =
  "FROM pg_auth_members AS m JOIN pg_roles AS r ON r.oid = m.roleid JOIN pg_roles AS g ON g.oid = m.member";

export function memberQuery({ role, member }: PostgresRoleMemberFact): SqlQuery {
  const text = `SELECT 1 ${MEMBERS} WHERE r.rolname = @role AND g.rolname = @member`;
  return { database: POSTGRES, text, parameters: { role, member } };
}

/** The roles that a role is a member of. */
export function rolesOfMemberQuery(member: string): SqlQuery {
  const text = `SELECT DISTINCT r.rolname::text AS role ${MEMBERS} WHERE g.rolname = @member`;
  return { database: POSTGRES, text, parameters: { member } };
}

/** What can be granted on, by its kind: relkind of pg_class. */
const KINDS = { TABLES: "'r', 'p', 'v', 'm', 'f'", SEQUENCES: "'S'" } as const;

/** Everything in a database that has an access control list, with what it is and a name. */
const SECURABLES = `(
  SELECT 'DATABASE' AS on_what, NULL::name AS schema_name, d.datname AS object_name, d.datacl AS acl
  FROM pg_database AS d WHERE d.datname = current_database()
  UNION ALL SELECT 'SCHEMA', n.nspname, NULL, n.nspacl FROM pg_namespace AS n
  UNION ALL SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname, c.relname, c.relacl
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relacl IS NOT NULL
)`.replace(/\s+/g, " ");

/** Default privileges in the schemas of a database. */
const DEFAULTS = `(
  SELECT CASE d.defaclobjtype WHEN 'r' THEN 'FUTURE TABLES' WHEN 'S' THEN 'FUTURE SEQUENCES' ELSE 'FUTURE OTHER' END AS on_what,
  n.nspname AS schema_name, o.rolname AS owner, d.defaclacl AS acl FROM pg_default_acl AS d
  JOIN pg_roles AS o ON o.oid = d.defaclrole LEFT JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
)`.replace(/\s+/g, " ");

const GRANTED_TO = "CROSS JOIN LATERAL aclexplode(s.acl) AS a JOIN pg_roles AS g ON g.oid = a.grantee";

/**
 * Whether a privilege is granted: on all tables that there are, or on any of them.
 *
 * https://www.postgresql.org/docs/current/catalogs.html
 */
export function grantedQuery(fact: PostgresPrivilegeFact, which: "all" | "any" = "all"): SqlQuery {
  const { database, on, privilege, grantee, schema = "", table = "", owner = "" } = fact;
  const granted = "WHERE g.rolname = @grantee AND a.privilege_type = @privilege";
  switch (on) {
    case "DATABASE":
      return {
        database,
        text: `SELECT 1 FROM ${SECURABLES} AS s ${GRANTED_TO} ${granted} AND s.on_what = 'DATABASE'`,
        parameters: { grantee, privilege },
      };
    case "SCHEMA":
      return {
        database,
        text: `SELECT 1 FROM ${SECURABLES} AS s ${GRANTED_TO} ${granted} AND s.on_what = 'SCHEMA' AND s.schema_name = @schema`,
        parameters: { grantee, privilege, schema },
      };
    case "TABLE":
      return {
        database,
        text:
          `SELECT 1 FROM ${SECURABLES} AS s ${GRANTED_TO} ${granted} AND s.on_what = 'TABLE' ` +
          "AND s.schema_name = @schema AND s.object_name = @table",
        parameters: { grantee, privilege, schema, table },
      };
    case "ALL TABLES":
    case "ALL SEQUENCES":
      return {
        database,
        text: everyOrAny(on === "ALL TABLES" ? KINDS.TABLES : KINDS.SEQUENCES, which),
        parameters: { grantee, privilege, schema },
      };
    case "FUTURE TABLES":
    case "FUTURE SEQUENCES":
      return {
        database,
        text:
          `SELECT 1 FROM ${DEFAULTS} AS s ${GRANTED_TO} ${granted} AND s.on_what = @on ` +
          "AND s.schema_name = @schema AND s.owner = @owner",
        parameters: { grantee, privilege, schema, owner, on },
      };
  }
}

function everyOrAny(kinds: string, which: "all" | "any"): string {
  const objects = `FROM pg_class AS c WHERE c.relnamespace = n.oid AND c.relkind IN (${kinds})`;
  const granted =
    "EXISTS (SELECT 1 FROM aclexplode(c.relacl) AS a WHERE a.grantee = g.oid AND a.privilege_type = @privilege)";
  const holds =
    which === "all"
      ? `NOT EXISTS (SELECT 1 ${objects} AND NOT ${granted})`
      : `EXISTS (SELECT 1 ${objects} AND ${granted})`;
  return `SELECT 1 FROM pg_namespace AS n CROSS JOIN pg_roles AS g WHERE n.nspname = @schema AND g.rolname = @grantee AND ${holds}`;
}

/** Everything that is granted to a role in a database, default privileges too. */
export function grantsQuery(database: string, grantee: string): SqlQuery {
  const columns = "a.privilege_type AS privilege, a.is_grantable";
  const text =
    `SELECT s.on_what, s.schema_name::text, s.object_name::text, NULL AS owner, ${columns} ` +
    `FROM ${SECURABLES} AS s ${GRANTED_TO} WHERE g.rolname = @grantee ` +
    `UNION ALL SELECT s.on_what, s.schema_name::text, NULL, s.owner::text, ${columns} ` +
    `FROM ${DEFAULTS} AS s ${GRANTED_TO} WHERE g.rolname = @grantee`;
  return { database, text, parameters: { grantee } };
}

/**
 * The databases in which something hangs on a role; what is shared between databases is in that of the connection.
 *
 * https://www.postgresql.org/docs/current/catalog-pg-shdepend.html
 */
export function dependingDatabasesQuery(role: string): SqlQuery {
  const text =
    "SELECT DISTINCT coalesce(d.datname, current_database())::text AS database FROM pg_shdepend AS s " +
    "LEFT JOIN pg_database AS d ON d.oid = s.dbid JOIN pg_roles AS r ON r.oid = s.refobjid " +
    "WHERE s.refclassid = 'pg_authid'::regclass AND s.deptype IN ('o', 'a', 'r', 'i') AND r.rolname = @role " +
    "AND s.classid <> 'pg_auth_members'::regclass ORDER BY 1";
  return { database: POSTGRES, text, parameters: { role } };
}

/** What hangs on a role in a database, in the words of the server. */
export function dependingObjectsQuery(database: string, role: string): SqlQuery {
  const text =
    "SELECT pg_describe_object(s.classid, s.objid, s.objsubid) AS object, " +
    "CASE s.deptype WHEN 'o' THEN 'owner' ELSE 'privileges' END AS how FROM pg_shdepend AS s " +
    "LEFT JOIN pg_database AS d ON d.oid = s.dbid JOIN pg_roles AS r ON r.oid = s.refobjid " +
    "WHERE s.refclassid = 'pg_authid'::regclass AND s.deptype IN ('o', 'a', 'r', 'i') AND r.rolname = @role " +
    "AND s.classid <> 'pg_auth_members'::regclass " +
    "AND coalesce(d.datname, current_database()) = current_database() ORDER BY 1, 2";
  return { database, text, parameters: { role } };
}

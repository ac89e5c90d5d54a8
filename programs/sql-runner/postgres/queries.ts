import { type SqlQuery } from "../../../lib/sql/model/catalog-queries";
import { type PostgresPrivilegeFact, type PostgresRoleMemberFact } from "../../../lib/sql/model/postgres/postgres-fact";

/**
 * Queries of PostgreSQL's catalog. All texts are constant; values are parameters, so nothing must be quoted. The search
 * path of connections is pg_catalog only.
 */

/** The database with the functions for Entra principals. */
export const POSTGRES = "postgres";

/** The principals of roles. Renames the columns, because documentation and function disagree about their names. */
const PRINCIPALS = "pgaadauth_list_principals(false) AS p (role_name, principal_type, object_id)";

const NO_OTHER_ID = "(@objectId = '' OR lower(p.object_id::text) = lower(@objectId))";

export function roleExistsQuery(name: string): SqlQuery {
  return { database: POSTGRES, text: "SELECT 1 FROM pg_roles AS r WHERE r.rolname = @name", parameters: { name } };
}

/** Whether a role belongs to a principal: to the one with the id, if it is known. */
export function rolesOfQuery(name: string, objectId = ""): SqlQuery {
  const text =
    `SELECT 1 FROM ${PRINCIPALS} JOIN pg_roles AS r ON r.rolname = p.role_name::text ` +
    `WHERE r.rolname = @name AND ${NO_OTHER_ID}`;
  return { database: POSTGRES, text, parameters: { name, objectId } };
}

/** The principal of a role, if it is not the one with the id. object_id is NULL if it is not in Entra ID. */
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

/** The roles of a member. */
export function rolesOfMemberQuery(member: string): SqlQuery {
  const text = `SELECT DISTINCT r.rolname::text AS role ${MEMBERS} WHERE g.rolname = @member`;
  return { database: POSTGRES, text, parameters: { member } };
}

/** The kinds of objects that privileges can be on, as relkind of pg_class. */
const KINDS = { TABLES: "'r', 'p', 'v', 'm', 'f'", SEQUENCES: "'S'" } as const;

/** Everything in a database that has an access control list, with its kind and name. */
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
 * Whether a privilege is granted: on all existing tables, or on any of them.
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

/** All privileges of a role in a database, including default privileges. */
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
 * The databases in which something depends on a role. Shared objects count for the database of the connection.
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

/** What depends on a role in a database, in the server's words. */
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

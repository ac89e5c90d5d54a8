import { type SqlQuery } from "./catalog-queries";
import { type DatabaseRoleFact, type DatabaseUserFact } from "./fact";
import { identifier } from "./quoting";

/** The class for a member of the role that is dropped. */
export const MEMBER = "MEMBER";

/**
 * Something that prevents dropping a user or role: an object that it owns, a permission that it granted or denied, or a
 * member.
 */
export interface Owned {
  /** T-SQL's name of its class: "XML SCHEMA COLLECTION". */
  readonly class: string;
  readonly schema: string | null;
  readonly name: string;
  /** Set for a permission, with its grantee. */
  readonly permission: string | null;
  readonly grantee: string | null;
  /** The user or role. */
  readonly owner: string;
}

/**
 * Securables with an owner or with permissions: the number of their class in sys.database_permissions, and their
 * catalog view.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/alter-authorization-transact-sql
 * https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-database-permissions-transact-sql
 */
const SECURABLES = [
  "SELECT 0 AS number, 'DATABASE' AS class, 0 AS id, NULL AS schema_id, NULL AS owner, DB_NAME() AS name",
  "SELECT 1, 'OBJECT', object_id, schema_id, principal_id, name FROM sys.objects",
  "SELECT 3, 'SCHEMA', schema_id, NULL, principal_id, name FROM sys.schemas",
  "SELECT 4, CASE WHEN type = 'R' THEN 'ROLE' WHEN type = 'A' THEN 'APPLICATION ROLE' ELSE 'USER' END, " +
    "principal_id, NULL, owning_principal_id, name FROM sys.database_principals",
  "SELECT 6, 'TYPE', user_type_id, schema_id, principal_id, name FROM sys.types",
  "SELECT 10, 'XML SCHEMA COLLECTION', xml_collection_id, schema_id, principal_id, name FROM sys.xml_schema_collections",
  "SELECT 23, 'FULLTEXT CATALOG', fulltext_catalog_id, NULL, principal_id, name FROM sys.fulltext_catalogs",
  "SELECT 24, 'SYMMETRIC KEY', symmetric_key_id, NULL, principal_id, name FROM sys.symmetric_keys",
  "SELECT 25, 'CERTIFICATE', certificate_id, NULL, principal_id, name FROM sys.certificates",
  "SELECT 26, 'ASYMMETRIC KEY', asymmetric_key_id, NULL, principal_id, name FROM sys.asymmetric_keys",
].join(" UNION ALL ");

const NO_NAME = "CONVERT(nvarchar(128), NULL)";

const OWNED =
  `SELECT t.class, s.name AS [schema], t.name, ${NO_NAME} AS permission, ${NO_NAME} AS grantee, p.name AS owner ` +
  `FROM (${SECURABLES}) AS t ` +
  "JOIN sys.database_principals AS p ON p.principal_id = t.owner " +
  "LEFT JOIN sys.schemas AS s ON s.schema_id = t.schema_id WHERE p.name = @name";

const GRANTED =
  `SELECT DISTINCT t.class, s.name, t.name, g.permission_name, e.name, p.name FROM (${SECURABLES}) AS t ` +
  "JOIN sys.database_permissions AS g ON g.major_id = t.id AND g.class = t.number " +
  "JOIN sys.database_principals AS p ON p.principal_id = g.grantor_principal_id " +
  "JOIN sys.database_principals AS e ON e.principal_id = g.grantee_principal_id " +
  "LEFT JOIN sys.schemas AS s ON s.schema_id = t.schema_id WHERE p.name = @name AND e.principal_id <> p.principal_id";

const MEMBERS =
  `SELECT '${MEMBER}', NULL, e.name, NULL, NULL, p.name FROM sys.database_role_members AS m ` +
  "JOIN sys.database_principals AS p ON p.principal_id = m.role_principal_id " +
  "JOIN sys.database_principals AS e ON e.principal_id = m.member_principal_id WHERE p.name = @name";

/**
 * Returns a row of `Owned` for everything known that prevents dropping a user or role. Permissions come first: a former
 * owner cannot revoke what it granted.
 */
export function ownedQuery({ kind, database, name }: DatabaseUserFact | DatabaseRoleFact): SqlQuery {
  const members = kind === "database-role" ? ` UNION ALL ${MEMBERS}` : "";
  return {
    database,
    text: `${OWNED} UNION ALL ${GRANTED}${members} ORDER BY permission DESC, class, name`,
    parameters: { name },
  };
}

/**
 * The statement that transfers an object to dbo, revokes a permission, or removes a member from a role.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/revoke-transact-sql
 */
export function release({ class: on, schema, name, permission: granted, grantee, owner }: Owned): string {
  if (on === MEMBER) {
    return `ALTER ROLE ${identifier(owner)} DROP MEMBER ${identifier(name)}`;
  }
  const securable = `${on}::${schema === null ? "" : `${identifier(schema)}.`}${identifier(name)}`;
  if (granted === null || grantee === null) {
    return `ALTER AUTHORIZATION ON ${securable} TO [dbo]`;
  }
  const where = on === "DATABASE" ? "" : ` ON ${securable}`;
  return `REVOKE ${granted}${where} FROM ${identifier(grantee)} CASCADE AS ${identifier(owner)}`;
}

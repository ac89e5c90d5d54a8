import { sqlError, type SqlError } from "./sql-error";

/**
 * What of T-SQL is modelled: what the SQL runner, the .sql files, deployment scripts and the documentation send, and what
 * people look at logins, users, roles and permissions with. Anything else is refused.
 *
 * The tables that implement a list have its names as their keys, so neither has something that the other has not.
 */
export const STATEMENTS = [
  "ALTER AUTHORIZATION",
  "ALTER LOGIN",
  "ALTER ROLE",
  "ALTER SERVER ROLE",
  "ALTER USER",
  "CREATE LOGIN",
  "CREATE ROLE",
  "CREATE SCHEMA",
  "CREATE USER",
  "DBCC",
  "DENY",
  "DROP LOGIN",
  "DROP ROLE",
  "DROP SCHEMA",
  "DROP USER",
  "EXECUTE AS USER",
  "GRANT",
  "IF",
  "REVERT",
  "REVOKE",
  "SELECT",
  "SET",
  "THROW",
  "USE",
] as const;

/** What these statements are made of, in words. */
export const CLAUSES = [
  ...["ADD MEMBER", "DROP MEMBER", "AUTHORIZATION", "FROM EXTERNAL PROVIDER", "FROM LOGIN", "FOR LOGIN"],
  ...["WITH GRANT OPTION", "GRANT OPTION FOR", "TO", "CASCADE", "AS", "ENABLE", "DISABLE"],
  ...["DISTINCT", "FROM", "JOIN", "INNER JOIN", "LEFT OUTER JOIN", "RIGHT OUTER JOIN", "ON", "WHERE", "UNION ALL"],
  ...["ORDER BY", "ASC", "DESC", "AND", "OR", "NOT", "IN", "LIKE", "IS NULL", "EXISTS", "CASE WHEN THEN ELSE END"],
] as const;

export const FUNCTIONS = [
  "CAST",
  "COALESCE",
  "CONVERT",
  "CURRENT_USER",
  "DATABASE_PRINCIPAL_ID",
  "DB_NAME",
  "HAS_PERMS_BY_NAME",
  "ISNULL",
  "IS_MEMBER",
  "IS_ROLEMEMBER",
  "IS_SRVROLEMEMBER",
  "OBJECT_NAME",
  "ORIGINAL_LOGIN",
  "SCHEMA_NAME",
  "SERVERPROPERTY",
  "SESSION_USER",
  "SUSER_NAME",
  "SUSER_SNAME",
  "SYSTEM_USER",
  "USER",
  "USER_NAME",
] as const;

/** Of the schema sys. */
export const VIEWS = [
  "all_objects",
  "assemblies",
  "asymmetric_keys",
  "certificates",
  "columns",
  "database_permissions",
  "database_principals",
  "database_role_members",
  "database_scoped_credentials",
  "databases",
  "fn_my_permissions",
  "fulltext_catalogs",
  "fulltext_stoplists",
  "objects",
  "schemas",
  "server_principals",
  "server_role_members",
  "server_triggers",
  "sql_logins",
  "symmetric_keys",
  "triggers",
  "types",
  "xml_schema_collections",
] as const;

/** In CAST, in CONVERT, and of the parameters of sp_executesql. */
export const TYPES = ["BIT", "INT", "NVARCHAR", "SYSNAME", "UNIQUEIDENTIFIER", "VARBINARY", "VARCHAR"] as const;

/**
 * The options of SET, with the values that can be given; undefined stands for any. But for NOEXEC they are what drivers set
 * when they connect, and change nothing.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/set-statements-transact-sql
 */
export const SET_OPTIONS = {
  ANSI_NULLS: ["ON"],
  ANSI_NULL_DFLT_ON: ["ON"],
  ANSI_PADDING: ["ON"],
  ANSI_WARNINGS: ["ON", "OFF"],
  ARITHABORT: ["ON", "OFF"],
  CONCAT_NULL_YIELDS_NULL: ["ON"],
  CURSOR_CLOSE_ON_COMMIT: ["OFF"],
  DATEFIRST: undefined,
  DATEFORMAT: undefined,
  IMPLICIT_TRANSACTIONS: ["OFF"],
  LANGUAGE: undefined,
  LOCK_TIMEOUT: undefined,
  NOCOUNT: ["ON", "OFF"],
  NOEXEC: ["ON", "OFF"],
  NUMERIC_ROUNDABORT: ["OFF"],
  QUOTED_IDENTIFIER: ["ON"],
  ROWCOUNT: ["0"],
  TEXTSIZE: undefined,
  "TRANSACTION ISOLATION LEVEL": ["READ COMMITTED"],
  XACT_ABORT: ["OFF"],
} as const satisfies Readonly<Record<string, readonly string[] | undefined>>;

export type StatementName = (typeof STATEMENTS)[number];
export type FunctionName = (typeof FUNCTIONS)[number];
export type ViewName = (typeof VIEWS)[number];
export type TypeName = (typeof TYPES)[number];

const WORDS: ReadonlySet<string> = new Set([...STATEMENTS, ...CLAUSES].flatMap((words) => words.split(" ")));

/** Whether a keyword is one of the language, wherever it may stand. */
export const isWord = (keyword: string): boolean => WORDS.has(keyword.toUpperCase());

/** The name as the list has it, whatever its case. */
export function modelled<Name extends string>(list: readonly Name[], kind: string, name: string): Name {
  const found = list.find((one) => one.toUpperCase() === name.toUpperCase());
  if (found === undefined) {
    throw notModelled(`${kind} ${name}`);
  }
  return found;
}

/** What the server has, and the stand-in has not. */
export const notModelled = (what: string): SqlError => sqlError(40510, what);

import { anyNameProblems, NAMES } from "../fact-rules";
import { type Check, firstRule, rules } from "../../../core/rules";

/**
 * Rules of PostgreSQL for every fact, checked at synth, and again when the runner reads the values that Terraform has
 * evaluated.
 */

export const POSTGRES_PORT = 5432;

/** NAMEDATALEN is 64, including a final NUL. Longer names are truncated. */
const MAX_NAME_BYTES = 63;

export type PostgresObjectType = "user" | "group" | "service";

export type PostgresPrivilegeTarget =
  "DATABASE" | "SCHEMA" | "TABLE" | "ALL TABLES" | "ALL SEQUENCES" | "FUTURE TABLES" | "FUTURE SEQUENCES";

const TABLE_PRIVILEGES = [
  "DELETE",
  "INSERT",
  "MAINTAIN",
  "REFERENCES",
  "SELECT",
  "TRIGGER",
  "TRUNCATE",
  "UPDATE",
] as const;
const SEQUENCE_PRIVILEGES = ["SELECT", "UPDATE", "USAGE"] as const;

/** Privileges by class of object. https://www.postgresql.org/docs/current/ddl-priv.html */
export const POSTGRES_PRIVILEGES: Readonly<Record<PostgresPrivilegeTarget, readonly string[]>> = {
  DATABASE: ["CONNECT", "CREATE", "TEMPORARY"],
  SCHEMA: ["CREATE", "USAGE"],
  TABLE: TABLE_PRIVILEGES,
  "ALL TABLES": TABLE_PRIVILEGES,
  "ALL SEQUENCES": SEQUENCE_PRIVILEGES,
  "FUTURE TABLES": TABLE_PRIVILEGES,
  "FUTURE SEQUENCES": SEQUENCE_PRIVILEGES,
};

/** Roles with administrator rights. */
const ADMINISTRATORS: readonly string[] = ["azure_pg_admin", "azuresu"];

/** What is wrong with a name of a database, a schema or a table. */
export const postgresNameProblems: Check<[name: string]> = (name) => {
  const problems = postgresIdentifier(name);
  return problems.length > 0 ? problems : anyNameProblems(name);
};

const bytesOf = (name: string): number => Buffer.byteLength(name);

const postgresIdentifier = firstRule<[name: string]>(NAMES, [
  {
    rule: "postgres-name-with-nul",
    when: (name) => name.includes("\0"),
    message: "has a NUL character, which PostgreSQL cannot store; choose another name",
  },
  {
    rule: "postgres-name-too-long",
    when: (name) => bytesOf(name) > MAX_NAME_BYTES && name.trim() !== "",
    message: (name) => `has ${String(bytesOf(name))} bytes in UTF-8; use at most ${String(MAX_NAME_BYTES)}`,
  },
]);

/**
 * An error in the name of a role. `public` means everybody, even in quotes.
 *
 * https://www.postgresql.org/docs/current/sql-createrole.html
 */
export const postgresRoleProblems: Check<[name: string]> = (name) => {
  const problems = reservedWord(name);
  return problems.length > 0 ? problems : postgresNameProblems(name);
};

const reservedWord = rules<[name: string]>(NAMES, [
  {
    rule: "postgres-reserved-word",
    when: (name) => name === "public" || name === "none",
    message: "is a reserved word of PostgreSQL, not the name of a role; choose another name",
  },
]);

/** An error in the name of a new role. */
export const postgresNewRoleProblems: Check<[name: string]> = (name) => {
  const problems = roleOfServer(name);
  return problems.length > 0 ? problems : postgresRoleProblems(name);
};

const roleOfServer = firstRule<[name: string]>(NAMES, [
  {
    rule: "postgres-reserved-prefix",
    when: (name) => name.startsWith("pg_"),
    message: 'starts with "pg_", which is reserved for the roles of PostgreSQL; choose another name',
  },
  {
    rule: "postgres-administrator-role-exists",
    when: (name) => ADMINISTRATORS.includes(name),
    message: "is a role that every server already has; choose another name",
  },
]);

/** An error in a role that gets a member. */
export const postgresGroupProblems: Check<[name: string]> = (name) => {
  const problems = administratorRole(name);
  return problems.length > 0 ? problems : postgresRoleProblems(name);
};

const administratorRole = rules<[name: string]>(NAMES, [
  {
    rule: "postgres-administrator-membership",
    when: (name) => ADMINISTRATORS.includes(name),
    message:
      "makes its members administrators; grant privileges, or use azurerm_postgresql_flexible_server_active_directory_administrator",
  },
]);

import { textProblem } from "../fact-rules";

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

/** An error in the name of a database, a schema or a table, as the end of a sentence. */
export function postgresNameProblem(name: string): string | undefined {
  const bytes = Buffer.byteLength(name);
  if (name.includes("\0")) {
    return "has a NUL character, which PostgreSQL cannot store; choose another name";
  }
  return bytes > MAX_NAME_BYTES && name.trim() !== ""
    ? `has ${String(bytes)} bytes in UTF-8; PostgreSQL allows ${String(MAX_NAME_BYTES)}`
    : textProblem(name);
}

/**
 * An error in the name of a role. `public` means everybody, even in quotes.
 *
 * https://www.postgresql.org/docs/current/sql-createrole.html
 */
export function postgresRoleProblem(name: string): string | undefined {
  return name === "public" || name === "none"
    ? "is a reserved word of PostgreSQL and not the name of a role; choose another name"
    : postgresNameProblem(name);
}

/** An error in the name of a new role. */
export function postgresNewRoleProblem(name: string): string | undefined {
  return name.startsWith("pg_")
    ? 'begins with "pg_", which is reserved for the roles of PostgreSQL; choose another name'
    : ADMINISTRATORS.includes(name)
      ? "is a role that the server has already; choose another name"
      : postgresRoleProblem(name);
}

/** An error in a role that gets a member. */
export function postgresGroupProblem(name: string): string | undefined {
  return ADMINISTRATORS.includes(name)
    ? "makes an administrator; grant privileges, or use azurerm_postgresql_flexible_server_active_directory_administrator"
    : postgresRoleProblem(name);
}

import { textProblem } from "../fact-rules";

/** Rules of PostgreSQL that hold for every fact, at synth and again when the runner reads what Terraform has evaluated. */

export const POSTGRES_PORT = 5432;

/** NAMEDATALEN is 64, with a NUL at the end; longer names are cut off. */
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

/** Privileges by what they are granted on. https://www.postgresql.org/docs/current/ddl-priv.html */
export const POSTGRES_PRIVILEGES: Readonly<Record<PostgresPrivilegeTarget, readonly string[]>> = {
  DATABASE: ["CONNECT", "CREATE", "TEMPORARY"],
  SCHEMA: ["CREATE", "USAGE"],
  TABLE: TABLE_PRIVILEGES,
  "ALL TABLES": TABLE_PRIVILEGES,
  "ALL SEQUENCES": SEQUENCE_PRIVILEGES,
  "FUTURE TABLES": TABLE_PRIVILEGES,
  "FUTURE SEQUENCES": SEQUENCE_PRIVILEGES,
};

/** Roles that make an administrator of their members. */
const ADMINISTRATORS: readonly string[] = ["azure_pg_admin", "azuresu"];

/** What is wrong with a name of a database, a schema or a table, as the end of a sentence. */
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
 * What is wrong with the name of a role. `public` stands for everybody, in quotes too.
 *
 * https://www.postgresql.org/docs/current/sql-createrole.html
 */
export function postgresRoleProblem(name: string): string | undefined {
  return name === "public" || name === "none"
    ? "is a reserved word of PostgreSQL and not the name of a role; choose another name"
    : postgresNameProblem(name);
}

/** What is wrong with the name of a role that is created. */
export function postgresNewRoleProblem(name: string): string | undefined {
  return name.startsWith("pg_")
    ? 'begins with "pg_", which is reserved for the roles of PostgreSQL; choose another name'
    : ADMINISTRATORS.includes(name)
      ? "is a role that the server has already; choose another name"
      : postgresRoleProblem(name);
}

/** What is wrong with a role that somebody is to be a member of. */
export function postgresGroupProblem(name: string): string | undefined {
  return ADMINISTRATORS.includes(name)
    ? "makes an administrator; grant privileges, or use azurerm_postgresql_flexible_server_active_directory_administrator"
    : postgresRoleProblem(name);
}

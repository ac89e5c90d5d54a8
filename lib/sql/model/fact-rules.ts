import { type NamedClass, SECURABLE_CLASSES } from "./securable-classes";

/**
 * Rules of Azure SQL for every fact, checked at synth, and again when the runner reads the values that Terraform has
 * evaluated.
 */

/** `sysname` is nvarchar(128): 128 UTF-16 code units. */
export const MAX_NAME_LENGTH = 128;

/** An error in a name, as the end of a sentence; undefined if there is none. */
export function nameProblem(name: string): string | undefined {
  if (name.length > MAX_NAME_LENGTH && name.trim() !== "") {
    return `has ${String(name.length)} characters; SQL allows ${String(MAX_NAME_LENGTH)}`;
  }
  return textProblem(name);
}

/** An error in a name for any kind of server, as the end of a sentence. */
export function textProblem(name: string): string | undefined {
  if (name.trim() === "") {
    return "is empty; give the name that Entra ID shows";
  }
  if (hasLoneSurrogate(name)) {
    return "is no well-formed Unicode; Terraform would replace half a surrogate pair by another character";
  }
  return name.normalize("NFC") === name
    ? undefined
    : "is not in Unicode normal form C; Terraform would change it to that form, so give it composed characters";
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** Whether the text is a DNS name such as "orders.database.windows.net". No form of an IP address counts. */
export function isHostName(host: string): boolean {
  const isAddress = /(^|\.)(\d+|0x[0-9a-f]*)$/i.test(host);
  return (
    !isAddress && /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/i.test(host)
  );
}

/**
 * Whether the name contains the DNS zone of a managed instance: "orders.1a2b3c4d5e6f.database.windows.net". False for
 * names that only Terraform knows.
 */
export function isManagedInstance(host: string): boolean {
  return isHostName(host) && /^[^.]+(\.public)?\.(?!secondary\.)[^.]+\.database\./i.test(host);
}

/**
 * Names of public endpoints of managed instances, such as "orders.public.1a2b3c4d5e6f.database.windows.net", in any
 * case. A regular expression for .NET and JavaScript.
 */
export const PUBLIC_ENDPOINT = String.raw`^[^.]+\.public\.[^.]+\.database\.`;
export const PUBLIC_ENDPOINT_PORT = 3342;
export const PORT = 1433;

/** https://learn.microsoft.com/azure/azure-sql/managed-instance/public-endpoint-configure */
export function portOf(host: string): number {
  return new RegExp(PUBLIC_ENDPOINT, "i").test(host) ? PUBLIC_ENDPOINT_PORT : PORT;
}

/** Permissions in a database, by class of securable. */
export const PERMISSIONS: Readonly<Record<PermissionClass, readonly string[]>> = {
  // https://learn.microsoft.com/sql/t-sql/statements/grant-database-permissions-transact-sql
  // https://learn.microsoft.com/sql/relational-databases/security/permissions-database-engine
  DATABASE: [
    "ADMINISTER DATABASE BULK OPERATIONS",
    "ALTER",
    "ALTER ANY APPLICATION ROLE",
    "ALTER ANY ASSEMBLY",
    "ALTER ANY ASYMMETRIC KEY",
    "ALTER ANY CERTIFICATE",
    "ALTER ANY COLUMN ENCRYPTION KEY",
    "ALTER ANY COLUMN MASTER KEY",
    "ALTER ANY CONTRACT",
    "ALTER ANY DATABASE AUDIT",
    "ALTER ANY DATABASE DDL TRIGGER",
    "ALTER ANY DATABASE EVENT NOTIFICATION",
    "ALTER ANY DATABASE EVENT SESSION",
    "ALTER ANY DATABASE SCOPED CONFIGURATION",
    "ALTER ANY DATASPACE",
    "ALTER ANY EXTERNAL DATA SOURCE",
    "ALTER ANY EXTERNAL FILE FORMAT",
    "ALTER ANY EXTERNAL LIBRARY",
    "ALTER ANY FULLTEXT CATALOG",
    "ALTER ANY MASK",
    "ALTER ANY MESSAGE TYPE",
    "ALTER ANY REMOTE SERVICE BINDING",
    "ALTER ANY ROLE",
    "ALTER ANY ROUTE",
    "ALTER ANY SCHEMA",
    "ALTER ANY SECURITY POLICY",
    "ALTER ANY SENSITIVITY CLASSIFICATION",
    "ALTER ANY SERVICE",
    "ALTER ANY SYMMETRIC KEY",
    "ALTER ANY USER",
    "ALTER LEDGER",
    "ALTER LEDGER CONFIGURATION",
    "AUTHENTICATE",
    "BACKUP DATABASE",
    "BACKUP LOG",
    "CHECKPOINT",
    "CONNECT",
    "CONNECT REPLICATION",
    "CONTROL",
    "CREATE AGGREGATE",
    "CREATE ANY DATABASE EVENT SESSION",
    "CREATE ASSEMBLY",
    "CREATE ASYMMETRIC KEY",
    "CREATE CERTIFICATE",
    "CREATE CONTRACT",
    "CREATE DATABASE DDL EVENT NOTIFICATION",
    "CREATE DEFAULT",
    "CREATE FULLTEXT CATALOG",
    "CREATE FUNCTION",
    "CREATE MESSAGE TYPE",
    "CREATE PROCEDURE",
    "CREATE QUEUE",
    "CREATE REMOTE SERVICE BINDING",
    "CREATE ROLE",
    "CREATE ROUTE",
    "CREATE RULE",
    "CREATE SCHEMA",
    "CREATE SERVICE",
    "CREATE SYMMETRIC KEY",
    "CREATE SYNONYM",
    "CREATE TABLE",
    "CREATE TYPE",
    "CREATE USER",
    "CREATE VIEW",
    "CREATE XML SCHEMA COLLECTION",
    "DELETE",
    "ENABLE LEDGER",
    "EXECUTE",
    "EXECUTE ANY EXTERNAL ENDPOINT",
    "EXECUTE ANY EXTERNAL SCRIPT",
    "INSERT",
    "KILL DATABASE CONNECTION",
    "REFERENCES",
    "SELECT",
    "SHOWPLAN",
    "SUBSCRIBE QUERY NOTIFICATIONS",
    "TAKE OWNERSHIP",
    "UNMASK",
    "UPDATE",
    "VIEW ANY COLUMN ENCRYPTION KEY DEFINITION",
    "VIEW ANY COLUMN MASTER KEY DEFINITION",
    "VIEW ANY SENSITIVITY CLASSIFICATION",
    "VIEW DATABASE PERFORMANCE STATE",
    "VIEW DATABASE SECURITY STATE",
    "VIEW DATABASE STATE",
    "VIEW DEFINITION",
    "VIEW LEDGER CONTENT",
    "VIEW PERFORMANCE DEFINITION",
    "VIEW SECURITY DEFINITION",
  ],
  // https://learn.microsoft.com/sql/t-sql/statements/grant-schema-permissions-transact-sql
  SCHEMA: [
    "ALTER",
    "CONTROL",
    "CREATE SEQUENCE",
    "DELETE",
    "EXECUTE",
    "INSERT",
    "REFERENCES",
    "SELECT",
    "TAKE OWNERSHIP",
    "UNMASK",
    "UPDATE",
    "VIEW CHANGE TRACKING",
    "VIEW DEFINITION",
  ],
  // https://learn.microsoft.com/sql/t-sql/statements/grant-object-permissions-transact-sql
  OBJECT: [
    "ALTER",
    "CONTROL",
    "DELETE",
    "EXECUTE",
    "INSERT",
    "RECEIVE",
    "REFERENCES",
    "SELECT",
    "TAKE OWNERSHIP",
    "UNMASK",
    "UPDATE",
    "VIEW CHANGE TRACKING",
    "VIEW DEFINITION",
  ],
  ...permissionsOfNamed(),
};

/**
 * Permissions on single columns of an object.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/grant-object-permissions-transact-sql
 * https://learn.microsoft.com/azure/azure-sql/database/dynamic-data-masking-overview
 */
export const COLUMN_PERMISSIONS: readonly string[] = ["REFERENCES", "SELECT", "UNMASK", "UPDATE"];

export type PermissionClass = "DATABASE" | "SCHEMA" | "OBJECT" | NamedClass;

/**
 * Whether a text can be the name of a permission, known or not: words in capital letters, which cannot end a statement.
 */
export const isPermissionName = (text: string): boolean => /^[A-Z]+( [A-Z]+){0,9}$/.test(text) && text.length <= 128;

function permissionsOfNamed(): Readonly<Record<NamedClass, readonly string[]>> {
  const entries = Object.entries(SECURABLE_CLASSES).map(([name, { permissions }]) => [name, permissions] as const);
  return Object.fromEntries(entries) as unknown as Readonly<Record<NamedClass, readonly string[]>>;
}

import { textProblem } from "../fact-rules";

/**
 * Rules of MySQL for every fact, checked at synth, and again when the runner reads the values that Terraform has
 * evaluated.
 */

export const MYSQL_PORT = 3306;

/** https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html */
const MAX_USER_LENGTH = 32;
const MAX_NAME_LENGTH = 64;

/** The server's own databases. Write access to them allows every grant. */
const SYSTEM_DATABASES: readonly string[] = ["information_schema", "mysql", "performance_schema", "sys"];

/** Privileges on a table. https://dev.mysql.com/doc/refman/8.4/en/grant.html#grant-table-privileges */
export const MYSQL_TABLE_PRIVILEGES: readonly string[] = [
  "ALTER",
  "CREATE",
  "CREATE VIEW",
  "DELETE",
  "DROP",
  "INDEX",
  "INSERT",
  "REFERENCES",
  "SELECT",
  "SHOW VIEW",
  "TRIGGER",
  "UPDATE",
];

/** Privileges on a database. https://dev.mysql.com/doc/refman/8.4/en/grant.html#grant-database-privileges */
export const MYSQL_DATABASE_PRIVILEGES: readonly string[] = [
  ...MYSQL_TABLE_PRIVILEGES,
  "ALTER ROUTINE",
  "CREATE ROUTINE",
  "CREATE TEMPORARY TABLES",
  "EVENT",
  "EXECUTE",
  "LOCK TABLES",
].sort();

/** An error in the name of a user, as the end of a sentence. */
export function mysqlUserProblem(name: string): string | undefined {
  return identifierProblem(name, MAX_USER_LENGTH);
}

/** An error in the name of a table. */
export function mysqlNameProblem(name: string): string | undefined {
  return identifierProblem(name, MAX_NAME_LENGTH);
}

/** An error in the name of a database. */
export function mysqlDatabaseProblem(name: string): string | undefined {
  return SYSTEM_DATABASES.includes(name.toLowerCase())
    ? "belongs to the server, and who may write to it may do everything; grant privileges on a database of the app"
    : mysqlNameProblem(name);
}

/** https://dev.mysql.com/doc/refman/8.4/en/identifiers.html */
function identifierProblem(name: string, longest: number): string | undefined {
  if (name.trim() === "") {
    return textProblem(name);
  }
  if (name.length > longest) {
    return `has ${String(name.length)} characters; MySQL allows ${String(longest)}`;
  }
  if (name.includes("\0") || /[\u{10000}-\u{10ffff}]/u.test(name)) {
    return "has a character that MySQL does not allow in names: NUL, or one beyond U+FFFF; choose another name";
  }
  return name.endsWith(" ") ? "ends with a space, which MySQL drops; choose another name" : textProblem(name);
}

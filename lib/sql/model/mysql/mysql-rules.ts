import { anyNameProblems, NAMES } from "../fact-rules";
import { type Check, firstRule, type Problem, rules } from "../../../core/rules";

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

/** What is wrong with the name of a user. */
export const mysqlUserProblems: Check<[name: string]> = (name) => identifierProblems(name, MAX_USER_LENGTH);

/** An error in the name of a table. */
export const mysqlNameProblems: Check<[name: string]> = (name) => identifierProblems(name, MAX_NAME_LENGTH);

/** An error in the name of a database. */
export const mysqlDatabaseProblems: Check<[name: string]> = (name) => {
  const problems = systemDatabase(name);
  return problems.length > 0 ? problems : mysqlNameProblems(name);
};

const systemDatabase = rules<[name: string]>(NAMES, [
  {
    rule: "mysql-system-database",
    when: (name) => SYSTEM_DATABASES.includes(name.toLowerCase()),
    message:
      "is a system database, and whoever may write to it may do everything; grant privileges on a database of the app",
  },
]);

function identifierProblems(name: string, longest: number): Problem[] {
  const problems = name.trim() === "" ? [] : mysqlIdentifier(name, longest);
  return problems.length > 0 ? problems : anyNameProblems(name);
}

/** https://dev.mysql.com/doc/refman/8.4/en/identifiers.html */
const mysqlIdentifier = firstRule<[name: string, longest: number]>(NAMES, [
  {
    rule: "mysql-name-too-long",
    when: ({ length }, longest) => length > longest,
    message: ({ length }, longest) => `has ${String(length)} characters; use at most ${String(longest)}`,
  },
  {
    rule: "mysql-name-with-impossible-character",
    when: (name) => name.includes("\0") || /[\u{10000}-\u{10ffff}]/u.test(name),
    message: "has a character that MySQL does not allow in names: NUL, or one beyond U+FFFF; choose another name",
  },
  {
    rule: "mysql-name-ends-with-space",
    when: (name) => name.endsWith(" "),
    message: "ends with a space, which MySQL drops; choose another name",
  },
]);

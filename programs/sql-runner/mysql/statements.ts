import { type SqlQuery } from "../../../lib/sql/model/catalog-queries";
import { type SqlStep } from "../../../lib/sql/model/sql-step";
import { type MySqlFact, type MySqlPrivilegeFact } from "../../../lib/sql/model/mysql/mysql-fact";
import { ANY, grantedQuery, userExistsQuery, userOfQuery } from "./queries";

/** The statements for MySQL. This is the only file that builds them and quotes identifiers and literals. */

export function stepsToApply(fact: MySqlFact): SqlStep[] {
  if (fact.kind === "mysql-user") {
    const unless = userExistsQuery(fact.name);
    // https://learn.microsoft.com/azure/mysql/flexible-server/how-to-azure-ad
    const statements = [
      "SET aad_auth_validate_oids_in_tenant = OFF",
      `CREATE AADUSER ${literal(fact.name)} IDENTIFIED BY ${literal(fact.identifiedBy ?? "")}`,
    ];
    return statements.map((statement) => ({ database: ANY, unless, statement }));
  }
  return [
    {
      database: ANY,
      unless: factQuery(fact),
      isAbout: userOfQuery(fact.grantee, fact.identifiedBy),
      statement: `GRANT ${fact.privilege} ON ${securable(fact)} TO ${account(fact.grantee)}`,
    },
  ];
}

export function stepsToRemove(fact: MySqlFact): SqlStep[] {
  const statement =
    fact.kind === "mysql-user"
      ? `DROP USER ${account(fact.name)}`
      : `REVOKE ${fact.privilege} ON ${securable(fact)} FROM ${account(fact.grantee)}`;
  return [{ database: ANY, onlyIf: factQuery(fact), statement }];
}

/** Returns a row if the fact holds. A user must belong to the right principal. */
export function factQuery(fact: MySqlFact): SqlQuery {
  return fact.kind === "mysql-user"
    ? userOfQuery(fact.name, fact.identifiedBy)
    : grantedQuery(fact, pattern(fact.database));
}

/** The statement that enables a disabled user. */
export const enabling = (user: string): string => `ALTER USER ${account(user)} ACCOUNT UNLOCK`;

/** A query with its parameters as literals, as it is sent and shown. */
export function queryText({ text, parameters }: Pick<SqlQuery, "text" | "parameters">): string {
  return text.replace(/@([a-z]\w*)/gi, (whole, name: string) => {
    const value = parameters[name];
    return typeof value === "string" ? literal(value) : whole;
  });
}

/**
 * A database name in GRANT, where it is a pattern.
 *
 * https://dev.mysql.com/doc/refman/8.4/en/grant.html#grant-database-privileges
 */
export function pattern(database: string): string {
  return database.replace(/[\\_%]/g, String.raw`\$&`);
}

/** The database that a pattern matches; undefined if it matches several. */
export function literalIn(text: string): string | undefined {
  return /^(\\.|[^\\_%])*$/su.test(text) ? text.replace(/\\(.)/gsu, "$1") : undefined;
}

function securable({ database, table }: MySqlPrivilegeFact): string {
  return table === undefined ? `${identifier(pattern(database))}.*` : `${identifier(database)}.${identifier(table)}`;
}

/** CREATE AADUSER creates users for all hosts. */
function account(user: string): string {
  return `${literal(user)}@'%'`;
}

/** https://dev.mysql.com/doc/refman/8.4/en/identifiers.html */
function identifier(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

/** Connections use NO_BACKSLASH_ESCAPES, so a backslash is an ordinary character. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

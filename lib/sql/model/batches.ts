import { type SqlQuery } from "./catalog-queries";
import { type AzureSqlFact } from "./fact";
import { factQuery } from "./fact-queries";
import { bytesLiteral, literal } from "./quoting";
import { type SqlStep } from "./sql-step";

/** Steps and queries as T-SQL text that runs unattended. */

/**
 * A step as batches that run unattended. If the step is not needed, NOEXEC makes the session compile without executing,
 * because a statement that must be alone in its batch cannot have a condition.
 *
 * https://learn.microsoft.com/sql/t-sql/statements/set-noexec-transact-sql
 */
export function unattended({ unless, onlyIf, isAbout, statement }: SqlStep): string[] {
  const conditions = [
    ...(unless === undefined ? [] : [`EXISTS (${queryText(unless)})`]),
    ...[onlyIf, isAbout].flatMap((query) => (query === undefined ? [] : [`NOT EXISTS (${queryText(query)})`])),
  ];
  return conditions.length === 0
    ? [statement]
    : [`IF ${conditions.join(" OR ")} SET NOEXEC ON`, statement, "SET NOEXEC OFF"];
}

/**
 * A batch that fails with a custom error unless the fact holds.
 *
 * https://learn.microsoft.com/sql/t-sql/language-elements/throw-transact-sql
 */
export function demand(fact: AzureSqlFact, complaint: string): string {
  const message = literal(complaint.replaceAll("%", "%%"));
  return `IF NOT EXISTS (${queryText(factQuery(fact))}) THROW 50000, ${message}, 1`;
}

/** A query with its parameters as literals, for people. */
export function queryText({ text, parameters }: SqlQuery): string {
  return text.replace(/@(\w+)/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) {
      return whole;
    }
    if (typeof value === "string") {
      return literal(value);
    }
    return "text" in value ? `(${queryText(value)})` : bytesLiteral(value);
  });
}

import { type SqlQuery } from "./catalog-queries";
import { type AzureSqlFact } from "./fact";
import { factQuery } from "./fact-queries";
import { bytesLiteral, literal } from "./quoting";
import { type SqlStep } from "./sql-step";

/** Steps and queries as T-SQL text, for those who run a file and look at no answer. */

/**
 * A step as batches for those who run one after the other and look at no answer. Between them the session compiles and
 * does not execute, where the step is not needed, because what stands alone in its batch cannot have a condition.
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
 * The batch that fails, with an error of one's own, unless the fact holds.
 *
 * https://learn.microsoft.com/sql/t-sql/language-elements/throw-transact-sql
 */
export function demand(fact: AzureSqlFact, complaint: string): string {
  const message = literal(complaint.replaceAll("%", "%%"));
  return `IF NOT EXISTS (${queryText(factQuery(fact))}) THROW 50000, ${message}, 1`;
}

/** A query as a person reads it, with its parameters as literals. */
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

import { SqlError, sqlError } from "../sql-error";
import { type SqlValue } from "../tsql/types";

/** The number of what RAISERROR makes of a text. */
export const RAISED = 50000;

/**
 * What THROW makes of its arguments. In its text a sign of per cent stands for a value that THROW does not take, unless
 * it is doubled.
 *
 * https://learn.microsoft.com/sql/t-sql/language-elements/throw-transact-sql
 */
export function thrownError([number = null, message = null, state]: readonly SqlValue[]): SqlError {
  if (typeof number !== "number" || number < RAISED || number > 2147483647) {
    throw sqlError(35100, String(number));
  }
  const text = String(message).replace(/%(.)/g, (_, next: string) => (next === "%" ? next : ""));
  return new SqlError(number, text, 16, Number(state ?? 1)).thrown();
}

/**
 * What RAISERROR makes of its text and the values that take the places of %s and %d.
 *
 * https://learn.microsoft.com/sql/t-sql/language-elements/raiserror-transact-sql
 */
export function raisedMessage(text: string, values: readonly string[]): string {
  const rest = [...values];
  return text.replace(/%([%sdiu])/g, (_, kind: string) => (kind === "%" ? kind : (rest.shift() ?? "(null)")));
}

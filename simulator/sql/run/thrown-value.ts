import { type SqlValue } from "../tsql/types";

/**
 * An argument of THROW. In its text a sign of per cent stands for a value that THROW does not take, unless it is doubled.
 *
 * https://learn.microsoft.com/sql/t-sql/language-elements/throw-transact-sql
 */
export function thrownValue(value: SqlValue): SqlValue {
  return typeof value === "string" ? value.replace(/%(.)/g, (_, next: string) => (next === "%" ? next : "")) : value;
}

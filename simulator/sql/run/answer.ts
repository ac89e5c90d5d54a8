import { type SqlError } from "../sql-error";
import { type SqlValue } from "../tsql/types";
import { type Column } from "./scope";

/** What a statement answers, in the order in which the client gets it. */
export type Answer =
  | { readonly kind: "rows"; readonly columns: readonly Column[]; readonly rows: readonly (readonly SqlValue[])[] }
  | { readonly kind: "error"; readonly error: SqlError }
  | { readonly kind: "info"; readonly number: number; readonly text: string; readonly severity: number }
  /** A statement is done that is no query. */
  | { readonly kind: "done" };

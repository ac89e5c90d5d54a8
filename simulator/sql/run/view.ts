import { type SqlType, type SqlValue } from "../tsql/types";
import { type Column } from "./scope";
import { type Session } from "./session";

/** A system view: its columns, and a row for everything in it that the client may see. */
export interface View {
  readonly columns: readonly Column[];
  /** Only in master. */
  readonly masterOnly?: boolean;
  /** @param args of a function that gives a table */
  rows(session: Session, args: readonly SqlValue[]): SqlValue[][];
}

export const columns = (types: Readonly<Record<string, SqlType>>): View["columns"] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

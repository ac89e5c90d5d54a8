import { sqlError } from "../sql-error";
import { sameName } from "../state/names";
import { type Query } from "../tsql/ast";
import { convert } from "../tsql/convert";
import { commonType, type SqlType, type SqlValue } from "../tsql/types";
import { type Session } from "./session";

export interface Column {
  readonly name: string;
  readonly type: SqlType;
  /** NULL itself has no type and takes that of the other side. */
  readonly untyped?: boolean;
}

/** Columns under one name in FROM. */
export interface Source {
  readonly alias: string;
  readonly columns: readonly Column[];
}

/** A row for each source of FROM. */
export type Cells = readonly (readonly SqlValue[])[];

/** What one execution of a statement has of its own; the rest of a plan serves all of them. */
export interface Execution {
  readonly session: Session;
  readonly parameters: ReadonlyMap<string, SqlValue>;
  /** What FROM had: the same FROM is asked once. */
  readonly seen: Map<string, readonly Cells[]>;
  /** What FROM had, by the values of a column. */
  readonly indexes: Map<string, ReadonlyMap<unknown, readonly Cells[]>>;
}

/** What an expression is worked out for, and the row of the query around. */
export interface Row {
  readonly cells: Cells;
  readonly execution: Execution;
  readonly around?: Row | undefined;
}

/** The names that an expression may use. */
export interface Scope {
  readonly parameters: ReadonlyMap<string, SqlType>;
  readonly sources: readonly Source[];
  readonly around?: Scope | undefined;
  /** Compiles a query in an expression or in FROM. */
  readonly subquery: (query: Query, around: Scope) => CompiledQuery;
}

export interface CompiledQuery {
  readonly columns: readonly Column[];
  rows(execution: Execution, around?: Row): SqlValue[][];
}

/** What stands in FROM. */
export interface CompiledFrom {
  readonly sources: readonly Source[];
  /** Where it has the same rows for all of an execution: what they are remembered by. */
  readonly key?: string;
  rows(execution: Execution, around?: Row): readonly Cells[];
}

/** An expression whose names are resolved. */
export interface Compiled {
  readonly type: SqlType;
  readonly untyped?: boolean;
  /** Where a column of FROM is. */
  readonly place?: { readonly source: number; readonly column: number };
  value(row: Row): SqlValue;
}

/** Finds a column by "name", "alias.name" or "sys.view.name". */
export function columnIn(scope: Scope, parts: readonly string[]): Compiled {
  const name = parts.at(-1) ?? "";
  const of = parts.at(-2);
  const found = scope.sources.flatMap(({ alias, columns }, source) =>
    columns.flatMap(({ name: own, type }, column) =>
      sameName(own, name) && (of === undefined || sameName(alias, of)) ? [{ type, place: { source, column } }] : [],
    ),
  );
  const [first, second] = found;
  if (second) {
    throw sqlError(209, name);
  }
  if (first) {
    const { source, column } = first.place;
    return { ...first, value: ({ cells }) => cells[source]?.[column] ?? null };
  }
  if (of !== undefined && scope.sources.some(({ alias }) => sameName(alias, of))) {
    throw sqlError(207, name);
  }
  if (scope.around) {
    const outer = columnIn(scope.around, parts);
    return { type: outer.type, value: ({ around }) => (around ? outer.value(around) : null) };
  }
  throw parts.length > 1 ? sqlError(4104, parts.join(".")) : sqlError(207, name);
}

/** The type that all of them become. */
export function commonOf(all: readonly Pick<Compiled, "type" | "untyped">[], otherwise: SqlType): SqlType {
  const typed = all.filter(({ untyped }) => !untyped).map(({ type }) => type);
  return typed.length === 0 ? otherwise : typed.reduce(commonType);
}

export const valueAs = (compiled: Compiled, type: SqlType, row: Row): SqlValue =>
  convert(compiled.value(row), compiled.type, type);

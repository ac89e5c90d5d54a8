import { sqlError, type SqlError } from "../sql-error";
import { sameName } from "../state/names";
import { convert } from "../tsql/convert";
import { commonType, type SqlType, type SqlValue } from "../tsql/types";
import { type Session } from "./session";

export interface Column {
  readonly name: string;
  readonly type: SqlType;
}

/** Columns under one name in FROM. */
export interface Source {
  readonly alias: string;
  readonly columns: readonly Column[];
}

/** A row per source, and the rows of the query around. */
export interface Frame {
  readonly rows: readonly (readonly SqlValue[])[];
  readonly around?: Frame;
  /** The rows that an aggregate is about. */
  readonly group?: readonly Frame[];
}

/** What a batch has of its own. */
export interface Environment {
  readonly session: Session;
  readonly variables: Map<string, { readonly type: SqlType; value: SqlValue }>;
  /** What FROM had, until a statement does something else than to look. */
  readonly seen: Map<string, (readonly (readonly SqlValue[])[])[]>;
  /** Last results: @@ROWCOUNT, @@ERROR, and in CATCH the error. */
  readonly last: { rows: number; error: number; caught?: SqlError | undefined };
}

/** The names that an expression may use. */
export interface Scope {
  readonly environment: Environment;
  readonly sources: readonly Source[];
  readonly around?: Scope;
}

/** An expression whose names are resolved. */
export interface Compiled {
  readonly type: SqlType;
  /** NULL itself has no type and takes that of the other side. */
  readonly untyped?: boolean;
  readonly aggregate?: boolean;
  value(frame: Frame): SqlValue;
}

/** Finds a column by "name", "alias.name" or "sys.view.name". */
export function columnIn(scope: Scope, parts: readonly string[], full = parts): Compiled {
  const name = parts.at(-1) ?? "";
  const of = parts.at(-2);
  const found = scope.sources.flatMap(({ alias, columns }, source) =>
    columns.flatMap((column, index) =>
      sameName(column.name, name) && (of === undefined || sameName(alias, of)) ? [{ source, index, column }] : [],
    ),
  );
  const [first, second] = found;
  if (second) {
    throw sqlError(209, name);
  }
  if (first) {
    const { source, index, column } = first;
    return { type: column.type, value: ({ rows, group }) => (group?.[0]?.rows ?? rows)[source]?.[index] ?? null };
  }
  if (of !== undefined && scope.sources.some(({ alias }) => sameName(alias, of))) {
    throw sqlError(207, name);
  }
  if (scope.around) {
    const outer = columnIn(scope.around, parts, full);
    return { ...outer, value: ({ around }) => outer.value(around ?? NO_ROWS) };
  }
  throw full.length > 1 ? sqlError(4104, full.join(".")) : sqlError(207, name);
}

export const NO_ROWS: Frame = { rows: [] };

/** The type that all of them become. */
export function commonOf(all: readonly Compiled[], otherwise: SqlType): SqlType {
  const typed = all.filter(({ untyped }) => !untyped).map(({ type }) => type);
  return typed.length === 0 ? otherwise : typed.reduce(commonType);
}

export const valueAs = (compiled: Compiled, type: SqlType, frame: Frame): SqlValue =>
  convert(compiled.value(frame), compiled.type, type);

import { sqlError } from "../sql-error";
import { fold } from "../state/names";
import { type Expression, type Item, type Query, type Select } from "../tsql/ast";
import { convert } from "../tsql/convert";
import { commonType, INT, type SqlValue } from "../tsql/types";
import { compareValues } from "./compare";
import { compile } from "./compile";
import { compileCondition } from "./compile-condition";
import { compileFrom } from "./sources";
import { type Column, type Compiled, type Environment, type Frame, NO_ROWS, type Scope } from "./scope";

export interface CompiledQuery {
  readonly columns: readonly Column[];
  readonly rows: (around?: Frame) => SqlValue[][];
  /** Where it assigns instead of answering. */
  readonly assignment?: Assignment;
}

/** Variables, and what they take: each row is worked out when those before it are assigned. */
interface Assignment {
  readonly variables: readonly string[];
  readonly rows: () => (() => SqlValue[])[];
}

export function compileQuery(query: Query, environment: Environment, around?: Scope): CompiledQuery {
  const [first, ...others] = query.parts.map((part) => compileSelect(part, environment, around));
  if (!first) {
    throw sqlError(102, "SELECT");
  }
  if (others.length === 0) {
    return ordered(first, query.order);
  }
  if (others.some(({ assignTo }) => assignTo) || first.assignTo) {
    throw sqlError(141);
  }
  if (others.some(({ columns }) => columns.length !== first.columns.length)) {
    throw sqlError(205);
  }
  const columns = first.columns.map(({ name, type }, index) => ({
    name,
    type: others.map((other) => other.columns[index]?.type ?? type).reduce(commonType, type),
  }));
  const rows = (frame?: Frame): SqlValue[][] =>
    [first, ...others].reduce<SqlValue[][]>((sum, part, index) => {
      const own = part
        .answers(frame)
        .slice(0, mostOf(part, frame))
        .map(({ values }) =>
          values.map((value, at) => convert(value, part.columns[at]?.type ?? INT, columns[at]?.type ?? INT)),
        );
      return index === 0 || query.keeps[index - 1] ? [...sum, ...own] : distinct([...sum, ...own]);
    }, []);
  return { columns, rows: (frame) => sortBy(rows(frame), query.order, columns, () => undefined) };
}

interface CompiledSelect {
  readonly columns: readonly Column[];
  readonly assignTo: readonly string[] | undefined;
  readonly scope: Scope;
  readonly top: Compiled | undefined;
  answers(around?: Frame): { readonly values: SqlValue[]; readonly frame: Frame }[];
  valuesOf(frame: Frame): SqlValue[];
}

function compileSelect(select: Select, environment: Environment, around?: Scope): CompiledSelect {
  const from = select.from && compileFrom(select.from, environment, around);
  const scope: Scope = { environment, sources: from?.sources ?? [], ...(around && { around }) };
  const items = select.items.flatMap((item) => columnsOf(item, scope));
  const where = select.where && compileCondition(select.where, scope);
  const group = select.group.map((by) => compile(by, scope));
  const valuesOf = (row: Frame): SqlValue[] => items.map(({ compiled }) => compiled.value(row));
  const grouped = group.length > 0 || select.items.some((item) => item.kind === "value" && hasAggregate(item.value));
  const assigned = select.items.map((item) => (item.kind === "value" ? item.assignTo : undefined));
  const assigns = assigned.filter((name) => name !== undefined);
  if (assigns.length > 0 && assigns.length < assigned.length) {
    throw sqlError(141);
  }
  return {
    columns: items.map(({ name, compiled }) => ({ name, type: compiled.type })),
    assignTo: assigns.length > 0 ? assigns : undefined,
    scope,
    valuesOf,
    top: select.top && compile(select.top, scope),
    answers: (frame) => {
      const all = (from ? from.rows(frame) : [[]]).map((rows): Frame => ({ rows, ...(frame && { around: frame }) }));
      const kept = where ? all.filter((row) => where(row) === true) : all;
      const frames = grouped ? groupsOf(kept, group, frame) : kept;
      const answers = frames.map((row) => ({ values: valuesOf(row), frame: row }));
      return select.distinct ? distinctBy(answers, ({ values }) => values) : answers;
    },
  };
}

function groupsOf(frames: readonly Frame[], by: readonly Compiled[], around?: Frame): Frame[] {
  if (by.length === 0) {
    return [{ rows: [], group: frames, ...(around && { around }) }];
  }
  const groups = new Map<string, Frame[]>();
  for (const frame of frames) {
    const key = keyOf(by.map((one) => one.value(frame)));
    groups.set(key, [...(groups.get(key) ?? []), frame]);
  }
  return [...groups.values()].map((group) => ({ rows: [], group, ...(around && { around }) }));
}

function columnsOf(item: Item, scope: Scope): { readonly name: string; readonly compiled: Compiled }[] {
  if (item.kind === "value") {
    const named = item.value.kind === "column" ? item.value.parts.at(-1) : undefined;
    return [{ name: item.alias ?? named ?? "", compiled: compile(item.value, scope) }];
  }
  const { of } = item;
  if (scope.sources.length === 0) {
    throw sqlError(263);
  }
  const chosen = scope.sources.filter(({ alias }) => of === undefined || fold(alias) === fold(of));
  if (chosen.length === 0) {
    throw sqlError(4104, `${of ?? ""}.*`);
  }
  return chosen.flatMap((source) =>
    source.columns.map(({ name, type }, index) => ({
      name,
      compiled: {
        type,
        value: ({ rows, group }: Frame): SqlValue =>
          (group?.[0]?.rows ?? rows)[scope.sources.indexOf(source)]?.[index] ?? null,
      },
    })),
  );
}

function hasAggregate(expression: Expression): boolean {
  switch (expression.kind) {
    case "call":
      return /^(COUNT|COUNT_BIG|MAX|MIN|SUM|STRING_AGG)$/.test(expression.name) || expression.args.some(hasAggregate);
    case "arithmetic":
      return hasAggregate(expression.left) || hasAggregate(expression.right);
    case "convert":
      return hasAggregate(expression.value);
    case "case":
      return expression.branches.some(({ then }) => hasAggregate(then));
    default:
      return false;
  }
}

/** ORDER BY may name a column of the answer, its number, or anything that the tables have. */
function ordered(select: CompiledSelect, order: Query["order"]): CompiledQuery {
  const { columns, assignTo } = select;
  const keys = order.map(({ by }) => (positionOf(by, columns) === undefined ? compile(by, select.scope) : undefined));
  const answers = (around?: Frame): { readonly values: SqlValue[]; readonly frame: Frame }[] => {
    const frames = new Map(select.answers(around).map(({ values, frame }) => [values, frame]));
    const frameOf = (values: SqlValue[]): Frame => frames.get(values) ?? NO_ROWS;
    const sorted = sortBy([...frames.keys()], order, columns, (values, index) => {
      const key = keys[index];
      return key && { type: key.type, value: key.value(frameOf(values)) };
    });
    return sorted.slice(0, mostOf(select, around)).map((values) => ({ values, frame: frameOf(values) }));
  };
  const assigned = (): (() => SqlValue[])[] =>
    answers().map(
      ({ frame }) =>
        () =>
          select.valuesOf(frame),
    );
  return {
    columns,
    rows: (around) => answers(around).map(({ values }) => values),
    ...(assignTo && { assignment: { variables: assignTo, rows: assigned } }),
  };
}

/** How many rows TOP leaves. */
function mostOf({ top }: CompiledSelect, around: Frame = NO_ROWS): number {
  const most = top ? Number(top.value(around)) : Infinity;
  if (most < 0) {
    throw sqlError(127);
  }
  return most;
}

function positionOf(by: Expression, columns: readonly Column[]): number | undefined {
  if (by.kind === "literal" && typeof by.value === "number") {
    return by.value - 1;
  }
  const name = by.kind === "column" && by.parts.length === 1 ? by.parts[0] : undefined;
  const at = name === undefined ? -1 : columns.findIndex((column) => fold(column.name) === fold(name));
  return at < 0 ? undefined : at;
}

function sortBy(
  rows: SqlValue[][],
  order: Query["order"],
  columns: readonly Column[],
  keyOfRow: (
    values: SqlValue[],
    index: number,
  ) => { readonly type: Column["type"]; readonly value: SqlValue } | undefined,
): SqlValue[][] {
  const compareRows = (left: SqlValue[], right: SqlValue[]): number => {
    for (const [index, { by, descending }] of order.entries()) {
      const at = positionOf(by, columns) ?? 0;
      const type = keyOfRow(left, index)?.type ?? columns[at]?.type ?? INT;
      const [a = null, b = null] = [left, right].map(
        (row) => (keyOfRow(row, index) ?? { value: row[at] }).value ?? null,
      );
      const result = a === null || b === null ? Number(b === null) - Number(a === null) : compareValues(a, b, type);
      if (result !== 0) {
        return descending ? -result : result;
      }
    }
    return 0;
  };
  return order.length === 0 ? rows : [...rows].sort(compareRows);
}

const distinct = (rows: SqlValue[][]): SqlValue[][] => distinctBy(rows, (row) => row);

function distinctBy<T>(all: readonly T[], valuesOf: (one: T) => readonly SqlValue[]): T[] {
  return [...new Map(all.map((one) => [keyOf(valuesOf(one)), one] as const).reverse()).values()].reverse();
}

/** The same for rows that SQL takes as equal. */
const keyOf = (values: readonly SqlValue[]): string =>
  JSON.stringify(
    values.map((value) =>
      Buffer.isBuffer(value) ? value.toString("hex") : typeof value === "string" ? fold(value) : value,
    ),
  );

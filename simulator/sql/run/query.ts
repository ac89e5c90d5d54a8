import { sqlError } from "../sql-error";
import { sameName } from "../state/names";
import { type Expression, type Item, type Query, type Select } from "../tsql/ast";
import { convert } from "../tsql/convert";
import { INT, type SqlValue } from "../tsql/types";
import { compareValues, keyOf } from "./compare";
import { compile, compileCondition } from "./compile";
import { lookUpIn } from "./look-up";
import {
  type Column,
  commonOf,
  type Compiled,
  type CompiledQuery,
  type Execution,
  type Row,
  type Scope,
} from "./scope";
import { compileFrom } from "./sources";

/** A query, within the one around it. */
export function compileQuery(query: Query, around: Scope): CompiledQuery {
  const parts = query.parts.map((part) => compileSelect(part, around));
  const [first, ...others] = parts as [CompiledSelect, ...CompiledSelect[]];
  if (others.some(({ columns }) => columns.length !== first.columns.length)) {
    throw sqlError(205);
  }
  const columns = first.columns.map(({ name }, index) => {
    const all = parts.map((part) => part.columns[index]!);
    return { name, type: commonOf(all, INT), untyped: all.every(({ untyped }) => untyped) };
  });
  const keys = query.order.map(({ by }) => keyOfOrder(by, columns, others.length === 0 ? first.scope : undefined));
  return {
    columns,
    rows: (execution, outer) => {
      let answers: Answer[] = [];
      parts.forEach((part, index) => {
        answers.push(...part.answers(execution, outer).map((answer) => asColumns(answer, part.columns, columns)));
        answers = index > 0 && query.keeps[index - 1] === false ? distinct(answers) : answers;
      });
      return sorted(answers, query.order, keys).map(({ values }) => values);
    },
  };
}

/** The values of a row of the answer, and what they were worked out for. */
interface Answer {
  readonly values: SqlValue[];
  readonly row: Row;
}

interface CompiledSelect {
  readonly columns: readonly Column[];
  readonly scope: Scope;
  answers(execution: Execution, around?: Row): Answer[];
}

function compileSelect(select: Select, around: Scope): CompiledSelect {
  const from = select.from && compileFrom(select.from, around);
  const scope: Scope = { ...around, sources: from?.sources ?? [], around };
  const items = select.items.flatMap((item) => itemsOf(item, scope));
  const where = select.where && compileCondition(select.where, scope);
  const lookUp = from && select.where && lookUpIn(from, select.where, scope);
  return {
    columns: items.map(({ name, compiled: { type, untyped } }) => ({ name, type, ...(untyped && { untyped }) })),
    scope,
    answers: (execution, outer) => {
      const cells = lookUp?.(execution) ?? from?.rows(execution, outer) ?? [[]];
      const rows = cells.map((one): Row => ({ cells: one, execution, around: outer }));
      const kept = where ? rows.filter((row) => where(row) === true) : rows;
      const answers = kept.map((row) => ({ values: items.map(({ compiled }) => compiled.value(row)), row }));
      return select.distinct ? distinct(answers) : answers;
    },
  };
}

function itemsOf(item: Item, scope: Scope): { readonly name: string; readonly compiled: Compiled }[] {
  if (item.kind === "value") {
    const named = item.value.kind === "column" ? item.value.parts.at(-1) : undefined;
    return [{ name: item.alias ?? named ?? "", compiled: compile(item.value, scope) }];
  }
  const { of } = item;
  const chosen = scope.sources.filter(({ alias }) => of === undefined || sameName(alias, of));
  if (chosen.length === 0) {
    throw of === undefined ? sqlError(263) : sqlError(4104, `${of}.*`);
  }
  return chosen.flatMap((source) => {
    const at = scope.sources.indexOf(source);
    return source.columns.map(({ name, type }, index) => ({
      name,
      compiled: { type, value: ({ cells }: Row): SqlValue => cells[at]?.[index] ?? null },
    }));
  });
}

function asColumns({ values, row }: Answer, from: readonly Column[], to: readonly Column[]): Answer {
  return from === to
    ? { values, row }
    : { values: values.map((value, at) => convert(value, from[at]?.type ?? INT, to[at]?.type ?? INT)), row };
}

/** ORDER BY names a column of the answer or its number or, where there is no UNION, anything that FROM has. */
function keyOfOrder(by: Expression, columns: readonly Column[], scope?: Scope): (answer: Answer) => SqlValue {
  const name = by.kind === "column" && by.parts.length === 1 ? by.parts[0] : undefined;
  const at =
    by.kind === "literal" && typeof by.value === "number"
      ? by.value - 1
      : name === undefined
        ? -1
        : columns.findIndex((column) => sameName(column.name, name));
  if (at >= 0 || !scope) {
    return ({ values }) => values[at] ?? null;
  }
  const compiled = compile(by, scope);
  return ({ row }) => compiled.value(row);
}

function sorted(
  answers: Answer[],
  order: Query["order"],
  keys: readonly ((answer: Answer) => SqlValue)[],
): readonly Answer[] {
  const compare = (left: Answer, right: Answer): number => {
    for (const [index, key] of keys.entries()) {
      const [a, b] = [key(left), key(right)];
      const result = a === null || b === null ? Number(b === null) - Number(a === null) : compareValues(a, b);
      if (result !== 0) {
        return order[index]?.descending ? -result : result;
      }
    }
    return 0;
  };
  return keys.length === 0 ? answers : answers.sort(compare);
}

function distinct(answers: readonly Answer[]): Answer[] {
  const found = new Map<string, Answer>();
  for (const answer of answers) {
    const key = JSON.stringify(answer.values.map(keyOf));
    found.set(key, found.get(key) ?? answer);
  }
  return [...found.values()];
}

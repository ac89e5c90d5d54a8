import { sqlError } from "../sql-error";
import { fold } from "../state/names";
import { type Condition, type From } from "../tsql/ast";
import { type SqlValue } from "../tsql/types";
import { compile, compileCondition } from "./compile";
import { conjuncts, groupedBy } from "./look-up";
import { type Cells, columnIn, type Compiled, type CompiledFrom, type Row, type Scope } from "./scope";
import { viewNamed } from "./views";

export function compileFrom(from: From, around: Scope): CompiledFrom {
  const compiled = compileSources(from, around);
  const names = compiled.sources.map(({ alias }) => fold(alias));
  const twice = compiled.sources.find(({ alias }, index) => names.indexOf(fold(alias)) !== index);
  if (twice) {
    throw sqlError(1011, twice.alias);
  }
  const key = JSON.stringify(from);
  if (key.includes('"kind":"parameter"') || isWithinRows(around)) {
    return compiled;
  }
  return {
    ...compiled,
    key,
    rows: (execution) => {
      const rows = execution.seen.get(key) ?? compiled.rows(execution);
      execution.seen.set(key, rows);
      return rows;
    },
  };
}

/** Whether there are columns of a query around that FROM might use. */
const isWithinRows = ({ sources, around }: Scope): boolean =>
  sources.length > 0 || (around !== undefined && isWithinRows(around));

function compileSources(from: From, around: Scope): CompiledFrom {
  switch (from.kind) {
    case "derived": {
      const query = around.subquery(from.query, around);
      return {
        sources: [{ alias: from.alias, columns: query.columns }],
        rows: (execution, outer) => query.rows(execution, outer).map((row) => [row]),
      };
    }
    case "view": {
      const { columns, rows } = viewNamed(from.parts);
      const args = from.args.map((argument) => compile(argument, { ...around, sources: [] }));
      return {
        sources: [{ alias: from.alias ?? from.parts.at(-1) ?? "", columns }],
        rows: (execution, outer) => {
          const values = args.map((argument) => argument.value({ cells: [], execution, around: outer }));
          return rows(execution.session, values).map((row) => [row]);
        },
      };
    }
    case "join":
      return compileJoin(from, around);
  }
}

/** The rows of one side each, with those of the other that go with them, or with nothing in an outer join. */
function compileJoin({ how, left, right, on }: From & { readonly kind: "join" }, around: Scope): CompiledFrom {
  const [first, second] = [compileSources(left, around), compileSources(right, around)];
  const scope: Scope = { ...around, sources: [...first.sources, ...second.sources], around };
  const matches = compileCondition(on, scope);
  const [outer, inner] = how === "right" ? [second, first] : [first, second];
  const combine = (one: Cells, other: Cells): Cells => (how === "right" ? [...other, ...one] : [...one, ...other]);
  const nothing: Cells = inner.sources.map(() => []);
  const candidatesOf = candidates(on, scope, first.sources.length, how === "right");
  return {
    sources: scope.sources,
    rows: (execution, outerRow) => {
      const rowOf = (cells: Cells): Row => ({ cells, execution, around: outerRow });
      const others = candidatesOf(inner.rows(execution, outerRow));
      return outer.rows(execution, outerRow).flatMap((one) => {
        const found = others(one)
          .map((other) => combine(one, other))
          .filter((cells) => matches(rowOf(cells)) === true);
        return found.length > 0 || how === "inner" ? found : [combine(one, nothing)];
      });
    },
  };
}

type Candidates = (all: readonly Cells[]) => (one: Cells) => readonly Cells[];

/** The rows of the inner side that may go with one of the outer side: those with its number, where that is a condition. */
function candidates(on: Condition, scope: Scope, split: number, isRight: boolean): Candidates {
  const [keys] = conjuncts(on).flatMap((one) => {
    if (one.kind !== "compare" || one.operator !== "=" || one.left.kind !== "column" || one.right.kind !== "column") {
      return [];
    }
    const [a, b] = [columnIn(scope, one.left.parts), columnIn(scope, one.right.parts)];
    const [left, right] = (a.place?.source ?? 0) < (b.place?.source ?? 0) ? [a, b] : [b, a];
    return left.place && right.place && left.place.source < split && right.place.source >= split && areNumbers(a, b)
      ? [isRight ? [right, left] : [left, right]]
      : [];
  }) as [outer: Compiled, inner: Compiled][];
  if (!keys) {
    return (all) => () => all;
  }
  const cellOf = ({ place }: Compiled, cells: Cells, from: number): SqlValue =>
    cells[(place?.source ?? 0) - from]?.[place?.column ?? 0] ?? null;
  const [outer, inner] = keys;
  return (all) => {
    const byKey = groupedBy(all, (cells) => cellOf(inner, cells, isRight ? 0 : split));
    return (one) => byKey.get(cellOf(outer, one, isRight ? split : 0)) ?? [];
  };
}

const areNumbers = (...all: readonly Compiled[]): boolean => all.every(({ type }) => type.kind === "int");

import { type Condition, type Expression } from "../tsql/ast";
import { isText } from "../tsql/types";
import { keyOf } from "./compare";
import { compile } from "./compile";
import { type Cells, columnIn, type Compiled, type CompiledFrom, type Execution, type Scope } from "./scope";

/** The conditions that all have to hold. */
export const conjuncts = (condition: Condition): Condition[] =>
  condition.kind === "and" ? [...conjuncts(condition.left), ...conjuncts(condition.right)] : [condition];

/**
 * Finds the rows that WHERE may keep without looking at all of them, where it wants a column of text to be a literal or
 * parameter. A question about many facts asks the same FROM hundreds of times.
 */
export function lookUpIn(
  from: CompiledFrom,
  where: Condition,
  scope: Scope,
): ((execution: Execution) => readonly Cells[]) | undefined {
  const { key } = from;
  if (key === undefined) {
    return undefined;
  }
  const wanted = conjuncts(where).flatMap((one) => {
    if (one.kind !== "compare" || one.operator !== "=" || one.left.kind !== "column" || !isConstant(one.right)) {
      return [];
    }
    const [column, value] = [columnIn(scope, one.left.parts), compile(one.right, scope)];
    return column.place && isText(column.type) && isText(value.type) ? [{ column, value }] : [];
  });
  if (wanted.length === 0) {
    return undefined;
  }
  return (execution) =>
    wanted
      .map(({ column, value }) => {
        const index = indexOf(execution, `${key} ${JSON.stringify(column.place)}`, column, from);
        return index.get(keyOf(value.value({ cells: [], execution }))) ?? [];
      })
      .reduce((fewest, some) => (some.length < fewest.length ? some : fewest));
}

const isConstant = ({ kind }: Expression): boolean => kind === "literal" || kind === "parameter";

function indexOf(
  execution: Execution,
  name: string,
  column: Compiled,
  from: CompiledFrom,
): ReadonlyMap<unknown, readonly Cells[]> {
  const present = execution.indexes.get(name);
  if (present) {
    return present;
  }
  const index = groupedBy(from.rows(execution), (cells) => keyOf(column.value({ cells, execution })));
  execution.indexes.set(name, index);
  return index;
}

export function groupedBy<T>(all: readonly T[], keyOfOne: (one: T) => unknown): Map<unknown, T[]> {
  const groups = new Map<unknown, T[]>();
  for (const one of all) {
    const key = keyOfOne(one);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(one);
  }
  return groups;
}

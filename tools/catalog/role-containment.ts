import { type Permissions, matches } from "../../lib/audit/access/permissions";

/** Which roles allow all that another allows, by their permissions. */

/** Whether `wide` allows all that `narrow` allows. If in doubt, it does not. */
export function contains(wide: readonly Permissions[], narrow: readonly Permissions[]): boolean {
  return narrow.every(
    ({ actions, notActions, dataActions, notDataActions }) =>
      actions.every((action) => wide.some((block) => allows(block.actions, block.notActions, action, notActions))) &&
      dataActions.every((action) =>
        wide.some((block) => allows(block.dataActions, block.notDataActions, action, notDataActions)),
      ),
  );
}

/** Whether patterns allow a pattern, less what the other role leaves out itself. */
function allows(
  patterns: readonly string[],
  exceptions: readonly string[],
  wanted: string,
  unwanted: readonly string[],
): boolean {
  return (
    covered(patterns, wanted) &&
    exceptions.every((exception) => !meet(exception, wanted) || unwanted.some((pattern) => covers(pattern, exception)))
  );
}

/** Whether an operation may match both patterns: their ends fit together. */
function meet(one: string, other: string): boolean {
  const [a, b] = [partsOf(one), partsOf(other)];
  if (a.length < 2 || b.length < 2) {
    return covers(one, other) || covers(other, one);
  }
  const [[startA = ""], [startB = ""], endA = "", endB = ""] = [a, b, a.at(-1), b.at(-1)];
  return (startA.startsWith(startB) || startB.startsWith(startA)) && (endA.endsWith(endB) || endB.endsWith(endA));
}

/** Most patterns are plain operations, which need no search. */
function covered(patterns: readonly string[], wanted: string): boolean {
  const { plain, wild } = sorted(patterns);
  const text = partsOf(wanted).join("*");
  return plain.has(text) || wild.some((pattern) => matches(pattern, text));
}

interface Sorted {
  readonly plain: ReadonlySet<string>;
  readonly wild: readonly (readonly string[])[];
}

const lists = new WeakMap<readonly string[], Sorted>();

function sorted(patterns: readonly string[]): Sorted {
  const known = lists.get(patterns) ?? {
    plain: new Set(patterns.map((pattern) => pattern.toLowerCase())),
    wild: patterns.filter((pattern) => pattern.includes("*")).map(partsOf),
  };
  lists.set(patterns, known);
  return known;
}

function covers(pattern: string, operation: string): boolean {
  return matches(partsOf(pattern), partsOf(operation).join("*"));
}

/** Each pattern is asked for thousands of times. */
const parts = new Map<string, readonly string[]>();

function partsOf(pattern: string): readonly string[] {
  const known = parts.get(pattern) ?? pattern.toLowerCase().split("*");
  parts.set(pattern, known);
  return known;
}

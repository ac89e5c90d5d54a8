import { type ObjectValue, textOf } from "../protocol/values";

/** A proposed state that keeps the previous spelling of arguments that differ only in letter case. */
export function withSameCase(names: readonly string[], proposed: ObjectValue, prior: ObjectValue | null): ObjectValue {
  const same = names.filter((name) => {
    const [before, after] = [textOf(prior?.[name]), textOf(proposed[name])];
    return before !== undefined && before.toLowerCase() === after?.toLowerCase();
  });
  return { ...proposed, ...Object.fromEntries(same.map((name) => [name, textOf(prior?.[name]) ?? null])) };
}

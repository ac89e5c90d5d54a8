import { type ObjectValue, textOf } from "../protocol/values";

/** A proposed state in which arguments that differ from before in upper and lower case only are written as before. */
export function withSameCase(names: readonly string[], proposed: ObjectValue, prior: ObjectValue | null): ObjectValue {
  const same = names.filter((name) => {
    const [before, after] = [textOf(prior?.[name]), textOf(proposed[name])];
    return before !== undefined && before.toLowerCase() === after?.toLowerCase();
  });
  return { ...proposed, ...Object.fromEntries(same.map((name) => [name, textOf(prior?.[name]) ?? null])) };
}

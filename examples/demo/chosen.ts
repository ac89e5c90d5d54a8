import { type Stack } from "./stack";

/**
 * The stacks with these names; all stacks if there are none.
 *
 * @throws if there is no stack with a name
 */
export function chosen(stacks: readonly Stack[], wanted: readonly string[]): readonly Stack[] {
  const names = stacks.map(({ name }) => name);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Error(`main.ts has no stack ${unknown.join(", ")}; its stacks are ${names.join(", ")}`);
  }
  return wanted.length === 0 ? stacks : stacks.filter(({ name }) => wanted.includes(name));
}

import { isList, isObject, type ObjectValue, type Value } from "../../protocol/values";

/** An invalid call. The message follows the name of the function. */
export class BadCall extends Error {}

/** A function of the template language. */
export type TemplateFunction = (given: readonly (() => Value)[]) => Value;

/** Converts an argument; undefined if it has another type. */
export type Kind<T> = (value: Value) => T | undefined;

export const text: Kind<string> = (value) => (typeof value === "string" ? value : undefined);
export const number: Kind<number> = (value) => (typeof value === "number" ? value : undefined);
export const bool: Kind<boolean> = (value) => (typeof value === "boolean" ? value : undefined);
export const list: Kind<readonly Value[]> = (value) => (isList(value) ? value : undefined);
export const object: Kind<ObjectValue> = (value) => (isObject(value) ? value : undefined);
export const any: Kind<Value> = (value) => value;

/** A string or an array. */
export const sequence: Kind<string | readonly Value[]> = (value) => text(value) ?? list(value);
/** Anything that has a length. */
export const container: Kind<string | readonly Value[] | ObjectValue> = (value) => sequence(value) ?? object(value);

type Kinds<Given extends readonly unknown[]> = { readonly [Index in keyof Given]: Kind<Given[Index]> };

/** A function with a fixed number of arguments. */
export function taking<Given extends readonly unknown[]>(
  kinds: Kinds<Given>,
  run: (...given: Given) => Value,
): TemplateFunction {
  return (given) => {
    if (given.length !== kinds.length) {
      throw new BadCall(`takes ${String(kinds.length)} arguments, and got ${String(given.length)}`);
    }
    return run(...(given.map((argument, index) => read(kinds[index]!, argument(), index)) as unknown as Given));
  };
}

/** A function with any number of arguments of one kind. */
export function takingMany<T>(kind: Kind<T>, run: (given: readonly T[]) => Value, atLeast = 1): TemplateFunction {
  return (given) => {
    if (given.length < atLeast) {
      throw new BadCall(`takes at least ${String(atLeast)} arguments, and got ${String(given.length)}`);
    }
    return run(given.map((argument, index) => read(kind, argument(), index)));
  };
}

function read<T>(kind: Kind<T>, value: Value, index: number): T {
  const fitting = kind(value);
  if (fitting === undefined) {
    throw new BadCall(`cannot take ${JSON.stringify(value)} as argument ${String(index + 1)}`);
  }
  return fitting;
}

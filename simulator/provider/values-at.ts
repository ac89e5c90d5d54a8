import { type Path } from "../protocol/provider";
import { isList, isObject, textOf, type Value } from "../protocol/values";

export interface Found {
  readonly path: Path;
  readonly value: Value;
}

/** The values at a path with dots and without indexes: one for each block on the path. */
export function valuesAt(value: Value | undefined, dotted: string): Found[] {
  return dotted
    .split(".")
    .reduce<Found[]>(
      (found, name) => found.flatMap((at) => childrenOf(at, name)),
      [{ path: [], value: value ?? null }],
    );
}

/** The text at a path without lists. */
export const textAt = (value: Value | undefined, dotted: string): string | undefined =>
  textOf(valuesAt(value, dotted)[0]?.value);

function childrenOf({ path, value }: Found, name: string): Found[] {
  if (isList(value)) {
    return value.flatMap((element, index) => childrenOf({ path: [...path, index], value: element }, name));
  }
  const child = isObject(value) ? value[name] : undefined;
  return child === undefined ? [] : [{ path: [...path, name], value: child }];
}

/** Whether something is configured there: a value, even if it is known only after apply, or a block. */
export function isSet(value: Value | undefined, dotted: string): boolean {
  return valuesAt(value, dotted).some(({ value: found }) => found !== null && !(isList(found) && found.length === 0));
}

import { type Path } from "../protocol/provider";
import { isList, isObject, isUnknown, type ObjectValue, textOf, type Value } from "../protocol/values";
import { type Block } from "./schema";

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

/** The elements of lists and sets, and values that are none. */
export const eachElement = ({ path, value }: Found): Found[] =>
  isList(value) ? value.map((element, index) => ({ path: [...path, index], value: element })) : [{ path, value }];

/** Whether something is configured at a path with positions ("os_disk.0.name"), in a block that has such an argument. */
export function configuredAt(block: Block, config: ObjectValue, positioned: string): "set" | "unknown" | "unset" {
  const [first = ""] = positioned.split(".");
  const value = positioned
    .split(".")
    .reduce<Value | undefined>(
      (at, name) => (isUnknown(at) ? at : isList(at) ? at[Number(name)] : isObject(at) ? at[name] : undefined),
      config,
    );
  const isNoBlock = isList(value) && value.length === 0 && (positioned !== first || first in (block.block_types ?? {}));
  return isUnknown(value) ? "unknown" : value === undefined || value === null || isNoBlock ? "unset" : "set";
}

/** A path up to the first set: elements of sets have no position that a path could name. */
export function upToSet({ attributes = {}, block_types: blocks = {} }: Block, [name = "", ...rest]: Path): Path {
  const { nesting_mode: mode, block } = blocks[name] ?? {};
  if (!block) {
    const type = attributes[name]?.type;
    return Array.isArray(type) && type[0] === "set" ? [name] : [name, ...rest];
  }
  if (mode === "set" || rest.length === 0) {
    return [name];
  }
  const inside = typeof rest[0] === "number" ? 1 : 0;
  return [name, ...rest.slice(0, inside), ...(rest.length > inside ? upToSet(block, rest.slice(inside)) : [])];
}

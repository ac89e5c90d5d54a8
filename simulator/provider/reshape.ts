import { type AttributeType, type Block, type NestedBlock } from "./schema";
import { blocksOf, isList, isObject, type ObjectValue, type Value } from "../protocol/values";

/** A state in the shape of a schema. Unknown attributes are dropped, and missing ones are null. */
export function reshaped({ attributes = {}, block_types: blocks = {} }: Block, state: ObjectValue): ObjectValue {
  return {
    ...Object.fromEntries(
      Object.entries(attributes).map(([name, { type = "string" }]) => {
        const value = state[name] ?? null;
        return [name, value === null ? null : fitted(type, value)];
      }),
    ),
    ...Object.fromEntries(
      Object.entries(blocks).map(([name, nested]) => [name, reshapedBlocks(nested, state[name] ?? null)]),
    ),
  };
}

function reshapedBlocks({ block, nesting_mode: mode }: NestedBlock, value: Value): Value {
  const inside = blocksOf(value).map((one) => reshaped(block, one));
  return mode === "single" || mode === "group" ? (inside[0] ?? null) : inside;
}

/** The part of a value that matches the type. */
export function fitted(type: AttributeType, value: Value | undefined): Value {
  if (typeof type === "string") {
    return TYPES[type]?.includes(typeof value) ? (value ?? null) : null;
  }
  const [kind, inner] = type;
  if (kind === "object") {
    const fields = Object.entries(inner) as [string, AttributeType][];
    return isObject(value) ? Object.fromEntries(fields.map(([name, one]) => [name, fitted(one, value[name])])) : null;
  }
  const element = inner as AttributeType;
  if (kind === "map") {
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fitted(element, one)]))
      : {};
  }
  // A single block is an object in the state of a resource, and a list in that of a data source.
  const elements = isList(value) ? value : blocksOf(value);
  return elements.map((one) => fitted(element, one));
}

const TYPES: Readonly<Record<string, readonly string[]>> = {
  string: ["string"],
  number: ["number", "bigint"],
  bool: ["boolean"],
};

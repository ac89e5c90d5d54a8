import { type Block } from "../../provider/schema";
import { type ObjectValue, textOf, type Value } from "../../protocol/values";
import { fitted } from "../../provider/reshape";

/** A resource in the shape of a schema. Configured values stay, and unknown attributes are null. */
export function shaped(
  { attributes = {}, block_types: blocks = {} }: Block,
  config: ObjectValue,
  found: ObjectValue,
): ObjectValue {
  return {
    ...config,
    ...Object.fromEntries(
      Object.entries(attributes).map(([name, { type = "string" }]) => [
        name,
        config[name] ?? fitted(type, found[name]),
      ]),
    ),
    ...Object.fromEntries(Object.keys(blocks).map((name) => [name, config[name] ?? null])),
  };
}

export const equalText = (left: Value | undefined, right: Value | undefined): boolean =>
  textOf(left)?.toLowerCase() === textOf(right)?.toLowerCase();

import { type AttributeType, type Block } from "../../../catalog/provider-schema";
import { blocksOf, isList, isObject, type ObjectValue, textOf, type Value } from "../../protocol/values";

/** What was found, in the shape of a schema: what is configured stays, and what nobody knows is null. */
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

/** The value if it has the type, as far as it has it. */
function fitted(type: AttributeType, value: Value | undefined): Value {
  if (typeof type === "string") {
    return typeof value === TYPES[type] ? (value ?? null) : null;
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
  // A single block is an object in the state of a resource, and a list of one in that of a data source.
  const elements = isList(value) ? value : blocksOf(value);
  return elements.map((one) => fitted(element, one));
}

const TYPES: Readonly<Record<string, string>> = { string: "string", number: "number", bool: "boolean" };

export const equalText = (left: Value | undefined, right: Value | undefined): boolean =>
  textOf(left)?.toLowerCase() === textOf(right)?.toLowerCase();

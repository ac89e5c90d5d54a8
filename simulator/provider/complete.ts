import { type AttributeType, type Block } from "../../catalog/provider-schema";
import { isList, isObject, isUnknown, type ObjectValue, type Value } from "../protocol/values";

/** What the provider computes at a path that is written with dots and without positions; undefined if it has no say. */
export type Computed = (path: string) => Value | undefined;

/** The state after apply: what was to be known then is what the provider computed. */
export function completeState(block: Block, planned: ObjectValue, computed: Computed, prefix = ""): ObjectValue {
  const { attributes = {}, block_types: blocks = {} } = block;
  const nested = (name: string, value: Value): Value => {
    const inner = blocks[name]?.block;
    return inner && isObject(value) ? completeState(inner, value, computed, `${prefix}${name}.`) : value;
  };
  return Object.fromEntries(
    Object.entries(planned).map(([name, value]) => {
      if (isUnknown(value)) {
        const path = prefix + name;
        const { type = "string", optional = false } = attributes[name] ?? {};
        return [name, computed(path) ?? placeholder(type, optional ? "" : `(simulated ${path})`)];
      }
      return [name, isList(value) ? value.map((element) => nested(name, element)) : nested(name, value)];
    }),
  );
}

/**
 * A value of the type for what nobody models: text says so, unless the user could have set it, and everything else is as
 * empty as it can be.
 */
export function placeholder(type: AttributeType, text: string): Value {
  if (typeof type !== "string") {
    const [kind, inner] = type;
    return kind === "object"
      ? Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, placeholder(one as AttributeType, text)]))
      : kind === "map"
        ? {}
        : [];
  }
  switch (type) {
    case "string":
      return text;
    case "number":
      return 0;
    case "bool":
      return false;
    default:
      return null;
  }
}

import { type Attribute, type AttributeType, type Block } from "./schema";
import { isList, isObject, isUnknown, type ObjectValue, type Value } from "../protocol/values";

/** The value of an attribute. The path has dots and no indexes. */
export type ValueFor = (path: string, attribute: Attribute) => Value;

/** The state after apply, with values for everything that was unknown. */
export function completeState(block: Block, planned: ObjectValue, valueFor: ValueFor, prefix = ""): ObjectValue {
  const { attributes = {}, block_types: blocks = {} } = block;
  const nested = (name: string, value: Value): Value => {
    const inner = blocks[name]?.block;
    return inner && isObject(value) ? completeState(inner, value, valueFor, `${prefix}${name}.`) : value;
  };
  return Object.fromEntries(
    Object.entries(planned).map(([name, value]) => {
      if (isUnknown(value)) {
        return [name, valueFor(prefix + name, attributes[name] ?? {})];
      }
      return [name, isList(value) ? value.map((element) => nested(name, element)) : nested(name, value)];
    }),
  );
}

/**
 * A value for an attribute that no model covers. Computed attributes get a value whose text says what it stands for.
 * Optional ones are as empty as possible.
 */
export function placeholder({ type = "string", optional = false }: Attribute, text: string): Value {
  return ofType(type, optional ? "" : text, !optional);
}

function ofType(type: AttributeType, text: string, filled: boolean): Value {
  if (typeof type !== "string") {
    const [kind, inner] = type;
    if (kind === "object") {
      const fields = Object.entries(inner) as [string, AttributeType][];
      return Object.fromEntries(fields.map(([name, one]) => [name, ofType(one, text, filled)]));
    }
    return kind === "map" ? {} : filled ? [ofType(inner as AttributeType, text, filled)] : [];
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

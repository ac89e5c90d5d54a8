import { isList, isObject, type ObjectValue, type Value } from "../protocol/values";
import { type TypeRules } from "./type-rules";

/** A state with the provider's defaults for arguments that are not configured, in the resource and in its blocks. */
export function withDefaults(state: ObjectValue, { default: defaults = {} }: TypeRules): ObjectValue {
  return Object.entries(defaults).reduce((filled, [path, value]) => withDefault(filled, path.split("."), value), state);
}

function withDefault(state: ObjectValue, [name = "", ...rest]: readonly string[], value: Value): ObjectValue {
  const present = state[name] ?? null;
  const filled = rest.length === 0 ? (present ?? value) : inBlocks(present, (block) => withDefault(block, rest, value));
  return filled === present ? state : { ...state, [name]: filled };
}

function inBlocks(value: Value, change: (block: ObjectValue) => ObjectValue): Value {
  if (isObject(value)) {
    return change(value);
  }
  const changed = isList(value) ? value.map((one) => (isObject(one) ? change(one) : one)) : value;
  return isList(value) && isList(changed) && changed.every((one, index) => one === value[index]) ? value : changed;
}

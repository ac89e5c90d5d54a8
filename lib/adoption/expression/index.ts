// Evaluates Terraform expressions without Terraform, as far as names, ids and keys need it.
export { evaluate } from "./evaluate";
export { type Scope } from "./expression";
export {
  asText,
  isList,
  isObject,
  NotKnown,
  notKnownIn,
  type ObjectValue,
  partOf,
  ResourceInstance,
  type Step,
  type Value,
} from "./value";

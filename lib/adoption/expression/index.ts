// Terraform's expressions without Terraform: only what names, ids and keys are made with.
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

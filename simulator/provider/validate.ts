import { type Attribute, type Block, type NestedBlock } from "../../tools/catalog/provider-schema";
import { type Diagnostic, type Path } from "../protocol/provider";
import { elementsOf, isObject, type ObjectValue, type Value } from "../protocol/values";
import { type ResourceRules } from "./resource-rules";
import { isSet } from "./values-at";

/**
 * The validation that Terraform leaves to the provider: arguments that only the provider sets, required ones that are
 * null, and arguments that exclude or need each other. Terraform has already checked names and types.
 */
export function validateConfig(block: Block, config: ObjectValue, rules: ResourceRules = {}): Diagnostic[] {
  return [...inBlock(block, config, []), ...inRules(rules, config)];
}

function inBlock({ attributes = {}, block_types: blocks = {} }: Block, config: ObjectValue, path: Path): Diagnostic[] {
  return [
    ...Object.entries(attributes).flatMap(([name, attribute]) =>
      inAttribute(name, attribute, config[name] ?? null, [...path, name]),
    ),
    ...Object.entries(blocks).flatMap(([name, nested]) => inNestedBlock(nested, config[name], [...path, name])),
  ];
}

function inAttribute(name: string, attribute: Attribute, value: Value, path: Path): Diagnostic[] {
  const { required = false, optional = false, computed = false } = attribute;
  if (required && value === null) {
    const detail = `The argument "${name}" is required, but no definition was found.`;
    return [{ severity: "error", summary: "Missing required argument", detail, path }];
  }
  // Every schema declares id as optional, for Terraform's own use.
  const settable = required || (optional && !(computed && name === "id" && path.length === 1));
  if (!settable && value !== null) {
    const detail = `Can't configure a value for "${name}": its value will be decided automatically based on the result of applying this configuration.`;
    return [{ severity: "error", summary: "Value for unconfigurable attribute", detail, path }];
  }
  return [];
}

function inNestedBlock({ nesting_mode: mode, block }: NestedBlock, value: Value | undefined, path: Path): Diagnostic[] {
  if (isObject(value)) {
    return inBlock(block, value, path);
  }
  // Elements of a set have no index for a diagnostic.
  return elementsOf(value).flatMap((element, index) =>
    isObject(element)
      ? inBlock(block, element, [...path, index]).map((found) => (mode === "set" ? { ...found, path } : found))
      : [],
  );
}

function inRules(rules: ResourceRules, config: ObjectValue): Diagnostic[] {
  const set = (names: readonly string[]): string[] => names.filter((name) => isSet(config, name));
  const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");
  const { exactlyOneOf = [], atLeastOneOf = [], conflictsWith = [], requiredWith = [] } = rules;
  return [
    ...exactlyOneOf
      .filter((names) => set(names).length !== 1)
      .map((names) => invalid(`exactly one of ${listed(names)} has to be set`, set(names))),
    ...atLeastOneOf
      .filter((names) => set(names).length === 0)
      .map((names) => invalid(`one of ${listed(names)} has to be set`, [])),
    ...conflictsWith
      .filter((names) => set(names).length > 1)
      .map((names) => invalid(`only one of ${listed(names)} can be set`, set(names))),
    ...requiredWith
      .filter(([first = "", ...others]) => isSet(config, first) && set(others).length < others.length)
      .map(([first = "", ...others]) => invalid(`"${first}" needs ${listed(others)}`, [first])),
  ];
}

function invalid(detail: string, [at]: readonly string[]): Diagnostic {
  return {
    severity: "error",
    summary: "Invalid combination of arguments",
    detail,
    ...(at !== undefined && { path: at.split(".").slice(0, 1) }),
  };
}

import { type Attribute, type Block, type NestedBlock } from "./schema";
import { type Diagnostic, type Path } from "../protocol/provider";
import { elementsOf, isObject, type ObjectValue, type Value } from "../protocol/values";
import { companionProblems } from "./companions";
import { type TypeRules } from "./type-rules";
import { valueProblems } from "./value-problems";

/**
 * The validation that Terraform leaves to the provider: arguments that only the provider sets, required ones that are
 * null, arguments that exclude or need each other, and values. Terraform has already checked names and types.
 */
export function validateConfig(block: Block, config: ObjectValue, rules: TypeRules = {}): Diagnostic[] {
  return [
    ...inBlock(block, config, []),
    ...companionProblems(block, config, rules),
    ...valueProblems(block, config, rules),
  ];
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

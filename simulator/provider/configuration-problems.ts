import { type AttributeType, type Block } from "./schema";
import { isList, isObject, type ObjectValue, type Value } from "../protocol/values";

/** Terraform's errors about names and types in a configuration that Terraform has not validated. */
export function configurationProblems(
  { attributes = {}, block_types: blocks = {} }: Block,
  config: ObjectValue,
  prefix = "",
): string[] {
  return Object.entries(config).flatMap(([name, value]) => {
    const block = Object.hasOwn(blocks, name) ? blocks[name]?.block : undefined;
    if (block) {
      const elements = isList(value) ? value : [value];
      return elements.flatMap((one) =>
        isObject(one) ? configurationProblems(block, one, `${prefix}${name}.`) : [`${prefix}${name} is a block`],
      );
    }
    const type = Object.hasOwn(attributes, name) ? (attributes[name]?.type ?? "dynamic") : undefined;
    if (type === undefined) {
      return [`there is no ${prefix}${name}`];
    }
    return value === null || fits(type, value) ? [] : [`${prefix}${name} is of type ${JSON.stringify(type)}`];
  });
}

function fits(type: AttributeType, value: Value): boolean {
  if (typeof type === "string") {
    return type === "dynamic" || typeof value === (type === "bool" ? "boolean" : type);
  }
  const [kind, inner] = type;
  if (kind === "object") {
    return isObject(value);
  }
  return kind === "map"
    ? isObject(value) && Object.values(value).every((one) => fits(inner as AttributeType, one))
    : isList(value) && value.every((one) => fits(inner as AttributeType, one));
}

import { type Block, type Schema } from "../../catalog/provider-schema";
import { isList, isObject, type ObjectValue, textOf, type Value } from "../protocol/values";
import { completeState } from "../provider/complete";
import { planState } from "../provider/plan";
import { type ConfiguredAccount } from "./account";
import { armIdOf } from "./arm-id";
import { type Azure } from "./azure";
import { type Resource } from "./inventory";
import { type Computed } from "./model";
import { modelOf } from "./models";

/**
 * Puts something there before any deploy. Attributes are those of the Terraform resource; whatever is left out, required
 * or not, is made up.
 */
export function declareResource(
  azure: Azure,
  type: string,
  schema: Schema,
  attributes: ObjectValue,
  account: ConfiguredAccount,
): Resource {
  const unknown = unknownNames(schema.block, attributes, "");
  if (unknown.length > 0) {
    throw new Error(`${type} has no ${unknown.join(", ")}`);
  }
  const planned = planState(schema.block, withAllBlocks(schema.block, attributes), null);
  const request = { azure, account, type, schema, attributes: planned };
  const model = modelOf(type);
  const newGuid = (): string => azure.newGuid(type, JSON.stringify(attributes));
  const id =
    textOf(attributes.id) ??
    model.idOf?.(request) ??
    (type.startsWith("azurerm_") ? armIdOf(type, planned, account, newGuid) : newGuid());
  if (azure.inventory.find(id, type)) {
    throw new Error(`${type} ${id} exists already`);
  }
  const write = { ...request, id, before: undefined };
  const computed: Computed = { ...model.compute(write), id };
  const state = completeState(schema.block, planned, (path) => computed[path]);
  const resource = { id, type, account, state: model.keep(state, write, computed), declared: true };
  azure.inventory.put(resource);
  return resource;
}

function unknownNames(
  { attributes = {}, block_types: blocks = {} }: Block,
  value: ObjectValue,
  prefix: string,
): string[] {
  return Object.entries(value).flatMap(([name, child]) => {
    const block = blocks[name]?.block;
    if (!block) {
      return name in attributes ? [] : [prefix + name];
    }
    const elements = isList(child) ? child : [child];
    return elements.flatMap((one) => (isObject(one) ? unknownNames(block, one, `${prefix}${name}.`) : []));
  });
}

/** Blocks as Terraform has them: a list even of one, and empty where there is none. */
function withAllBlocks({ block_types: blocks = {} }: Block, value: ObjectValue): ObjectValue {
  const complete = Object.entries(blocks).map(([name, { nesting_mode: mode, block }]): [string, Value] => {
    const child = value[name] ?? null;
    if (mode === "single" || mode === "group") {
      return [name, isObject(child) ? withAllBlocks(block, child) : null];
    }
    const elements = isList(child) ? child : child === null ? [] : [child];
    return [name, elements.map((one) => (isObject(one) ? withAllBlocks(block, one) : one))];
  });
  return { ...value, ...Object.fromEntries(complete) };
}

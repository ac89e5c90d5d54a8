import { type AttributeType, type Block, type Schema } from "../../tools/catalog/provider-schema";
import { identityKindsOf } from "../../simulator/azure/identity-support";
import { type Version } from "../../simulator/azure/releases";
import { type ResourceRules } from "../../simulator/provider/resource-rules";
import { type Json, type JsonObject } from "./conformance";

/** How much of a type is configured: what it demands, or everything that its rules let stand together. */
export type Extent = "least" | "most";

/** A configuration of a resource type that its schema and rules allow. */
export function anyConfiguration(schema: Schema, rules: ResourceRules, extent: Extent, valueOf: ValueOf): JsonObject {
  const config = anyBlock(schema.block, extent, valueOf);
  delete config.id;
  delete config.timeouts;
  const { exactlyOneOf = [], atLeastOneOf = [], conflictsWith = [], requiredWith = [] } = rules;
  for (const [first = "", ...others] of [...exactlyOneOf, ...conflictsWith]) {
    const present = [first, ...others].filter((name) => has(config, name));
    present.slice(1).forEach((name) => {
      remove(config, name);
    });
  }
  const groups = [...exactlyOneOf, ...atLeastOneOf];
  const uses = (name: string): number => [...groups, ...conflictsWith].filter((names) => names.includes(name)).length;
  for (const names of groups.filter((group) => !group.some((name) => has(config, name)))) {
    const [first = ""] = [...names].sort((left, right) => uses(left) - uses(right));
    add(config, schema.block, first.split("."), valueOf);
  }
  for (const [first = "", ...others] of requiredWith) {
    if (others.some((name) => !has(config, name))) {
      remove(config, first);
    }
  }
  return config;
}

/** An identity block that the type takes. */
export function anyIdentity(type: string, version: Version, identityId: string): Json | undefined {
  const kinds = identityKindsOf(type, version);
  if (!kinds) {
    return undefined;
  }
  return kinds.includes("SystemAssigned")
    ? [{ type: "SystemAssigned" }]
    : [{ type: "UserAssigned", identity_ids: [identityId] }];
}

type Mutable = Record<string, Json>;
type ValueOf = (name: string, type: AttributeType) => Json | undefined;

function anyBlock({ attributes = {}, block_types: blocks = {} }: Block, extent: Extent, valueOf: ValueOf): Mutable {
  const config: Mutable = {};
  for (const [name, { type = "string", required = false, optional = false, deprecated = false }] of Object.entries(
    attributes,
  )) {
    if (required || (extent === "most" && optional && !deprecated)) {
      config[name] = valueOf(name, type) ?? anyValue(type);
    }
  }
  for (const [name, { block, min_items: min = 0 }] of Object.entries(blocks)) {
    if (min > 0 || extent === "most") {
      config[name] = Array.from({ length: Math.max(1, min) }, () => anyBlock(block, extent, valueOf));
    }
  }
  return config;
}

function anyValue(type: AttributeType): Json {
  if (typeof type !== "string") {
    const [kind, inner] = type;
    return kind === "object"
      ? Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, anyValue(one as AttributeType)]))
      : kind === "map"
        ? { key: anyValue(inner as AttributeType) }
        : [anyValue(inner as AttributeType)];
  }
  return type === "number" ? 1 : type === "bool" ? true : "text";
}

function add(
  config: Mutable,
  { attributes = {}, block_types: blocks = {} }: Block,
  [name = "", ...rest]: string[],
  valueOf: ValueOf,
): void {
  const block = blocks[name]?.block;
  if (!block) {
    const { type = "string" } = attributes[name] ?? {};
    config[name] = valueOf(name, type) ?? anyValue(type);
    return;
  }
  const present = config[name] ?? [anyBlock(block, "least", valueOf)];
  config[name] = present;
  if (rest.length > 0 && Array.isArray(present)) {
    add(present[0] as Mutable, block, rest, valueOf);
  }
}

function has(config: Mutable, path: string): boolean {
  const [first = "", ...rest] = path.split(".");
  const value = config[first];
  return (
    value !== undefined &&
    (rest.length === 0 || !Array.isArray(value) || has((value[0] ?? {}) as Mutable, rest.join(".")))
  );
}

function remove(config: Mutable, path: string): void {
  const [first = "", ...rest] = path.split(".");
  const value = config[first];
  if (rest.length > 0 && Array.isArray(value)) {
    value.forEach((element) => {
      remove(element as Mutable, rest.join("."));
    });
  } else {
    Reflect.deleteProperty(config, first);
  }
}

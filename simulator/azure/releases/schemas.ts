import {
  AZURERM,
  type Attribute,
  type AttributeType,
  type Block,
  NEWEST,
  OLDEST,
  type ProviderSchema,
  providerSchema,
  readReleaseSchemas,
  type Release,
  type Schema,
} from "../../../tools/catalog/provider-schema";
import { type Addition, ADDITIONS } from "./additions";
import { type Version, versionOf } from "./version";

/**
 * Blocks that exist without being configured. The real provider plans them with the freedoms of the old SDK. Here they
 * are attributes, which can be known after apply.
 */
const COMPUTED_BLOCKS: Readonly<Record<string, readonly string[]>> = {
  azurerm_kubernetes_cluster: ["kubelet_identity"],
};

/** Additions to azurerm after the release whose schema serves a version. */
export const additionsTo = (version: Version): Addition[] =>
  ADDITIONS.filter(({ since }) => versionOf(since) <= version && version < versionOf("5.0.0"));

/** The schema of a provider in a version of a release. Cached, because it is large. */
export function schemaOf(source: string, release: Release, version: Version): ProviderSchema {
  const additions = source === AZURERM && release === OLDEST ? additionsTo(version) : [];
  const key = [source, release.azurerm, additions.length].join(" ");
  return remembered(schemas, key, () => {
    const schema = withComputedBlocks(readSchema(release, source));
    return additions.reduce(withAddition, schema);
  });
}

const schemas = new Map<string, ProviderSchema>();
const files = new Map<Release, ReturnType<typeof readReleaseSchemas>>();

function readSchema(release: Release, source: string): ProviderSchema {
  return providerSchema(
    remembered(files, release, () => readReleaseSchemas(release)),
    source,
  );
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function withAddition(provider: ProviderSchema, addition: Addition): ProviderSchema {
  const { type, attributes } = addition;
  const newer = readSchema(NEWEST, AZURERM).resource_schemas[type];
  const present = provider.resource_schemas[type];
  if (!newer || (attributes && !present)) {
    throw new Error(`${type} came to azurerm, but is not in its schema`);
  }
  const schema = attributes && present ? withAttributes(present, newer, addition) : newer;
  return { ...provider, resource_schemas: { ...provider.resource_schemas, [type]: schema } };
}

function withAttributes(
  { version, block }: Schema,
  newer: Schema,
  { attributes = [], optional = [], rules = {} }: Addition,
): Schema {
  const present = { ...newer.block.attributes, ...block.attributes };
  // The provider sets the others of arguments that exclude each other.
  const filledIn = [...optional, ...(rules.exactlyOneOf ?? []).flat()];
  const changed = [...optional, ...attributes].map((name): [string, Attribute] => [
    name,
    { ...present[name], required: false, optional: true, ...(filledIn.includes(name) && { computed: true }) },
  ]);
  return { version, block: { ...block, attributes: { ...block.attributes, ...Object.fromEntries(changed) } } };
}

function withComputedBlocks(provider: ProviderSchema): ProviderSchema {
  const changed = Object.entries(COMPUTED_BLOCKS).flatMap(([type, names]) => {
    const schema = provider.resource_schemas[type];
    return schema ? [[type, { ...schema, block: names.reduce(asAttribute, schema.block) }] as const] : [];
  });
  return { ...provider, resource_schemas: { ...provider.resource_schemas, ...Object.fromEntries(changed) } };
}

function asAttribute(block: Block, name: string): Block {
  const { [name]: nested, ...others } = block.block_types ?? {};
  const fields = Object.entries(nested?.block.attributes ?? {}).map(([field, { type = "string" }]) => [field, type]);
  const type: AttributeType = ["list", ["object", Object.fromEntries(fields) as Record<string, AttributeType>]];
  return {
    attributes: { ...block.attributes, [name]: { type, optional: true, computed: true } },
    block_types: others,
  };
}

import {
  AZUREAD,
  AZURERM,
  type AttributeType,
  type Block,
  type ProviderSchema,
  OLDEST,
  providerSchema,
  readReleaseSchemas,
  type Schema,
} from "../../catalog/provider-schema";

/**
 * Blocks that are there without being configured. The real provider plans them with the freedoms of old SDKs; here they
 * are attributes, which can be known after apply.
 */
const COMPUTED_BLOCKS: Readonly<Record<string, readonly string[]>> = {
  azurerm_kubernetes_cluster: ["kubelet_identity"],
};

let loaded: ReadonlyMap<string, ProviderSchema> | undefined;

/** The schemas of the providers that are simulated, by source address. */
export function simulatedSchemas(): ReadonlyMap<string, ProviderSchema> {
  if (!loaded) {
    const all = readReleaseSchemas(OLDEST);
    loaded = new Map([AZURERM, AZUREAD].map((source) => [source, withComputedBlocks(providerSchema(all, source))]));
  }
  return loaded;
}

export const isResourceType = (type: string): boolean =>
  [...simulatedSchemas().values()].some(({ resource_schemas: schemas }) => Object.hasOwn(schemas, type));

/** @throws if no simulated provider has the type */
export function resourceSchema(type: string): Schema {
  for (const { resource_schemas: schemas } of simulatedSchemas().values()) {
    const schema = Object.hasOwn(schemas, type) ? schemas[type] : undefined;
    if (schema) {
      return schema;
    }
  }
  throw new Error(`neither azurerm nor azuread has a resource type ${type}`);
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

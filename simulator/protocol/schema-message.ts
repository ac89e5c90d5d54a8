import { type Attribute, type Block, type NestedBlock, type ProviderSchema, type Schema } from "../provider/schema";
import { responseOf } from "./messages";

/** The whole response to GetProviderSchema, encoded, because it is large and constant. */
export function encodeProviderSchema(schema: ProviderSchema): Uint8Array {
  const response = responseOf("GetProviderSchema");
  return response
    .encode(
      response.create({
        provider: schemaMessage(schema.provider),
        resource_schemas: mapValues(schema.resource_schemas, schemaMessage),
        data_source_schemas: mapValues(schema.data_source_schemas, schemaMessage),
        server_capabilities: { get_provider_schema_optional: true },
      }),
    )
    .finish();
}

function schemaMessage({ version, block }: Schema): object {
  return { version, block: blockMessage(block) };
}

function blockMessage({ attributes = {}, block_types: blocks = {} }: Block): object {
  return {
    attributes: Object.entries(attributes).map(([name, attribute]) => attributeMessage(name, attribute)),
    block_types: Object.entries(blocks).map(([name, block]) => nestedBlockMessage(name, block)),
  };
}

function attributeMessage(name: string, { type, ...flags }: Attribute): object {
  return { ...flags, name, type: Buffer.from(JSON.stringify(type)) };
}

const NESTING = { single: 1, list: 2, set: 3, map: 4, group: 5 };

function nestedBlockMessage(name: string, { nesting_mode: mode, block, min_items, max_items }: NestedBlock): object {
  return { type_name: name, nesting: NESTING[mode], block: blockMessage(block), min_items, max_items };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The parts of `terraform providers schema -json` that the project uses. */
export interface ProviderSchemas {
  readonly format_version: string;
  readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
}

export interface ProviderSchema {
  readonly provider: Schema;
  readonly resource_schemas: Readonly<Record<string, Schema>>;
  readonly data_source_schemas: Readonly<Record<string, Schema>>;
}

export interface Schema {
  readonly version: number;
  readonly block: Block;
}

export interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, NestedBlock>>;
}

export interface NestedBlock {
  readonly nesting_mode: "single" | "group" | "list" | "set" | "map";
  readonly block: Block;
  readonly min_items?: number;
  readonly max_items?: number;
}

export interface NestedAttributes {
  readonly nesting_mode: "single" | "list" | "set" | "map";
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** Terraform's type notation: `"string"`, `["list", "string"]`, `["object", { name: "string" }]`. */
export type AttributeType = string | readonly [string, AttributeType | Readonly<Record<string, AttributeType>>];

export interface Attribute {
  readonly type?: AttributeType;
  readonly nested_type?: NestedAttributes;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
}

export const AZURERM = "registry.terraform.io/hashicorp/azurerm";
export const AZUREAD = "registry.terraform.io/hashicorp/azuread";
/** The provider releases with schemas here: the oldest supported one, and one of the newest major version. */
export const RELEASES = [
  { azurerm: "4.55.0", azuread: "3.7.0" },
  { azurerm: "5.2.0", azuread: "3.9.0" },
] as const;

export type Release = (typeof RELEASES)[number];

export const [OLDEST, NEWEST] = RELEASES;

export function schemaFile({ azurerm, azuread }: Release): string {
  return join(__dirname, `azurerm-${azurerm}_azuread-${azuread}.schema.generated.json.gz`);
}

export function readReleaseSchemas(release: Release): ProviderSchemas {
  return readProviderSchemas(schemaFile(release));
}

/** Reads output of `terraform providers schema -json`, plain or gzipped, complete or compact. */
export function readProviderSchemas(file: string): ProviderSchemas {
  const bytes = readFileSync(file);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString("utf8")) as ProviderSchemas;
}

/**
 * The schema of one provider.
 *
 * @throws if the file does not contain it
 */
export function providerSchema(schemas: ProviderSchemas, source: string): ProviderSchema {
  const schema = schemas.provider_schemas[source];
  if (!schema) {
    throw new Error(`no schema of ${source}; the file holds ${Object.keys(schemas.provider_schemas).join(", ")}`);
  }
  return schema;
}

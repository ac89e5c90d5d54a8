/** The parts of a provider schema from `terraform providers schema -json` that the project uses. */
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

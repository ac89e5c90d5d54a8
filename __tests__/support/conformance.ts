import { NEWEST, OLDEST, type Release, releaseData } from "../../simulator/data";
import {
  type Attribute,
  type AttributeType,
  type Block,
  type NestedBlock,
  type ProviderSchema,
  type Schema,
} from "../../simulator/provider/schema";
import azapiSchemas from "./bindings/azapi.schema.json";

/**
 * Compares synthesized Terraform JSON with the provider schemas: no unknown argument, no missing one, no value of the
 * wrong type, no block too many or too few. Expressions are taken to be right.
 */
export function conformanceProblems(terraform: TerraformJson): string[] {
  const schemas = schemasOf(pinned(terraform));
  return [
    ...Object.entries(terraform.resource ?? {}).flatMap(([type, elements]) =>
      ofType("resource", type, elements, schemas),
    ),
    ...Object.entries(terraform.data ?? {}).flatMap(([type, elements]) => ofType("data", type, elements, schemas)),
    ...Object.entries(terraform.provider ?? {}).flatMap(([name, blocks]) =>
      blocks.flatMap((block) => inBlock(without(block, ["alias"]), schemas.providers[name]?.block, `provider.${name}`)),
    ),
  ];
}

/** The release whose schema the configuration has to conform to: that of the major version of azurerm that it pins. */
function pinned({ terraform }: TerraformJson): Release {
  const version = terraform?.required_providers?.azurerm?.version ?? OLDEST.azurerm;
  const isNewest = Number(version.split(".")[0]) >= Number(NEWEST.azurerm.split(".")[0]);
  return isNewest ? NEWEST : OLDEST;
}

export type Json = null | string | number | boolean | Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
export interface TerraformJson {
  readonly terraform?: {
    readonly required_providers?: Readonly<Record<string, { readonly version?: string } | undefined>>;
  };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly provider?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly output?: Readonly<Record<string, JsonObject>>;
}

interface Schemas {
  readonly resource: Readonly<Record<string, Schema>>;
  readonly data: Readonly<Record<string, Schema>>;
  readonly providers: Readonly<Record<string, Schema>>;
}

/** terraform_data is part of Terraform itself: https://developer.hashicorp.com/terraform/language/resources/terraform-data */
const TERRAFORM_DATA: Schema = {
  version: 0,
  block: {
    attributes: {
      id: { type: "string", computed: true },
      input: { type: "dynamic", optional: true },
      output: { type: "dynamic", computed: true },
      triggers_replace: { type: "dynamic", optional: true },
    },
  },
};

/** So is terraform_remote_state: https://developer.hashicorp.com/terraform/language/state/remote-state-data */
const TERRAFORM_REMOTE_STATE: Schema = {
  version: 0,
  block: {
    attributes: {
      backend: { type: "string", required: true },
      config: { type: "dynamic", optional: true },
      defaults: { type: "dynamic", optional: true },
      outputs: { type: "dynamic", computed: true },
      workspace: { type: "string", optional: true },
    },
  },
};

const loaded = new Map<Release, Schemas>();

function schemasOf(release: Release): Schemas {
  const known = loaded.get(release);
  if (known) {
    return known;
  }
  const azurerm = releaseData("azurerm", release.azurerm).schema;
  const azuread = releaseData("azuread", release.azuread).schema;
  const { "registry.terraform.io/azure/azapi": azapi } = azapiSchemas.provider_schemas as unknown as Record<
    "registry.terraform.io/azure/azapi",
    ProviderSchema
  >;
  const schemas = {
    resource: {
      ...azurerm.resource_schemas,
      ...azuread.resource_schemas,
      ...azapi.resource_schemas,
      terraform_data: TERRAFORM_DATA,
    },
    data: {
      ...azurerm.data_source_schemas,
      ...azuread.data_source_schemas,
      ...azapi.data_source_schemas,
      terraform_remote_state: TERRAFORM_REMOTE_STATE,
    },
    providers: { azurerm: azurerm.provider, azuread: azuread.provider, azapi: azapi.provider },
  };
  loaded.set(release, schemas);
  return schemas;
}

/** What Terraform itself takes, in resources, data sources and providers. */
const META_ARGUMENTS = [
  "//",
  "alias",
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
];

function ofType(
  kind: "resource" | "data",
  type: string,
  elements: Readonly<Record<string, JsonObject>>,
  schemas: Schemas,
): string[] {
  return Object.entries(elements).flatMap(([name, element]) =>
    inBlock(without(element, META_ARGUMENTS), schemas[kind][type]?.block, `${kind}.${type}.${name}`),
  );
}

function without(element: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(element).filter(([key]) => !keys.includes(key)));
}

function inBlock(value: JsonObject, schema: Block | undefined, path: string): string[] {
  if (!schema) {
    return [`${path}: unknown type`];
  }
  const { attributes = {}, block_types: blocks = {} } = schema;
  return [
    ...Object.keys(value)
      .filter((key) => !(key in attributes) && !(key in blocks))
      .map((key) => `${path}.${key}: unknown argument`),
    ...Object.entries(attributes).flatMap(([key, attribute]) => inAttribute(value[key], attribute, `${path}.${key}`)),
    ...Object.entries(blocks).flatMap(([key, block]) => inNestedBlock(value[key], block, `${path}.${key}`)),
  ];
}

function inAttribute(value: Json | undefined, attribute: Attribute, path: string): string[] {
  if (value === undefined || value === null) {
    return attribute.required === true ? [`${path}: required and missing`] : [];
  }
  if (attribute.computed === true && attribute.optional !== true) {
    return [`${path}: set by the provider, cannot be configured`];
  }
  return attribute.type === undefined || fits(value, attribute.type)
    ? []
    : [`${path}: ${JSON.stringify(value)} is no ${JSON.stringify(attribute.type)}`];
}

function inNestedBlock(value: Json | undefined, schema: NestedBlock, path: string): string[] {
  const blocks = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  const { min_items: min = 0, max_items: max = schema.nesting_mode === "single" ? 1 : Infinity } = schema;
  return [
    ...(blocks.length < min ? [`${path}: ${String(blocks.length)} blocks, at least ${String(min)} needed`] : []),
    ...(blocks.length > max ? [`${path}: ${String(blocks.length)} blocks, at most ${String(max)} allowed`] : []),
    ...blocks.flatMap((block) =>
      isObject(block) ? inBlock(block, schema.block, path) : [`${path}: ${JSON.stringify(block)} is no block`],
    ),
  ];
}

/** Terraform converts between text, numbers and booleans where the text allows it. */
function fits(value: Json, type: AttributeType): boolean {
  if (typeof value === "string" && value.includes("${")) {
    return true;
  }
  if (typeof type !== "string") {
    const [kind, element] = type;
    if (kind === "map" || kind === "object") {
      return isObject(value);
    }
    return Array.isArray(value) && value.every((item) => fits(item, element as AttributeType));
  }
  switch (type) {
    case "string":
      return ["string", "number", "boolean"].includes(typeof value);
    case "number":
      return typeof value === "number" || (typeof value === "string" && value.trim() !== "" && !isNaN(Number(value)));
    case "bool":
      return typeof value === "boolean" || value === "true" || value === "false";
    default:
      return type === "dynamic";
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

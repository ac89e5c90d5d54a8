import { lazyRecord, NEWEST, OLDEST, type ProviderName, type ReleaseData, releaseData } from "../../data";
import { type Attribute, type AttributeType, type Block, type Schema } from "../../provider/schema";
import { type TypeRules } from "../../provider/type-rules";
import { type Addition, ADDITIONS, IN_PLACE_SINCE } from "./additions";
import { type Version, versionOf } from "./version";

/**
 * Blocks that exist without being configured. The real provider plans them with the freedoms of the old SDK. Here they
 * are attributes, which can be known after apply.
 */
const COMPUTED_BLOCKS: Readonly<Record<string, readonly string[]>> = {
  azurerm_kubernetes_cluster: ["kubelet_identity"],
};

/** Additions to azurerm after the release whose data serves a version. */
const additionsTo = (version: Version): Addition[] =>
  ADDITIONS.filter(({ since }) => versionOf(since) <= version && version < versionOf("5.0.0"));

/** The data of a provider in a version of a release. Cached, because it is large. */
export function servedData(provider: ProviderName, release: string, version: Version): ReleaseData {
  const isOldest = provider === "azurerm" && release === OLDEST.azurerm;
  const additions = isOldest ? additionsTo(version) : [];
  const before = provider === "azurerm" ? IN_PLACE_SINCE.filter(({ since }) => version < versionOf(since)) : [];
  const key = [provider, release, additions.length, before.length].join(" ");
  const known = served.get(key) ?? changed(releaseData(provider, release), additions, before);
  served.set(key, known);
  return known;
}

const served = new Map<string, ReleaseData>();

function changed(
  data: ReleaseData,
  additions: readonly Addition[],
  replacing: readonly { readonly type: string; readonly arguments: readonly string[] }[],
): ReleaseData {
  const schemas: Changes<Schema> = [
    ...Object.entries(COMPUTED_BLOCKS)
      .filter(([type]) => Object.hasOwn(data.schema.resource_schemas, type))
      .map(([type, names]): Change<Schema> => [type, (schema) => withComputedBlocks(schema!, names)]),
    ...additions.map((addition): Change<Schema> => [addition.type, (schema) => withAddition(schema, addition)]),
  ];
  const rules: Changes<TypeRules> = [
    ...replacing.map(({ type, arguments: names }): Change<TypeRules> => [
      type,
      (known) => ({ ...known, forceNew: [...new Set([...(known?.forceNew ?? []), ...names])] }),
    ]),
    ...additions.map((addition): Change<TypeRules> => [addition.type, (known) => withAddedRules(known, addition)]),
  ];
  return {
    schema: { ...data.schema, resource_schemas: withChanges(data.schema.resource_schemas, schemas) },
    resourceRules: withChanges(data.resourceRules, rules),
    dataSourceRules: data.dataSourceRules,
  };
}

type Change<T> = readonly [type: string, change: (value: T | undefined) => T];
type Changes<T> = readonly Change<T>[];

/** A record with other values for some names. Values are still computed on demand. */
function withChanges<T>(record: Readonly<Record<string, T>>, changes: Changes<T>): Record<string, T> {
  return changes.reduce<Record<string, T>>((all, [type, change]) => {
    let made: T | undefined;
    const added = lazyRecord([[type, () => (made ??= change(all[type]))]]);
    return Object.defineProperties({}, { ...descriptors(all), ...descriptors(added) });
  }, record);
}

const descriptors = (record: object): PropertyDescriptorMap => Object.getOwnPropertyDescriptors(record);

const newest = (): ReleaseData => releaseData("azurerm", NEWEST.azurerm);

function withAddition(present: Schema | undefined, addition: Addition): Schema {
  const { type, attributes } = addition;
  const newer = newest().schema.resource_schemas[type];
  if (!newer || (attributes && !present)) {
    throw new Error(`${type} came to azurerm, but is not in its schema`);
  }
  return attributes && present ? withAttributes(present, newer, addition) : newer;
}

function withAttributes(
  { version, block }: Schema,
  newer: Schema,
  { attributes = [], optional = [], rules = {} }: Addition,
): Schema {
  const present = { ...newer.block.attributes, ...block.attributes };
  // The provider sets the others of arguments that exclude each other.
  const filledIn = [...optional, ...Object.keys(rules.exactlyOneOf ?? {})];
  const other = [...optional, ...attributes].map((name): [string, Attribute] => [
    name,
    { ...present[name], required: false, optional: true, ...(filledIn.includes(name) && { computed: true }) },
  ]);
  return { version, block: { ...block, attributes: { ...block.attributes, ...Object.fromEntries(other) } } };
}

/** The rules of a type, with the newer release's rules for additions. */
function withAddedRules(present: TypeRules | undefined, { type, attributes, rules = {} }: Addition): TypeRules {
  const newer = newest().resourceRules[type] ?? {};
  if (!attributes || !present) {
    return newer;
  }
  const added = <T>(paths: Readonly<Record<string, T>> = {}): Record<string, T> =>
    Object.fromEntries(Object.entries(paths).filter(([path]) => attributes.includes(path)));
  return {
    ...present,
    values: { ...present.values, ...added(newer.values) },
    refusal: { ...present.refusal, ...added(newer.refusal) },
    idFormats: { ...present.idFormats, ...added(newer.idFormats) },
    forceNew: [
      ...(present.forceNew ?? []),
      ...(newer.forceNew ?? []).filter((path) => attributes.includes(path)),
      ...(rules.forceNew ?? []),
    ],
    exactlyOneOf: { ...present.exactlyOneOf, ...rules.exactlyOneOf },
    conflictsWith: { ...present.conflictsWith, ...rules.conflictsWith },
  };
}

const withComputedBlocks = (schema: Schema, names: readonly string[]): Schema => ({
  ...schema,
  block: names.reduce(asAttribute, schema.block),
});

function asAttribute(block: Block, name: string): Block {
  const { [name]: nested, ...others } = block.block_types ?? {};
  const fields = Object.entries(nested?.block.attributes ?? {}).map(([field, { type = "string" }]) => [field, type]);
  const type: AttributeType = ["list", ["object", Object.fromEntries(fields) as Record<string, AttributeType>]];
  return {
    attributes: { ...block.attributes, [name]: { type, optional: true, computed: true } },
    block_types: others,
  };
}

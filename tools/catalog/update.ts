import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { brotliCompressSync, constants, gunzipSync } from "node:zlib";
import { dataFile, type Entry, NEWEST, OLDEST, type ProviderName, type Release } from "../../simulator/data";
import { type Block, type ProviderSchema, type Schema } from "../../simulator/provider/schema";
import { type TypeRules } from "../../simulator/provider/type-rules";
import { compactSchema } from "./compact-schema";
import { rulesWithoutData, withWhatIsInCode } from "./in-code";
import { missingTypes } from "./missing-types";

/**
 * Adds a provider release: writes the simulator's data, and everything that is generated from it.
 *
 *   npm run catalog:update -- <schema> <rules>…
 *
 * @param schema output of `terraform providers schema -json`, optionally gzipped
 * @param rules the rules of a provider binary, in a file named after its release: azurerm-5.2.0.json[.gz]. For the
 * newest release, or again for the oldest; simulator/data/releases.json names both.
 */
interface Schemas {
  readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
}

interface ProviderRules {
  readonly resources: Readonly<Record<string, TypeRules>>;
  readonly dataSources: Readonly<Record<string, TypeRules>>;
}

const NAME = /^(azurerm|azuread)-(\d+\.\d+\.\d+)\.json(?:\.gz)?$/;

export function readJson(file: string): unknown {
  const bytes = readFileSync(file);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString("utf8")) as unknown;
}

/** The data of a provider release, one line for each type. */
export function entriesOf(
  provider: ProviderName,
  version: string,
  schema: ProviderSchema,
  rules: ProviderRules,
): Entry[] {
  const missing = missingTypes(provider, version);
  const resources = { ...missing.resources, ...schema.resource_schemas };
  const dataSources = { ...missing.dataSources, ...schema.data_source_schemas };
  const sorted = (schemas: Readonly<Record<string, Schema>>): [string, Schema][] =>
    Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  const entries: Entry[] = [
    ["provider", provider, schema.provider, {}],
    ...sorted(resources).map(([type, one]): Entry => {
      const known = rules.resources[type] ?? rulesWithoutData(type, one);
      return ["resource", type, one, withWhatIsInCode(type, one, inSchema(known, one.block))];
    }),
    ...sorted(dataSources).map(([type, one]): Entry => [
      "data",
      type,
      one,
      inSchema(rules.dataSources[type] ?? {}, one.block),
    ]),
  ];
  return entries.map(([kind, name, one, known]) => [kind, name, compactSchema(one), known]);
}

/** The rules that the simulator uses. The schema already limits the number of blocks. */
function inSchema(rules: TypeRules, block: Block): TypeRules {
  const notBlocks = (counts: Readonly<Record<string, number>> = {}): Readonly<Record<string, number>> =>
    Object.fromEntries(Object.entries(counts).filter(([path]) => !isBlock(block, path.split("."))));
  const { forceNew, values, idFormats, refusal, conflictsWith, exactlyOneOf, atLeastOneOf, requiredWith, idExample } =
    rules;
  const kept: TypeRules = {
    ...{ forceNew, default: rules.default, values, idFormats, refusal, idExample },
    ...{ conflictsWith, exactlyOneOf, atLeastOneOf, requiredWith },
    ...{ minItems: notBlocks(rules.minItems), maxItems: notBlocks(rules.maxItems) },
  };
  return Object.fromEntries(
    Object.entries(kept).filter(([, value]) => value !== undefined && Object.keys(value as object).length > 0),
  );
}

function isBlock({ block_types: blocks = {} }: Block, [name = "", ...rest]: readonly string[]): boolean {
  const nested = blocks[name];
  return nested !== undefined && (rest.length === 0 || isBlock(nested.block, rest));
}

/** One line of JSON for each type, in ASCII, which is parsed several times faster. */
export const dataText = (entries: readonly Entry[]): string =>
  entries
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join("")
    .replaceAll(/[^\0-\x7f]/g, (other) => `\\u${other.charCodeAt(0).toString(16).padStart(4, "0")}`);

function main([schemaFile, ...ruleFiles]: readonly string[]): void {
  const named = ruleFiles.map((file) => ({ file, name: NAME.exec(basename(file)) }));
  if (schemaFile === undefined || named.length === 0 || named.some(({ name }) => !name)) {
    throw new Error(
      "usage: npm run catalog:update -- <schema.json[.gz]> <azurerm-x.y.z.json[.gz]> [<azuread-x.y.z.json[.gz]>]",
    );
  }
  const { provider_schemas: schemas } = readJson(schemaFile) as Schemas;
  const releases = { oldest: OLDEST, newest: NEWEST };
  for (const { file, name } of named) {
    const [provider, version] = [name![1] as ProviderName, name![2]!];
    const schema = schemas[`registry.terraform.io/hashicorp/${provider}`];
    if (!schema) {
      throw new Error(`${schemaFile} has no schema of ${provider}`);
    }
    const entries = entriesOf(provider, version, schema, readJson(file) as ProviderRules);
    // The window holds the whole text, because types repeat each other's blocks.
    const window = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
    writeFileSync(dataFile(provider, version), brotliCompressSync(dataText(entries), { params: window }));
    if (version !== OLDEST[provider]) {
      releases.newest = { ...releases.newest, [provider]: version };
    }
  }
  keepOnly(releases.oldest, releases.newest);
  writeFileSync(join(DATA, "releases.json"), releasesText(releases));
  // A separate process, because this one has cached the previous releases.
  execFileSync("npm", ["run", "catalog"], { stdio: "inherit" });
}

const DATA = dirname(dataFile("azurerm", ""));

function keepOnly(...releases: readonly Release[]): void {
  const wanted = releases.flatMap((release) =>
    Object.entries(release).map(([provider, version]) => basename(dataFile(provider as ProviderName, version))),
  );
  readdirSync(DATA)
    .filter((name) => name.endsWith(".br") && !wanted.includes(name))
    .forEach((name) => {
      rmSync(join(DATA, name));
    });
}

const releasesText = (releases: Readonly<Record<string, Release>>): string =>
  `{\n${Object.entries(releases)
    .map(([name, { azurerm, azuread }]) => `  "${name}": { "azurerm": "${azurerm}", "azuread": "${azuread}" }`)
    .join(",\n")}\n}\n`;

if (require.main === module) {
  main(process.argv.slice(2));
}

// The data of provider releases next to this file. PROVENANCE.md names its sources.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { type ProviderSchema, type Schema } from "../provider/schema";
import { type TypeRules } from "../provider/type-rules";
import releases from "./releases.json";

/** A release of each provider. */
export type Release = Readonly<Record<ProviderName, string>>;
export type ProviderName = "azurerm" | "azuread";

/** The releases with data: the oldest supported one, and one of the newest major version. */
export const OLDEST: Release = releases.oldest;
export const NEWEST: Release = releases.newest;
export const RELEASES: readonly Release[] = [OLDEST, NEWEST];

export const AZURERM = "registry.terraform.io/hashicorp/azurerm";
export const AZUREAD = "registry.terraform.io/hashicorp/azuread";

/** A line of a data file. */
export type Entry = readonly [kind: Kind, name: string, schema: Schema, rules: TypeRules];
export type Kind = "provider" | "resource" | "data";

/** The data of one release of a provider. */
export interface ReleaseData {
  readonly schema: ProviderSchema;
  readonly resourceRules: Readonly<Record<string, TypeRules>>;
  readonly dataSourceRules: Readonly<Record<string, TypeRules>>;
}

export const dataFile = (provider: ProviderName, version: string): string =>
  join(__dirname, `${provider}-${version}.jsonl.br`);

const read = new Map<string, ReleaseData>();

/** The data of a release. Each type is parsed on demand, and cached. */
export function releaseData(provider: ProviderName, version: string): ReleaseData {
  const file = dataFile(provider, version);
  const data = read.get(file) ?? indexed(brotliDecompressSync(readFileSync(file)).toString("latin1"));
  read.set(file, data);
  return data;
}

const HEAD = /^\["(\w+)","(\w+)",/;

function indexed(text: string): ReleaseData {
  const lines = text.trimEnd().split("\n");
  const entries = lines.map((line) => {
    const [, kind = "", name = ""] = HEAD.exec(line) ?? [];
    return { kind, name, entry: once(() => JSON.parse(line) as Entry) };
  });
  const record = <T>(wanted: Kind, pick: (entry: Entry) => T): Record<string, T> =>
    lazyRecord(entries.filter(({ kind }) => kind === wanted).map(({ name, entry }) => [name, () => pick(entry())]));
  const schemaIn = ([, , schema]: Entry): Schema => schema;
  const rulesIn = ([, , , rules]: Entry): TypeRules => rules;
  return {
    schema: {
      provider: schemaIn(entries.find(({ kind }) => kind === "provider")!.entry()),
      resource_schemas: record("resource", schemaIn),
      data_source_schemas: record("data", schemaIn),
    },
    resourceRules: record("resource", rulesIn),
    dataSourceRules: record("data", rulesIn),
  };
}

/** An object whose values are computed on demand. */
export function lazyRecord<T>(values: Iterable<readonly [string, () => T]>): Record<string, T> {
  const record: Record<string, T> = {};
  for (const [name, get] of values) {
    Object.defineProperty(record, name, { get, enumerable: true, configurable: true });
  }
  return record;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

import "./no-telemetry";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConstructsMakerProviderTarget, Language, TerraformProviderConstraint } from "@cdktf/commons";
import { TerraformProviderGenerator } from "@cdktf/provider-generator";
import { CodeMaker } from "codemaker";
import {
  NEWEST,
  type ProviderSchemas,
  readReleaseSchemas,
  type Schema,
  schemaFile,
} from "../../../tools/catalog/provider-schema";
import { ROOT } from "../../../tools/paths";

/**
 * Generates bindings as `cdktf get` does, for those tests that no published package has bindings for: azurerm and azuread in
 * the newest release whose schema is at hand, and azapi. Only the classes that the tests import are generated.
 *
 *   npm run bindings
 */
const OUTPUT = join(ROOT, ".gen");
const AZAPI = join(__dirname, "azapi.schema.json");
const REGISTRY = "registry.terraform.io";

/** What an import of a provider module names: "azurerm" and "key-vault". */
const IMPORT = /@cdktf\/provider-(azurerm|azuread)\/lib\/([\w-]+)/g;

/** The modules of the prebuilt bindings that the tests and the walkthrough import, by provider. */
function importedModules(): Map<string, Set<string>> {
  const modules = new Map<string, Set<string>>();
  for (const folder of ["examples", "__tests__"]) {
    const files = readdirSync(join(ROOT, folder), { recursive: true }).map(String);
    for (const file of files.filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))) {
      for (const [, provider = "", module = ""] of readFileSync(join(ROOT, folder, file), "utf8").matchAll(IMPORT)) {
        modules.set(provider, (modules.get(provider) ?? new Set()).add(module));
      }
    }
  }
  return modules;
}

/** The schemas of those types, and of all that can carry an identity. */
function needed(schemas: ProviderSchemas, provider: string, modules: ReadonlySet<string>): object {
  const source = `${REGISTRY}/hashicorp/${provider}`;
  const schema = schemas.provider_schemas[source];
  const pick = (all: Readonly<Record<string, Schema>> = {}, prefix: string): object =>
    Object.fromEntries(
      Object.entries(all).filter(
        ([type, { block }]) =>
          modules.has(moduleOf(prefix, type, provider)) || (prefix === "" && block.block_types?.identity !== undefined),
      ),
    );
  return {
    format_version: schemas.format_version,
    provider_versions: { [source]: NEWEST[provider as keyof typeof NEWEST] },
    provider_schemas: {
      [source]: {
        provider: schema?.provider,
        resource_schemas: pick(schema?.resource_schemas, ""),
        data_source_schemas: pick(schema?.data_source_schemas, `data-${provider}-`),
      },
    },
  };
}

/** "key-vault" for azurerm_key_vault; data sources have the name of the provider in theirs. */
function moduleOf(prefix: string, type: string, provider: string): string {
  return `${prefix}${type.slice(provider.length + 1).replaceAll("_", "-")}`;
}

async function generate(schema: object, source: string, version: string): Promise<void> {
  const code = new CodeMaker();
  const constraint = new TerraformProviderConstraint(`${source}@${version}`);
  const target = new ConstructsMakerProviderTarget(constraint, Language.TYPESCRIPT);
  new TerraformProviderGenerator(code, schema).generate(target);
  await code.save(OUTPUT);
}

async function main(): Promise<void> {
  const modules = importedModules();
  const inputs = [readFileSync(schemaFile(NEWEST)), readFileSync(AZAPI), readFileSync(__filename), listed(modules)];
  const stamp = inputs.reduce((hash, input) => hash.update(input), createHash("sha256")).digest("hex");
  const stampFile = join(OUTPUT, "stamp");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) {
    return;
  }
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT);
  const schemas = readReleaseSchemas(NEWEST);
  for (const [provider, names] of modules) {
    const version = NEWEST[provider as keyof typeof NEWEST];
    await generate(needed(schemas, provider, names), `hashicorp/${provider}`, version);
  }
  const azapi = JSON.parse(readFileSync(AZAPI, "utf8")) as {
    readonly provider_versions: Readonly<Record<string, string>>;
  };
  await generate(azapi, "azure/azapi", String(Object.values(azapi.provider_versions)[0]));
  leaveTypesUnchecked();
  writeFileSync(stampFile, stamp);
}

/** The rules of this project are stricter than those that the generator keeps. */
function leaveTypesUnchecked(): void {
  for (const name of readdirSync(OUTPUT, { recursive: true }).map(String)) {
    if (name.endsWith(".ts")) {
      const file = join(OUTPUT, name);
      writeFileSync(file, `// @ts-nocheck\n${readFileSync(file, "utf8")}`);
    }
  }
}

const listed = (modules: ReadonlyMap<string, ReadonlySet<string>>): string =>
  [...modules]
    .map(([provider, names]) => `${provider} ${[...names].sort().join(" ")}`)
    .sort()
    .join("\n");

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

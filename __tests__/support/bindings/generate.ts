import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFile, NEWEST, type ProviderName, releaseData } from "../../../simulator/data";
import { type Schema } from "../../../simulator/provider/schema";
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
function importedModules(): Map<ProviderName, Set<string>> {
  const modules = new Map<ProviderName, Set<string>>();
  for (const folder of ["examples", "__tests__"]) {
    const files = readdirSync(join(ROOT, folder), { recursive: true }).map(String);
    for (const file of files.filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))) {
      for (const [, provider = "", module = ""] of readFileSync(join(ROOT, folder, file), "utf8").matchAll(IMPORT)) {
        const name = provider as ProviderName;
        modules.set(name, (modules.get(name) ?? new Set()).add(module));
      }
    }
  }
  return modules;
}

/** The schemas of those types, and of all that can carry an identity. */
function needed(provider: ProviderName, modules: ReadonlySet<string>): object {
  const source = `${REGISTRY}/hashicorp/${provider}`;
  const { schema } = releaseData(provider, NEWEST[provider]);
  const pick = (all: Readonly<Record<string, Schema>> = {}, prefix: string): object =>
    Object.fromEntries(
      Object.entries(all).filter(
        ([type, { block }]) =>
          modules.has(moduleOf(prefix, type, provider)) || (prefix === "" && block.block_types?.identity !== undefined),
      ),
    );
  return {
    format_version: "1.0",
    provider_versions: { [source]: NEWEST[provider] },
    provider_schemas: {
      [source]: {
        provider: schema.provider,
        resource_schemas: pick(schema.resource_schemas, ""),
        data_source_schemas: pick(schema.data_source_schemas, `data-${provider}-`),
      },
    },
  };
}

/** "key-vault" for azurerm_key_vault; data sources have the name of the provider in theirs. */
function moduleOf(prefix: string, type: string, provider: string): string {
  return `${prefix}${type.slice(provider.length + 1).replaceAll("_", "-")}`;
}

/** The generator is loaded only where bindings are missing: loading it takes longer than all else. */
async function generate(schema: object, source: string, version: string): Promise<void> {
  // Otherwise it reports its use to HashiCorp.
  process.env.CHECKPOINT_DISABLE = "1";
  const { ConstructsMakerProviderTarget, Language, TerraformProviderConstraint } = await import("@cdktf/commons");
  const { TerraformProviderGenerator } = await import("@cdktf/provider-generator");
  const { CodeMaker } = await import("codemaker");
  const code = new CodeMaker();
  const constraint = new TerraformProviderConstraint(`${source}@${version}`);
  const target = new ConstructsMakerProviderTarget(constraint, Language.TYPESCRIPT);
  new TerraformProviderGenerator(code, schema).generate(target);
  await code.save(OUTPUT);
}

async function main(): Promise<void> {
  const modules = importedModules();
  const inputs = [...newestFiles(), readFileSync(AZAPI), readFileSync(__filename), listed(modules)];
  const stamp = inputs.reduce((hash, input) => hash.update(input), createHash("sha256")).digest("hex");
  const stampFile = join(OUTPUT, "stamp");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) {
    return;
  }
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT);
  for (const [provider, names] of modules) {
    await generate(needed(provider, names), `hashicorp/${provider}`, NEWEST[provider]);
  }
  const azapi = JSON.parse(readFileSync(AZAPI, "utf8")) as {
    readonly provider_versions: Readonly<Record<string, string>>;
  };
  await generate(azapi, "azure/azapi", String(Object.values(azapi.provider_versions)[0]));
  leaveTypesUnchecked();
  writeFileSync(stampFile, stamp);
}

const newestFiles = (): Buffer[] =>
  [dataFile("azurerm", NEWEST.azurerm), dataFile("azuread", NEWEST.azuread)].map((file) => readFileSync(file));

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

import { type TerraformConfiguration } from "./configuration";

/** What runs already, or is built in: `terraform init` has nothing to do for these. */
const AT_HAND = ["azurerm", "azuread", "terraform"];

/**
 * Whether terraform has to be initialized for a configuration: for modules, and for providers that are not simulated, which
 * it then says it cannot find.
 */
export function needsInitialization({ module, terraform, provider, resource, data }: TerraformConfiguration): boolean {
  const required = blocksIn(terraform).flatMap(({ required_providers }) => blocksIn(required_providers));
  const sources = required.flatMap((providers) => Object.entries(providers).map(sourceOf));
  const types = [...blocksIn(resource), ...blocksIn(data)].flatMap(Object.keys);
  const used = [
    ...sources.map((source) => source.replace(/^(registry\.[\w.]+\/)?hashicorp\//, "")),
    ...blocksIn(provider).flatMap(Object.keys),
    ...types.map((type) => type.split("_", 1)[0] ?? ""),
  ];
  return module !== undefined || used.some((name) => !AT_HAND.includes(name));
}

/** The source address of a required provider, which is optional, and so is the object around the version. */
function sourceOf([name, requirement]: [string, unknown]): string {
  const { source } = (typeof requirement === "object" ? requirement : {}) as { readonly source?: unknown };
  return typeof source === "string" ? source.toLowerCase() : name;
}

/** Blocks may be one object or a list of them. */
const blocksIn = (value: unknown): Readonly<Record<string, unknown>>[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (block): block is Readonly<Record<string, unknown>> => typeof block === "object" && block !== null,
  );

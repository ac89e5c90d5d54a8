import { type TerraformConfiguration } from "./configuration";
import { blocksIn } from "./json-blocks";
import { requiredProviders } from "./required-providers";

/** What runs already, or is built in: `terraform init` has nothing to do for these. */
const AT_HAND = ["azurerm", "azuread", "terraform"];

/**
 * Whether terraform has to be initialized for a configuration: for modules, and for providers that are not simulated, which
 * it then says it cannot find.
 */
export function needsInitialization({ module, terraform, provider, resource, data }: TerraformConfiguration): boolean {
  const types = [...blocksIn(resource), ...blocksIn(data)].flatMap(Object.keys);
  const used = [
    ...requiredProviders(terraform).map(({ source }) => source.replace(/^(registry\.[\w.]+\/)?hashicorp\//, "")),
    ...blocksIn(provider).flatMap(Object.keys),
    ...types.map((type) => type.split("_", 1)[0] ?? ""),
  ];
  return module !== undefined || used.some((name) => !AT_HAND.includes(name));
}

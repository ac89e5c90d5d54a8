import { type TerraformConfiguration } from "./configuration";
import { blocksIn } from "./json-blocks";
import { requiredProviders } from "./required-providers";

/** Providers that are running or built in, for which `terraform init` has nothing to do. */
const AT_HAND = ["azurerm", "azuread", "terraform"];

/**
 * Whether a configuration needs `terraform init`: for modules, and for providers that are not simulated, about which it
 * then reports an error.
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

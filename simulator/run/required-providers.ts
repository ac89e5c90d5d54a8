import { type Constraints } from "../azure/releases";
import { blocksIn, isBlock } from "./json-blocks";

/** A required provider: its source as written, or its local name. */
interface RequiredProvider {
  readonly source: string;
  readonly version?: string;
}

export function requiredProviders(terraform: unknown): RequiredProvider[] {
  const blocks = blocksIn(terraform).flatMap((settings) => blocksIn(settings.required_providers));
  return blocks.flatMap((providers) =>
    Object.entries(providers).map(([name, requirement]) => {
      // The old form is only a constraint: { "azurerm": "~> 4.0" }.
      const { source, version } = isBlock(requirement) ? requirement : { source: name, version: requirement };
      return {
        source: (typeof source === "string" ? source : name).toLowerCase(),
        ...(typeof version === "string" && { version }),
      };
    }),
  );
}

/** The version constraints of a configuration in Terraform's JSON syntax, by the full source address of the provider. */
export function constraintsIn(terraform: unknown): Constraints {
  return Object.fromEntries(
    requiredProviders(terraform).flatMap(({ source, version }) =>
      version === undefined ? [] : [[sourceAddress(source), version]],
    ),
  );
}

/** https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses */
function sourceAddress(source: string): string {
  const [type = "", namespace = "hashicorp"] = source.split("/").reverse();
  return ["registry.terraform.io", namespace, type].join("/");
}

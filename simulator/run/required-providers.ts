import { type Constraints } from "../azure/releases";

/** The version constraints of a configuration in Terraform's JSON syntax, by the full source address of the provider. */
export function constraintsIn(terraform: unknown): Constraints {
  const blocks = listOf(terraform).flatMap((settings) => listOf(settings.required_providers));
  const pinned = blocks.flatMap((providers) =>
    Object.entries(providers).flatMap(([name, requirement]) => {
      // An old form has the constraint only: { "azurerm": "~> 4.0" }.
      const { source = name, version } = isObject(requirement) ? requirement : { version: requirement };
      return typeof version === "string" && typeof source === "string" ? [[sourceAddress(source), version]] : [];
    }),
  );
  return Object.fromEntries(pinned) as Constraints;
}

/** https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses */
function sourceAddress(source: string): string {
  const [type = "", namespace = "hashicorp"] = source.toLowerCase().split("/").reverse();
  return ["registry.terraform.io", namespace, type].join("/");
}

const listOf = (value: unknown): Readonly<Record<string, unknown>>[] =>
  (Array.isArray(value) ? value : [value]).filter(isObject);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

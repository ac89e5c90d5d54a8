import { type TerraformProvider, type TerraformStack } from "cdktf";
import { onceARun } from "./problems";

/** The providers that the library creates resources with. */
export type ProviderName = "azuread" | "azurerm";

export function isProviderName(name: string): name is ProviderName {
  return name === "azuread" || name === "azurerm";
}

/** The providers of a stack with a name, such as "azurerm", including aliased ones. */
export function providersOf(stack: TerraformStack, name: string): readonly TerraformProvider[] {
  const all = onceARun(stack, "providers", () => stack.allProviders());
  return all.filter(({ terraformResourceType }) => terraformResourceType === name);
}

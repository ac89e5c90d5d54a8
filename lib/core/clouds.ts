import { type ITerraformResource, TerraformStack } from "cdktf";
import { asConstruct, configured } from "./attributes";
import { providerIn } from "./placement";
import { knownText } from "./resources";

const PUBLIC = "public";

/** The cloud of a resource: the `environment` of its azurerm provider; undefined if only Terraform knows it. */
export function cloudOf(resource: ITerraformResource): string | undefined {
  const provider = providerIn(resource) ?? defaultProviderNow(resource);
  const environment = (provider && configured(provider, "environment")) ?? PUBLIC;
  return knownText(environment)?.toLowerCase();
}

/** The default provider, which can be created after the first call. */
function defaultProviderNow(
  resource: ITerraformResource,
): ReturnType<TerraformStack["allProviders"]>[number] | undefined {
  return TerraformStack.of(asConstruct(resource))
    .allProviders()
    .find(({ terraformResourceType, alias }) => terraformResourceType === "azurerm" && alias === undefined);
}

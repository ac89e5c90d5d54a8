import { type ITerraformResource, TerraformStack } from "cdktf";
import { asConstruct, configured } from "../core/attributes";
import { providerIn } from "../core/placement";
import { knownText } from "../core/resources";

/**
 * What names of SQL servers end with, by the `environment` of an azurerm provider.
 *
 * https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure#guidance-for-developers
 * https://learn.microsoft.com/azure/china/resources-developer-guide
 */
export const SQL_SUFFIXES: Readonly<Record<string, string>> = {
  public: "database.windows.net",
  usgovernment: "database.usgovcloudapi.net",
  china: "database.chinacloudapi.cn",
};

const PUBLIC = "public";

/** What the name of a server ends with in the cloud that the provider of a resource is for. */
export function sqlSuffixFor(resource: ITerraformResource): string {
  const provider = providerIn(resource) ?? defaultProviderNow(resource);
  const environment = provider && knownText(configured(provider, "environment"));
  return SQL_SUFFIXES[environment?.toLowerCase() ?? PUBLIC] ?? String(SQL_SUFFIXES[PUBLIC]);
}

/** The default provider, which may be created after this is asked for the first time. */
function defaultProviderNow(
  resource: ITerraformResource,
): ReturnType<TerraformStack["allProviders"]>[number] | undefined {
  return TerraformStack.of(asConstruct(resource))
    .allProviders()
    .find(({ terraformResourceType, alias }) => terraformResourceType === "azurerm" && alias === undefined);
}

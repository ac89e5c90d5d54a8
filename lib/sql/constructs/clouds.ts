import { type ITerraformResource, TerraformStack } from "cdktf";
import { asConstruct, configured } from "../../core/attributes";
import { providerIn } from "../../core/placement";
import { knownText } from "../../core/resources";

/**
 * Suffixes of SQL server names, by the `environment` of an azurerm provider.
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

/** The suffix of server names in the cloud of a resource's provider; undefined if it is unknown. */
export function sqlSuffixFor(resource: ITerraformResource): string | undefined {
  const provider = providerIn(resource) ?? defaultProviderNow(resource);
  const environment = (provider && configured(provider, "environment")) ?? PUBLIC;
  return SQL_SUFFIXES[knownText(environment)?.toLowerCase() ?? ""];
}

/** Reports a suffix that changed after an endpoint was created. */
export function suffixProblems(resource: ITerraformResource, suffix: string | undefined): string[] {
  const { path } = asConstruct(resource).node;
  const now = sqlSuffixFor(resource);
  if (now === undefined) {
    return [
      `the cloud of ${path} is that of its provider, whose environment is not known at synth; give endpoint as well`,
    ];
  }
  return now === suffix
    ? []
    : [
        `the server of ${path} ends with ${now}, which its provider did not tell yet; create the provider first, or give endpoint`,
      ];
}

/** The default provider, which can be created after the first call. */
function defaultProviderNow(
  resource: ITerraformResource,
): ReturnType<TerraformStack["allProviders"]>[number] | undefined {
  return TerraformStack.of(asConstruct(resource))
    .allProviders()
    .find(({ terraformResourceType, alias }) => terraformResourceType === "azurerm" && alias === undefined);
}

import { type ITerraformResource } from "cdktf";
import { asConstruct } from "../../core/attributes";
import { cloudOf } from "../../core/clouds";
import { type Problem, rules } from "../../core/rules";

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

/** The suffix of server names in the cloud of a resource's provider; undefined if it is unknown. */
export function sqlSuffixFor(resource: ITerraformResource): string | undefined {
  return SQL_SUFFIXES[cloudOf(resource) ?? ""];
}

/** Reports a suffix that changed after an endpoint was created. */
export function suffixProblems(resource: ITerraformResource, suffix: string | undefined): Problem[] {
  const { path } = asConstruct(resource).node;
  const now = sqlSuffixFor(resource);
  if (now === undefined) {
    return unknownCloud(path);
  }
  return now === suffix ? [] : cloudKnownTooLate(path, now);
}

const unknownCloud = rules<[path: string]>("SqlEndpoint", [
  {
    rule: "sql-cloud-unknown",
    message: (path) =>
      `the cloud of ${path} is unknown at synth: its provider's environment is a reference; give endpoint as well`,
  },
]);

const cloudKnownTooLate = rules<[path: string, suffix: string]>("SqlEndpoint", [
  {
    rule: "provider-after-sql-construct",
    message: (path, suffix) =>
      `the DNS name of the server of ${path} ends with ${suffix}, but its provider was created after this construct; ` +
      "create the provider first, or give endpoint",
  },
]);

/**
 * The spelling of the words in ARM ids that azurerm accepts for an import. Azure ignores case, and returns other
 * spellings.
 */
const SPELLING: readonly string[] = [
  "subscriptions",
  "resourceGroups",
  "providers",
  "roleAssignments",
  "roleDefinitions",
  "userAssignedIdentities",
  "federatedIdentityCredentials",
  "vaults",
  "deployments",
  "Microsoft.Authorization",
  "Microsoft.KeyVault",
  "Microsoft.ManagedIdentity",
  "Microsoft.Resources",
];

const BY_LOWER_CASE = new Map(SPELLING.map((word) => [word.toLowerCase(), word]));

/** The id in azurerm's spelling. Names of users stay as they are. */
export function spelledForImport(id: string): string {
  return id
    .split("/")
    .map((segment, index, all) => {
      // Words and names alternate. A provider namespace takes the place of a name.
      const isName = index % 2 === 0 && all[index - 1]?.toLowerCase() !== "providers";
      return isName ? segment : (BY_LOWER_CASE.get(segment.toLowerCase()) ?? segment);
    })
    .join("/");
}

export function subscriptionIn(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1]?.toLowerCase();
}

/** The segment after a word, such as the name of the resource group. */
export function segmentAfter(word: string, id: string): string | undefined {
  return new RegExp(`/${word}/([^/]+)`, "i").exec(id)?.[1];
}

/** The part of an id before a word: the parent. */
export function upTo(word: string, id: string): string {
  const at = id.toLowerCase().lastIndexOf(`/${word.toLowerCase()}/`);
  return at < 0 ? id : id.slice(0, at);
}

/** Words of ARM ids in the only spelling that azurerm accepts in an import; Azure itself does not care, and prints others. */
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

/** The id as azurerm spells it; what users name stays as it is. */
export function spelledForImport(id: string): string {
  return id
    .split("/")
    .map((segment, index, all) => {
      // Words and names take turns, and a namespace stands where a name does.
      const isName = index % 2 === 0 && all[index - 1]?.toLowerCase() !== "providers";
      return isName ? segment : (BY_LOWER_CASE.get(segment.toLowerCase()) ?? segment);
    })
    .join("/");
}

/** The subscription that an id is in. */
export function subscriptionIn(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1]?.toLowerCase();
}

/** What an id has after a word, such as the name of the resource group. */
export function segmentAfter(word: string, id: string): string | undefined {
  return new RegExp(`/${word}/([^/]+)`, "i").exec(id)?.[1];
}

/** The id without what comes from a word on: the parent. */
export function upTo(word: string, id: string): string {
  const at = id.toLowerCase().lastIndexOf(`/${word.toLowerCase()}/`);
  return at < 0 ? id : id.slice(0, at);
}

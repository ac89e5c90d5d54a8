import type { ROLE_REACH } from "./role-reach.generated";

/** Deeper types are not distinguished. */
const DEPTH = 5;

/** Providers whose resources extend those of all others, so that their roles make sense everywhere. */
const EXTENSIONS = new Set(
  [
    "advisor",
    "alertsmanagement",
    "changeanalysis",
    "chaos",
    "consumption",
    "costmanagement",
    "dataprotection",
    "eventgrid",
    "guestconfiguration",
    "hybridconnectivity",
    "insights",
    "kubernetesconfiguration",
    "maintenance",
    "policyinsights",
    "recoveryservices",
    "relationships",
    "security",
    "servicelinker",
  ].map((name) => `microsoft.${name}`),
);

/** What the actions of roles call types whose data they are about, where that is not the name of the type. */
const IN_ACTIONS: Readonly<Record<string, string>> = {
  "microsoft.digitaltwins/digitaltwinsinstances": "microsoft.digitaltwins",
  "microsoft.storage/storageaccounts/fileservices/shares": "microsoft.storage/storageaccounts/fileservices/fileshares",
};

/**
 * Whether a built-in role has actions on resources of a type, or on their children. Actions of nearly every role, such
 * as reading role assignments, do not count.
 *
 * @param roleId GUID of the role
 * @param armType such as "Microsoft.KeyVault/vaults"
 * @returns undefined if it is unknown
 */
export function reaches(roleId: string, armType: string): boolean | undefined {
  const type = IN_ACTIONS[armType.toLowerCase()] ?? armType.toLowerCase();
  const row = roleReach()[roleId.toLowerCase()];
  if (row === undefined || row === "" || type.startsWith("microsoft.resources/") || type.split("/").length > DEPTH) {
    return undefined;
  }
  const reached = typesIn(row);
  return reached.length === 0 || reached.some((reach) => EXTENSIONS.has(reach.split("/", 1)[0] ?? ""))
    ? undefined
    : reached.some((reach) => isOn(reach, type));
}

function isOn(reach: string, type: string): boolean {
  const inside = `${type}/`;
  return reach.endsWith("*")
    ? inside.startsWith(reach.slice(0, -1)) || reach.startsWith(inside)
    : `${reach}/`.startsWith(inside);
}

function typesIn(row: string): string[] {
  let provider = "";
  return row.split(" ").flatMap((word) => {
    if (word.startsWith("/")) {
      return [`${provider}${word}`];
    }
    provider = word;
    return word === "*" ? [word] : [];
  });
}

/** Loaded on demand, because it is large and most apps never need it. */
function roleReach(): typeof ROLE_REACH {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (loaded ??= (require("./role-reach.generated") as { readonly ROLE_REACH: typeof ROLE_REACH }).ROLE_REACH);
}

/** In a bundle, each `require` makes another copy. */
let loaded: typeof ROLE_REACH | undefined;

/** The claims of a JWT. The server verifies its signature, not this program. */
export type Claims = Readonly<Record<string, unknown>>;

/** Undefined for anything that is not a JWT. */
export function claimsOf(token: string): Claims | undefined {
  const [, payload = ""] = token.split(".");
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}

const bare = (resource: string): string => resource.toLowerCase().replace(/\/+$/, "");

/** In milliseconds: the tolerated clock skew. */
const CLOCK_SKEW = 5 * 60_000;

/**
 * Audiences of tokens that are passed by mistake. Accepted audiences are not listed, because they differ in unknown
 * clouds.
 *
 * https://learn.microsoft.com/entra/identity-platform/access-tokens
 */
const OTHER_AUDIENCES: readonly string[] = [
  "https://management.azure.com",
  "https://management.core.windows.net",
  "https://management.usgovcloudapi.net",
  "https://management.core.usgovcloudapi.net",
  "https://management.chinacloudapi.cn",
  "https://management.core.chinacloudapi.cn",
  "https://graph.microsoft.com",
  "https://graph.microsoft.us",
  "https://microsoftgraph.chinacloudapi.cn",
  "https://graph.windows.net",
  "https://vault.azure.net",
  "https://vault.usgovcloudapi.net",
  "https://vault.azure.cn",
  "https://storage.azure.com",
  // Azure SQL
  "https://database.windows.net",
  // Azure Database for PostgreSQL and for MySQL
  "https://ossrdbms-aad.database.windows.net",
  "https://ossrdbms-aad.database.usgovcloudapi.net",
  "https://ossrdbms-aad.database.chinacloudapi.cn",
  // Microsoft Graph
  "00000003-0000-0000-c000-000000000000",
  // the audience of tokens for federated credentials
  "api://azureadtokenexchange",
];

/**
 * Why every server will reject a token, as far as its claims show: "has expired".
 *
 * @param resource the resource of tokens for the server
 */
export function tokenProblems({ exp, aud }: Claims, resource: string, now: number): string[] {
  return [
    ...(typeof aud === "string" && bare(aud) !== bare(resource) && OTHER_AUDIENCES.includes(bare(aud))
      ? [`is for ${aud}, not for ${resource.includes("ossrdbms") ? bare(resource) : "SQL servers"}`]
      : []),
    ...(typeof exp === "number" && exp * 1000 + CLOCK_SKEW < now
      ? [`expired at ${new Date(exp * 1000).toISOString()}`]
      : []),
  ];
}

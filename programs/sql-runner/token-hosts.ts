import { isHostName } from "../../lib/sql/model/fact-rules";
import { type Audience, suffixOf } from "./cloud";
import { WrongArguments } from "./wrong-arguments";

/**
 * Suffix of the host names that may receive the token for a server: ".database.windows.net". Undefined if neither the
 * known clouds nor SQL_RUNNER_DNS_SUFFIX contain the server.
 *
 * @throws WrongArguments
 */
export function tokenSuffix(
  server: string,
  audience: Audience,
  { SQL_RUNNER_DNS_SUFFIX: given = "" }: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const named = given.trim().replace(/^\./, "");
  if (named !== "" && !isHostName(named)) {
    throw new WrongArguments(
      `SQL_RUNNER_DNS_SUFFIX must be the suffix of the cloud's SQL server names, such as "database.cloudapi.example"; ` +
        `got ${JSON.stringify(given)}`,
    );
  }
  const known = suffixOf(server, audience);
  if (known !== undefined || named === "") {
    return known;
  }
  const suffix = `.${named.toLowerCase()}`;
  return mayGetToken(server, suffix) ? suffix : undefined;
}

export function mayGetToken(host: string, suffix: string): boolean {
  return isHostName(host) && host.toLowerCase().endsWith(suffix);
}

import { type Address, readAddress } from "./connect-to";
import { isHostName } from "../../lib/sql/model/fact-rules";
import { type Product } from "./engines/engine";
import { WrongArguments } from "./wrong-arguments";

/** Settings for connections from the environment. */
export interface ConnectionSettings {
  /**
   * Addresses to connect to instead; see connect-to.ts. From SQL_RUNNER_CONNECT=host:port or, for a single product,
   * SQL_RUNNER_POSTGRES_CONNECT and SQL_RUNNER_MYSQL_CONNECT.
   */
  readonly addresses: Readonly<Record<Product, Address | undefined>>;
  /** From SQL_RUNNER_RETRY_AT_MOST, for tests: an upper limit for the retry time, in seconds. */
  readonly longestRetry: number;
  /** From SQL_RUNNER_GONE: servers that were deleted outside Terraform, in lower case. */
  readonly gone: ReadonlySet<string>;
}

export function readConnectionSettings(environment: NodeJS.ProcessEnv): ConnectionSettings {
  // Node has a switch that turns off certificate verification. The runner ignores it.
  delete environment.NODE_TLS_REJECT_UNAUTHORIZED;
  const { SQL_RUNNER_CONNECT: address, SQL_RUNNER_RETRY_AT_MOST: longestRetry, SQL_RUNNER_GONE: gone } = environment;
  const sql = readAddress(address);
  const addressOf = (variable: string): Address | undefined => readAddress(environment[variable], variable) ?? sql;
  return {
    addresses: {
      sql,
      postgres: addressOf("SQL_RUNNER_POSTGRES_CONNECT"),
      mysql: addressOf("SQL_RUNNER_MYSQL_CONNECT"),
    },
    longestRetry: readLongestRetry(longestRetry),
    gone: new Set(readServers(gone)),
  };
}

function readLongestRetry(given = ""): number {
  if (!/^\d*$/.test(given)) {
    throw new WrongArguments(
      `SQL_RUNNER_RETRY_AT_MOST must be a whole number of seconds; got ${JSON.stringify(given)}`,
    );
  }
  return given === "" ? Infinity : Number(given);
}

function readServers(given = ""): string[] {
  const servers = given.split(/[\s,]+/).filter((name) => name !== "");
  if (!servers.every(isHostName)) {
    throw new WrongArguments(
      `SQL_RUNNER_GONE must be DNS names of servers, separated by commas; got ${JSON.stringify(given)}`,
    );
  }
  return servers.map((name) => name.toLowerCase());
}

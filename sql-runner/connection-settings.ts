import { type Address, readAddress } from "./connect-to";
import { WrongArguments } from "./wrong-arguments";

/** What the environment says about connections. */
export interface ConnectionSettings {
  /** From SQL_RUNNER_CONNECT=host:port: where connections go instead; see connect-to.ts. */
  readonly address: Address | undefined;
  /** From SQL_RUNNER_RETRY_AT_MOST, for tests: in seconds, and shorter than what the arguments say. */
  readonly longestRetry: number;
}

export function readConnectionSettings(environment: NodeJS.ProcessEnv): ConnectionSettings {
  // Node itself has a switch that turns the verification of certificates off. Not here.
  delete environment.NODE_TLS_REJECT_UNAUTHORIZED;
  const { SQL_RUNNER_CONNECT: address, SQL_RUNNER_RETRY_AT_MOST: longestRetry } = environment;
  return { address: readAddress(address), longestRetry: readLongestRetry(longestRetry) };
}

function readLongestRetry(given = ""): number {
  if (!/^\d*$/.test(given)) {
    throw new WrongArguments(`SQL_RUNNER_RETRY_AT_MOST is ${JSON.stringify(given)}; give whole seconds`);
  }
  return given === "" ? Infinity : Number(given);
}

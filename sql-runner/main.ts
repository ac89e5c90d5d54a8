import { readArguments } from "./arguments";
import { readAddress } from "./connect-to";
import { Tokens } from "./credentials";
import { realClock } from "./retry";
import { run } from "./run";
import { WrongArguments } from "./wrong-arguments";

/**
 * The program that Terraform starts at apply time: `node sql-runner.js apply|remove <fact as JSON>`.
 *
 * It logs in with the token in SQL_RUNNER_ACCESS_TOKEN or, without one, as credentials.ts finds one. With --dry-run it
 * prints the statements and sends none. SQL_RUNNER_CONNECT=host:port makes connections go there; see connect-to.ts.
 * SQL_RUNNER_RETRY_AT_MOST=seconds gives up sooner than --retry-for says, for tests.
 *
 * Exit codes: 0 done, 1 not done, 2 wrong arguments.
 */
async function main(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  // Node itself has a switch that turns the verification of certificates off. Not here.
  delete environment.NODE_TLS_REJECT_UNAUTHORIZED;
  const given = readArguments(args);
  const read = { ...given, retryFor: Math.min(given.retryFor, longestRetry(environment.SQL_RUNNER_RETRY_AT_MOST)) };
  const address = readAddress(environment.SQL_RUNNER_CONNECT);
  const { server } = read.fact;
  const tokens = new Tokens(server, environment);
  return run(read, {
    clock: realClock,
    connect: async (database) => {
      const token = await tokens.get();
      const { openConnection } = await import("./connection");
      return openConnection({ server, database, token, strictEncryption: read.strictEncryption, address });
    },
    tokenOwner: () => tokens.owner,
    out: (line) => process.stdout.write(`${tokens.hide(line)}\n`),
    err: (line) => process.stderr.write(`sql-runner: ${tokens.hide(line)}\n`),
  });
}

function longestRetry(given = ""): number {
  if (!/^\d*$/.test(given)) {
    throw new WrongArguments(`SQL_RUNNER_RETRY_AT_MOST is ${JSON.stringify(given)}; give whole seconds`);
  }
  return given === "" ? Infinity : Number(given);
}

main(process.argv.slice(2), process.env)
  .then((exitCode) => {
    process.exitCode = exitCode;
  })
  .catch((error: unknown) => {
    process.stderr.write(`sql-runner: ${(error as Error).message}\n`);
    process.exitCode = error instanceof WrongArguments ? 2 : 1;
  });

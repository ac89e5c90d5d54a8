import { readArguments } from "./arguments";
import { readConnectionSettings } from "./connection-settings";
import { connector } from "./connector";
import { Tokens } from "./credentials";
import { realClock } from "./retry";
import { run } from "./run";
import { WrongArguments } from "./wrong-arguments";

/**
 * The program that Terraform starts at apply time: `node sql-runner.js apply|remove <fact as JSON>`.
 *
 * It logs in with the token in SQL_RUNNER_ACCESS_TOKEN or, without one, as credentials.ts finds one. With --dry-run it
 * prints the statements and sends none. What else the environment says is in connection-settings.ts.
 *
 * Exit codes: 0 done, 1 not done, 2 wrong arguments.
 */
async function main(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const { address, longestRetry } = readConnectionSettings(environment);
  const given = readArguments(args);
  const { strictEncryption, fact } = given;
  const tokens = new Tokens(fact.server, environment);
  return run(
    { ...given, retryFor: Math.min(given.retryFor, longestRetry) },
    {
      clock: realClock,
      connect: connector({ server: fact.server, strictEncryption }, tokens, address),
      tokenOwner: () => tokens.owner,
      out: (line) => process.stdout.write(`${tokens.hide(line)}\n`),
      err: (line) => process.stderr.write(`sql-runner: ${tokens.hide(line)}\n`),
    },
  );
}

main(process.argv.slice(2), process.env)
  .then((exitCode) => {
    process.exitCode = exitCode;
  })
  .catch((error: unknown) => {
    process.stderr.write(`sql-runner: ${(error as Error).message}\n`);
    process.exitCode = error instanceof WrongArguments ? 2 : 1;
  });

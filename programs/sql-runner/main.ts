import { readArguments } from "./arguments";
import { readConnectionSettings } from "./connection-settings";
import { FormerIds } from "./former-ids";
import { printableLines } from "./printable";
import { runAll } from "./run-all";
import { Servers } from "./servers";
import { WrongArguments } from "./wrong-arguments";

/**
 * The program that Terraform starts at apply time: `node sql-runner.js apply|remove <fact as JSON>`, or without one for
 * all facts that listed-facts.ts finds. `note` writes down whom these are of, see former-ids.ts.
 *
 * It logs in with the token in SQL_RUNNER_ACCESS_TOKEN or, without one, as credentials.ts finds one. With --dry-run it
 * prints the statements and sends none. What else the environment says is in connection-settings.ts.
 *
 * Exit codes: 0 done, 1 not done, 2 wrong arguments.
 */
async function main(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const settings = readConnectionSettings(environment);
  const all = readArguments(args, environment).map((given) => ({
    ...given,
    retryFor: Math.min(given.retryFor, settings.longestRetry),
  }));
  const formerIds = new FormerIds(environment);
  if (args[0] === "note") {
    formerIds.note(all.map(({ fact }) => fact));
    return 0;
  }
  const servers = new Servers(settings, environment);
  try {
    return (await runAll(all, (given) => servers.of(given), formerIds)) ? 0 : 1;
  } finally {
    servers.close();
  }
}

function tell(error: unknown): void {
  process.stderr.write(`sql-runner: ${printableLines((error as Error).message)}\n`);
}

// Nothing that is thrown where nobody waits for it ends in a stack trace.
process.on("uncaughtException", (error) => {
  tell(error);
  process.exit(1);
});

main(process.argv.slice(2), process.env)
  .then((exitCode) => {
    process.exitCode = exitCode;
  })
  .catch((error: unknown) => {
    tell(error);
    process.exitCode = error instanceof WrongArguments ? 2 : 1;
  });

import { readArguments } from "./arguments";
import { readConnectionSettings } from "./connection-settings";
import { FormerIds } from "./former-ids";
import { printableLines } from "./printable";
import { runAll } from "./run-all";
import { Servers } from "./servers";
import { WrongArguments } from "./wrong-arguments";

export { drivers } from "./drivers";

/**
 * The program that Terraform starts at apply: `node sql-runner.js apply|remove <fact as JSON>`, or without a fact for
 * all facts of listed-facts.ts. `note` records the principals of the facts; see former-ids.ts.
 *
 * It signs in with the token in SQL_RUNNER_ACCESS_TOKEN, or with one that credentials.ts finds. With --dry-run, it
 * prints the statements without sending them. connection-settings.ts reads the other environment variables.
 *
 * Exit codes: 0 done, 1 failed, 2 wrong arguments.
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

function start(): void {
  // Uncaught errors must not end in a stack trace.
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
}

if (require.main === module) {
  start();
}

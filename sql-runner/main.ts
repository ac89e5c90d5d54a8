import { parseArgs } from "node:util";
import { scriptOf, stepsToApply, stepsToRemove } from "../lib/sql/t-sql";
import { MalformedFact, readFact } from "./read-fact";

/**
 * The program that Terraform starts at apply time: `node sql-runner.js apply|remove <fact as JSON>`.
 *
 * With --dry-run, or SQL_RUNNER_DRY_RUN=1 in the environment (as in the simulator, which has no SQL server), it prints the
 * statements and sends none.
 *
 * Exit codes: 0 done, 1 not done, 2 wrong arguments.
 */
const USAGE = "usage: sql-runner.js (apply|remove) [--dry-run] <fact as JSON>";

const ACTIONS = { apply: stepsToApply, remove: stepsToRemove };

function main(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { "dry-run": { type: "boolean", default: false } },
  });
  const [action = "", argument = "", ...rest] = positionals;
  if (!(action in ACTIONS) || positionals.length < 2 || rest.length > 0) {
    throw new MalformedFact(USAGE);
  }
  const fact = readFact(argument);
  const steps = ACTIONS[action as keyof typeof ACTIONS](fact);
  if (!values["dry-run"] && process.env.SQL_RUNNER_DRY_RUN !== "1") {
    process.stderr.write(
      `cannot ${action} the ${fact.kind} on ${fact.server}: this version has no connection to SQL servers yet; ` +
        "run the statements that --dry-run prints by hand, or remove the construct\n",
    );
    return 1;
  }
  process.stdout.write(steps.map((step) => scriptOf(fact.server, step)).join("\n"));
  return 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`sql-runner: ${(error as Error).message}\n`);
  process.exitCode = 2;
}

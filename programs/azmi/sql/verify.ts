import { readConnectionSettings } from "../../sql-runner/connection-settings";
import { connector } from "../../sql-runner/connector";
import { engineOf } from "../../sql-runner/engines/engine-of";
import { Tokens } from "../../sql-runner/credentials";
import { realClock } from "../../sql-runner/retry";
import { groupBy } from "../../../lib/core/collections";
import { printableLines } from "../../sql-runner/printable";
import { readApp } from "../synthesized-app";
import { checkServer } from "./check-server";
import { type Findings } from "./difference";
import { repairCommands } from "./repair";
import { asJson, asText, exitCodeOf, inOrder, type Report } from "./report";
import { readStackFacts, type StackFacts } from "./stack-facts";
import { TerraformState } from "./terraform-state";

export interface VerifyOptions {
  /** Only these stacks. */
  readonly stack?: readonly string[];
  /** In seconds. */
  readonly retryFor: number;
  readonly json: boolean;
}

export interface Output {
  /** The maximum width of a table. */
  readonly columns: number;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * Compares the SQL facts of an app with its servers.
 *
 * @param directory the output of synthesis
 * @returns the exit code
 * @throws WrongArguments
 */
export async function verify(
  directory: string,
  { stack: names, retryFor, json }: VerifyOptions,
  environment: NodeJS.ProcessEnv,
  { columns, out, err }: Output,
): Promise<number> {
  const settings = readConnectionSettings(environment);
  const app = readApp(directory, names);
  const state = new TerraformState(environment);
  const stacks: StackFacts[] = [];
  for (const stack of app) {
    stacks.push(await readStackFacts(stack, state));
  }

  const outdated = stacks.flatMap((stack) => stack.outdated);
  const byServer = groupBy(
    stacks.flatMap(({ applied }) => applied),
    ({ fact }) => fact.server.toLowerCase(),
  );
  const tokens: Tokens[] = [];
  const onServers = await Promise.all(
    [...byServer].map(([server, facts]): Promise<Findings> => {
      const engine = engineOf(facts[0]!.fact);
      const own = new Tokens(server, environment, engine.audience);
      tokens.push(own);
      const administrator = facts.find((fact) => fact.administrator !== undefined)?.administrator;
      const strictEncryption = facts.some((fact) => fact.strictEncryption);
      return checkServer({
        server,
        facts,
        outdated: outdated.filter((fact) => fact.server.toLowerCase() === server),
        connect: connector({ server, strictEncryption, administrator, engine }, own, settings),
        tokenOwner: () => own.owner,
        limit: Math.min(retryFor, settings.longestRetry) * 1000,
        clock: realClock(settings.longestRetry),
      });
    }),
  );

  const findings = [...stacks, ...onServers];
  const report: Report = {
    stacks: app.map(({ name }) => name),
    facts: stacks.reduce((sum, { count }) => sum + count, 0),
    differences: inOrder(findings.flatMap(({ differences }) => differences)),
    unchecked: findings.flatMap(({ unchecked }) => unchecked),
  };
  const hide = (text: string): string => tokens.reduce((hidden, own) => own.hide(hidden), text);
  report.unchecked.forEach(({ why }) => {
    err(`azmi: ${printableLines(hide(why))}`);
  });
  out(hide(json ? asJson(report) : asText(report, repairCommands(report.differences, app, state.command), columns)));
  return exitCodeOf(report);
}

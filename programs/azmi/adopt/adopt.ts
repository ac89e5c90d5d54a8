import { adopt } from "../../../lib/adoption/adopt";
import { type Configuration } from "../../../lib/adoption/input/configuration";
import { existingIn } from "../../../lib/adoption/input/inputs";
import { textOf } from "../../../lib/adoption/input/read-file";
import { readApp } from "../synthesized-app";
import { WrongArguments } from "../../sql-runner/wrong-arguments";
import { adoptionFiles, writeFiles } from "./adoption-files";
import { givenStates } from "./given-states";
import { asJson, asText, type Report } from "./report";

export interface AdoptOptions {
  /** Files, each with its stack as a prefix if there are several stacks. */
  readonly state: readonly string[];
  readonly existing: readonly string[];
  /** Only these stacks; all stacks if it is empty. */
  readonly stack: readonly string[];
  readonly out?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export interface Output {
  /** The maximum width of a table. */
  readonly columns: number;
  readonly out: (text: string) => void;
}

/**
 * Writes the blocks that let an app adopt existing resources.
 *
 * @param directory the output of synthesis
 * @returns the exit code
 * @throws WrongArguments or AdoptionError, before anything is written
 */
export function adoptApp(directory: string, options: AdoptOptions, { columns, out }: Output): number {
  const app = readApp(directory, options.stack.length > 0 ? options.stack : undefined);
  const states = givenStates(
    options.state,
    app.map(({ name }) => name),
  );
  if (states.size === 0 && options.existing.length === 0) {
    throw new WrongArguments("no existing resources; pass --state, --existing, or both");
  }
  const existing = options.existing.flatMap((file) => existingIn(textOf(file), file));
  const stacks = app.map(({ name, configuration }) => ({
    name,
    configuration: configuration as Configuration,
    state: states.get(name) ?? [],
  }));
  const { findings, problems } = adopt(stacks, existing);
  if (problems.length > 0) {
    throw new WrongArguments(`nothing was written:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  }
  const files = adoptionFiles(app, findings, options.out);
  const report: Report = {
    stacks: app.map(({ name }) => name),
    withoutState: app.map(({ name }) => name).filter((name) => !states.has(name)),
    findings,
    files,
    isWritten: !options.dryRun,
  };
  if (report.isWritten) {
    writeFiles(files);
  }
  out(options.json ? asJson(report) : asText(report, columns));
  return findings.some(({ needsAttention }) => needsAttention) ? 2 : 0;
}

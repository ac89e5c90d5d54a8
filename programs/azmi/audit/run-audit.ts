import { writeFileSync } from "node:fs";
import { version } from "../../../package.json";
import { audit, type Audit } from "../../../lib/audit/report/audit";
import { baselineOf } from "../../../lib/audit/report/baseline";
import { asJson } from "../../../lib/audit/report/json";
import { asSarif } from "../../../lib/audit/report/sarif";
import { printableLines } from "../../sql-runner/printable";
import { readInputs, type ReadInput } from "../input/read-documents";
import { Problems } from "../input/problems";
import { errorLines } from "../output/error-lines";
import { Progress, type ProgressStream } from "../output/progress";
import { writing } from "../output/writing";
import { type AuditArguments, chosen } from "./audit-arguments";
import { asText, type TextOptions } from "./audit-text";
import { readBaseline, readSuppressions } from "./decision-files";

export interface Surroundings {
  /** Whether the report goes to a terminal. */
  readonly isTerminal: boolean;
  /** The width of the terminal. */
  readonly columns: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly out: (text: string) => void;
  readonly progress: ProgressStream;
}

/**
 * Audits Terraform and reports what it finds.
 *
 * @returns the exit code
 */
export function runAudit(paths: readonly string[], given: AuditArguments, surroundings: Surroundings): number {
  const progress = new Progress(surroundings.progress);
  try {
    return auditAndReport(paths, given, surroundings, progress);
  } catch (error) {
    progress.end();
    // Whatever goes wrong must not look like findings.
    surroundings.progress.write(errorLines(error as Error));
    return 2;
  }
}

function auditAndReport(
  paths: readonly string[],
  given: AuditArguments,
  { isTerminal, columns, environment, out }: Surroundings,
  progress: Progress,
): number {
  const problems = new Problems();
  const { format, severity, rules, today } = chosen(given, (problem) => {
    problems.add(problem);
  });
  const suppressions = problems.attempt(() => readSuppressions(given.suppressions));
  const baseline = problems.attempt(() => readBaseline(given.baseline));
  progress.step("reading");
  const inputs = problems.attempt(() => readInputs(paths)) ?? [];
  problems.check();

  progress.step(`auditing ${String(inputs.length)} ${inputs.length === 1 ? "document" : "documents"}`);
  const documents = inputs.map(({ document }) => document);
  const result = audit(documents, { rules, severity, suppressions, baseline, today });
  const written = given.writeBaseline;
  if (written !== undefined) {
    write(written, `${JSON.stringify(baselineOf([...result.findings, ...result.known]), null, 2)}\n`);
  }
  progress.end();
  const shown =
    written === undefined ? result : { ...result, findings: [], known: [...result.findings, ...result.known] };
  const isColored = isTerminal && given.output === undefined && !environment.NO_COLOR && environment.TERM !== "dumb";
  const report = `${reportOf(shown, inputs, format, { isColored, columns })}\n`;
  if (given.output === undefined) {
    out(report);
  } else {
    write(given.output, report);
  }
  return shown.findings.length > 0 ? 1 : 0;
}

function reportOf(result: Audit, inputs: readonly ReadInput[], format: string, text: TextOptions): string {
  switch (format) {
    case "json":
      return printableLines(asJson(result));
    case "sarif":
      return printableLines(asSarif(result, { version, files: filesOf(inputs) }));
    default:
      return asText(result, text);
  }
}

const filesOf = (inputs: readonly ReadInput[]): Map<string, string> =>
  new Map(inputs.map(({ document, file }) => [document.name, file]));

function write(file: string, text: string): void {
  writing(file, () => {
    writeFileSync(file, text);
  });
}

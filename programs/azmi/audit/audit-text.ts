import wrapAnsi from "wrap-ansi";
import { groupBy } from "../../../lib/core/collections";
import { type Audit } from "../../../lib/audit/report/audit";
import { type ReportedFinding } from "../../../lib/audit/report/reported-finding";
import { RULES_PAGE } from "../../../lib/audit/report/rules-page";
import { SEVERITIES, type Severity } from "../../../lib/audit/rules/rule";
import { printable } from "../../sql-runner/printable";

/** Nobody reads more in a terminal. */
const MOST_FINDINGS = 500;

export interface TextOptions {
  readonly isColored: boolean;
  /** The width of the terminal. */
  readonly columns: number;
}

/** The report for people: findings by document, what to do about each rule, and a summary. */
export function asText(audit: Audit, { isColored, columns }: TextOptions): string {
  const paint = isColored ? painted : plain;
  const shown = audit.findings.slice(0, MOST_FINDINGS);
  const hidden = audit.findings.length - shown.length;
  return [
    ...[...groupBy(shown, ({ document }) => document)].flatMap(([document, findings]) => [
      paint("bold", printable(document)),
      ...findings.flatMap((finding) => ["", ...entry(finding, paint)]),
      "",
    ]),
    ...(hidden > 0 ? [`and ${String(hidden)} more (use --format json to see all)`, ""] : []),
    ...remedies(shown, columns, paint),
    summary(audit, paint),
    ...notes(audit),
  ].join("\n");
}

function entry({ rule, address, constructPath, argument, message }: ReportedFinding, paint: Paint): string[] {
  const place = argument === undefined ? address : `${address}, ${argument}`;
  return [
    `  ${paint(rule.severity, rule.severity.padEnd(WIDTH))} ${printable(place)}`,
    `  ${INDENT} ${printable(message)} [${rule.id}]`,
    ...(constructPath === undefined ? [] : [`  ${INDENT} ${paint("dim", printable(`construct ${constructPath}`))}`]),
  ];
}

const WIDTH = Math.max(...SEVERITIES.map((severity) => severity.length));
const INDENT = " ".repeat(WIDTH);

function remedies(findings: readonly ReportedFinding[], columns: number, paint: Paint): string[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const width = Math.min(columns, WIDEST) - REMEDY.length;
  return rules.length === 0
    ? []
    : [
        paint("bold", "What to do"),
        ...rules.flatMap(({ id, remedy }) => [
          "",
          `  ${id}`,
          ...wrapAnsi(remedy, width)
            .split("\n")
            .map((line) => REMEDY + line),
        ]),
        "",
        paint("dim", `More about the rules: ${RULES_PAGE}`),
        "",
      ];
}

/** Longer lines are hard to read. */
const WIDEST = 100;
const REMEDY = "    ";

function summary({ documents, resources, findings, suppressed, known }: Audit, paint: Paint): string {
  const where = `in ${count(resources, "resource")} of ${count(documents.length, "document")}`;
  const also = [
    ...(suppressed.length > 0 ? [`${String(suppressed.length)} suppressed`] : []),
    ...(known.length > 0 ? [`${String(known.length)} in the baseline`] : []),
  ].map((text) => `; ${text}`);
  if (findings.length === 0) {
    return `${paint("clean", "no findings")} ${where}${also.join("")}`;
  }
  const counts = SEVERITIES.flatMap((severity) => {
    const own = findings.filter(({ rule }) => rule.severity === severity).length;
    return own === 0 ? [] : [paint(severity, `${String(own)} ${severity}`)];
  });
  return `${count(findings.length, "finding")} (${counts.join(", ")}) ${where}${also.join("")}`;
}

const count = (number: number, what: string): string => `${String(number)} ${what}${number === 1 ? "" : "s"}`;

function notes({ fixed }: Audit): string[] {
  return fixed.length === 0
    ? []
    : [
        "",
        `${count(fixed.length, "finding")} of the baseline ${fixed.length === 1 ? "is" : "are"} gone; write it again to keep ` +
          "them from coming back:",
        ...fixed.map(({ rule, document, address }) => `  ${printable(`${document}: ${address}`)} [${printable(rule)}]`),
      ];
}

type Style = Severity | "bold" | "dim" | "clean";
type Paint = (style: Style, text: string) => string;

/** https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters */
const CODES: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  high: [31, 39],
  medium: [33, 39],
  low: [36, 39],
  clean: [32, 39],
  bold: [1, 22],
  dim: [2, 22],
};

const plain: Paint = (_, text) => text;

const painted: Paint = (style, text) => `\u001b[${String(CODES[style][0])}m${text}\u001b[${String(CODES[style][1])}m`;

import { asFile, isEmpty, releaseOf } from "../../../lib/adoption/finding/blocks";
import { type Fate, type Finding } from "../../../lib/adoption/finding/finding";
import { printable, printableLines } from "../../sql-runner/printable";
import { groupBy } from "../../../lib/core/collections";
import { table } from "../output/table";
import { type AdoptionFile } from "./adoption-files";

/** The result for an app. */
export interface Report {
  readonly stacks: readonly string[];
  /** Stacks without a state. They count as never applied. */
  readonly withoutState: readonly string[];
  readonly findings: readonly Finding[];
  readonly files: readonly AdoptionFile[];
  readonly isWritten: boolean;
}

export function asJson({ files, isWritten, ...report }: Report): string {
  const shown = files.map(({ path, blocks }) => ({ path, isWritten, ...blocks }));
  return printableLines(JSON.stringify({ ...report, files: shown }, null, 2));
}

/** Nobody reads more, and drawing them would take longer than finding them. */
const MOST_ROWS = 200;

/** For people: a table, a summary, and what to do in other states. */
export function asText(report: Report, columns: number): string {
  const { findings } = report;
  const rows = [...findings.filter(isMarked), ...findings.filter((finding) => !isMarked(finding))].slice(0, MOST_ROWS);
  const more = findings.length - rows.length;
  return [
    ...(rows.length > 0
      ? [table(["Stack", "Status", "Address", "From", "Note"], rows.map(asRow), { flexible: [4, 3, 2], columns })]
      : []),
    ...(more > 0 ? [`and ${String(more)} more (use --json to see all)`] : []),
    ...(rows.length > 0 ? [""] : []),
    summary(report),
    ...report.withoutState.map((stack) =>
      printable(`no state for stack ${stack}, which therefore counts as never applied; pass it with --state`),
    ),
    ...report.files.flatMap((file) => filed(file, report.isWritten)),
    ...releases(findings),
  ].join("\n");
}

const isMarked = ({ needsAttention }: Finding): boolean => needsAttention === true;

const asRow = ({ stack, fate, address, from = "", detail = "", needsAttention }: Finding): string[] =>
  [stack, needsAttention ? `${fate} !` : fate, address, from, detail].map(printable);

const FATES: readonly Fate[] = ["moved", "imported", "released", "created", "destroyed"];

function summary({ findings, stacks }: Report): string {
  const inStacks = `in ${String(stacks.length)} stack${stacks.length === 1 ? "" : "s"}`;
  if (findings.length === 0) {
    return `nothing to adopt ${inStacks}`;
  }
  const counts = FATES.map((fate) => [findings.filter((finding) => finding.fate === fate).length, fate] as const);
  const attention = findings.filter(({ needsAttention }) => needsAttention).length;
  return [
    `${counts.flatMap(([count, fate]) => (count > 0 ? [`${String(count)} ${fate}`] : [])).join(", ")} ${inStacks}`,
    ...(attention > 0 ? [`${String(attention)} marked ! ${attention === 1 ? "needs" : "need"} attention`] : []),
  ].join("; ");
}

function filed({ path, blocks }: AdoptionFile, isWritten: boolean): string[] {
  if (isEmpty(blocks)) {
    return [printable(isWritten ? `deleted ${path}, which is no longer needed` : `would delete ${path}`)];
  }
  return isWritten
    ? [printable(`wrote ${path}`)]
    : ["", printable(`would write ${path}:`), printableLines(asFile(blocks).trimEnd())];
}

/** What must be done in states of other apps first. */
function releases(findings: readonly Finding[]): string[] {
  const held = findings.flatMap(({ heldBy }) => (heldBy ? [heldBy] : []));
  return [...groupBy(held, ({ file }) => file)].flatMap(([file, own]) => {
    const [single, several] = [
      own.filter((one) => !one.address.includes("[")),
      own.filter((one) => one.address.includes("[")),
    ];
    const removed = single.map(({ address }) => releaseOf(address));
    return [
      "",
      printable(
        `The state in ${file} must release these resources first, without destroying them. Add this JSON to its configuration:`,
      ),
      ...(removed.length > 0 ? [printableLines(JSON.stringify({ removed }, null, 2))] : []),
      ...several.map(({ address }) => printable(`terraform state rm '${address}'`)),
    ];
  });
}

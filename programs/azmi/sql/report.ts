import { printable, printableLines } from "../../sql-runner/printable";
import { table } from "../output/table";
import { type Difference, type Findings } from "./difference";

/** The result for an app. */
export interface Report extends Findings {
  readonly stacks: readonly string[];
  /** The number of facts of the stacks. */
  readonly facts: number;
}

/** 0 no differences, 1 something could not be checked, 2 differences. */
export function exitCodeOf({ differences, unchecked }: Report): number {
  return differences.length > 0 ? 2 : unchecked.length > 0 ? 1 : 0;
}

export function asJson(report: Report): string {
  return printableLines(JSON.stringify(report, null, 2));
}

/**
 * For people: a table of differences, a summary, and what to do.
 *
 * @param repair commands that recreate missing facts
 */
export function asText(report: Report, repair: readonly string[], columns: number): string {
  const { differences } = report;
  if (differences.length === 0) {
    return summary(report);
  }
  const rows = differences.map(({ stack, server, database = "", what, difference, detail }) =>
    [stack, server, database, what, detail === undefined ? difference : `${difference}: ${detail}`].map(printable),
  );
  return [
    table(["Stack", "Server", "Database", "What", "Difference"], rows, { flexible: [3, 4], columns }),
    "",
    summary(report),
    ...(differences.some(({ difference }) => difference === "other principal") ? ["", WHAT_TO_DECIDE] : []),
    ...(repair.length > 0 ? ["", HOW_TO_REPAIR, ...repair.map(printableLines)] : []),
  ].join("\n");
}

/** The runner never takes access from one principal to give it to another. */
const WHAT_TO_DECIDE =
  "The name of a login or user belongs to another principal, and Terraform does not change that. Give yours another name " +
  "(loginName, userName). If nobody needs the other one, drop it or set replaceOther.";

const HOW_TO_REPAIR = "Terraform does not notice that facts are missing. To recreate them, run:";

function summary({ stacks, facts, differences, unchecked }: Report): string {
  if (facts === 0) {
    return `no SQL facts in ${count(stacks.length, "stack")}`;
  }
  const notChecked = unchecked.reduce((sum, one) => sum + one.facts, 0);
  const different = differences.filter(({ address }) => address !== undefined).length;
  const unexpected = differences.length - different;
  return [
    `${String(facts - different - notChecked)} of ${count(facts, "fact")} of ${count(stacks.length, "stack")} hold`,
    ...(unexpected > 0 ? [`${String(unexpected)} unexpected`] : []),
    ...(notChecked > 0 ? [`${String(notChecked)} could not be checked`] : []),
  ].join(", ");
}

const count = (number: number, what: string): string => `${String(number)} ${what}${number === 1 ? "" : "s"}`;

/** Sorts differences, so that the output does not depend on timing. */
export function inOrder(differences: readonly Difference[]): Difference[] {
  const key = ({ stack, server, database = "", what, difference }: Difference): string[] => [
    stack,
    server,
    database,
    what,
    difference,
  ];
  return [...differences].sort((one, other) => {
    const [left, right] = [key(one), key(other)];
    const index = left.findIndex((text, at) => text !== right[at]);
    return index < 0 ? 0 : left[index]! < right[index]! ? -1 : 1;
  });
}

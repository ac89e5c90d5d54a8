import { groupBy } from "../../core/collections";
import { type TerraformDocument, type Values } from "../terraform/document";
import { objectsIn } from "../terraform/values";
import { matches } from "./pattern";
import { type ReportedFinding } from "./reported-finding";

/** Findings that somebody has decided to live with. */
export interface Suppression {
  /** Id of the rule. */
  readonly rule: string;
  /**
   * A Terraform address, or the path of a construct, which includes the constructs below it. "*" stands for any text:
   * "module.legacy.*".
   */
  readonly at: string;
  readonly reason: string;
  /** The last day on which it counts: "2027-03-31". */
  readonly expires?: string;
}

/** A suppression, and where it is written: a stack, or a file. */
export interface WrittenSuppression extends Suppression {
  readonly source: string;
}

/** A finding, and why it does not count. */
export interface SuppressedFinding {
  readonly finding: ReportedFinding;
  readonly suppression: WrittenSuppression;
}

/** What suppressions do to findings. */
export interface Judged {
  readonly counting: readonly ReportedFinding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Suppressions that no finding needs. */
  readonly unused: readonly WrittenSuppression[];
}

/** @param today without it, no suppression has expired */
export function suppress(
  findings: readonly ReportedFinding[],
  suppressions: readonly WrittenSuppression[],
  today: string | undefined,
): Judged {
  const byRule = groupBy(suppressions, ({ rule }) => rule);
  const used = new Set<WrittenSuppression>();
  const counting: ReportedFinding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const all = (byRule.get(finding.rule.id) ?? []).filter(({ at }) => isAt(at, finding));
    all.forEach((suppression) => used.add(suppression));
    const valid = all.find((suppression) => !isExpired(suppression, today));
    if (valid) {
      suppressed.push({ finding, suppression: valid });
    } else {
      counting.push(withExpiry(finding, all.at(-1)?.expires));
    }
  }
  return { counting, suppressed, unused: suppressions.filter((suppression) => !used.has(suppression)) };
}

function isAt(at: string, { address, constructPath }: ReportedFinding): boolean {
  return (
    matches(at, address) ||
    (constructPath !== undefined && (matches(at, constructPath) || matches(`${at}/*`, constructPath)))
  );
}

/** Dates of this form sort like text. */
const isExpired = ({ expires }: Suppression, today: string | undefined): boolean =>
  expires !== undefined && today !== undefined && expires < today;

function withExpiry(finding: ReportedFinding, expires: string | undefined): ReportedFinding {
  return expires === undefined
    ? finding
    : { ...finding, message: `${finding.message} (its suppression expired after ${expires})` };
}

/** The suppressions of constructs, which CDKTF writes into the Terraform JSON of their stacks. */
export function suppressionsIn(documents: readonly TerraformDocument[]): WrittenSuppression[] {
  return documents.flatMap(({ name, comments = [] }) =>
    comments.flatMap(({ azmi }) =>
      objectsIn(azmi)
        .flatMap(({ suppressions }) => objectsIn(suppressions))
        .filter(isSuppression)
        .map((suppression) => ({ ...suppression, source: name })),
    ),
  );
}

const isSuppression = (given: Values): given is Values & Suppression => suppressionProblems(given).length === 0;

const DATE = /^\d{4}-\d\d-\d\d$/;

/** What is wrong with a suppression, in words. */
export function suppressionProblems(given: unknown): string[] {
  if (typeof given !== "object" || given === null) {
    return ["value must be an object with rule, at and reason"];
  }
  const { expires, ...required } = given as Readonly<Record<string, unknown>>;
  return [
    ...["rule", "at", "reason"].flatMap((name) =>
      typeof required[name] === "string" && required[name].trim() !== "" ? [] : [`${name} must be text`],
    ),
    ...(expires === undefined || isDate(expires) ? [] : ['expires must be a date such as "2027-03-31"']),
  ];
}

export function isDate(text: unknown): boolean {
  return typeof text === "string" && DATE.test(text) && !Number.isNaN(Date.parse(text)) && isInCalendar(text);
}

/** JavaScript takes the 31st of a shorter month for a day of the next one. */
const isInCalendar = (text: string): boolean => new Date(text).toISOString().startsWith(text);

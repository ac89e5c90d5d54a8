import { type Finding, type Rule, SEVERITIES } from "../rules/rule";
import { fingerprintOf } from "./fingerprint";

/** A finding as reports show it: text only, without the blocks. */
export interface ReportedFinding {
  readonly rule: Rule;
  /** The stack or the file. */
  readonly document: string;
  /** The Terraform address. */
  readonly address: string;
  readonly constructPath?: string;
  /** The argument, such as "app_settings.KEY". */
  readonly argument?: string;
  readonly message: string;
  /** The same in every run, wherever the block stands in the file. */
  readonly fingerprint: string;
}

export function reported({ rule, block, path, message }: Finding): ReportedFinding {
  const place = {
    document: block.document.name,
    address: block.address,
    ...(path !== undefined && path !== "" && { argument: path }),
  };
  return {
    rule,
    ...place,
    ...(block.constructPath !== undefined && { constructPath: block.constructPath }),
    message,
    fingerprint: fingerprintOf(rule.id, place),
  };
}

/** Sorts by document, severity and place, so that the same input gives the same report. Drops what is said twice. */
export function inOrder(findings: readonly ReportedFinding[]): ReportedFinding[] {
  const keyed = findings.map((finding) => ({ finding, key: sortKey(finding) }));
  keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return keyed.filter(({ key }, index) => key !== keyed[index - 1]?.key).map(({ finding }) => finding);
}

function sortKey({ document, rule, address, argument = "", message }: ReportedFinding): string {
  return [document, SEVERITIES.indexOf(rule.severity), address, argument, rule.id, message].join("\u0000");
}

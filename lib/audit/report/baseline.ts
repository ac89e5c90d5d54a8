import { type ReportedFinding } from "./reported-finding";

/** The findings that an estate starts with. They do not count until they are fixed. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

/** A finding without its message: only the fingerprint counts, the rest is for people. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly document: string;
  readonly address: string;
  readonly argument?: string;
}

export function baselineOf(findings: readonly ReportedFinding[]): Baseline {
  const entries = findings.map(({ fingerprint, rule, document, address, argument }) => ({
    fingerprint,
    rule: rule.id,
    document,
    address,
    ...(argument !== undefined && { argument }),
  }));
  return { version: 1, findings: entries.filter(isFirst) };
}

/** A rule can find several things in one place. */
const isFirst = ({ fingerprint }: BaselineEntry, index: number, all: readonly BaselineEntry[]): boolean =>
  fingerprint !== all[index - 1]?.fingerprint;

/** What a baseline does to findings. */
export interface Compared {
  readonly fresh: readonly ReportedFinding[];
  readonly known: readonly ReportedFinding[];
  /** Entries whose finding is gone. */
  readonly fixed: readonly BaselineEntry[];
}

/** @param isJudged whether an entry is about what was audited */
export function compare(
  findings: readonly ReportedFinding[],
  baseline: Baseline | undefined,
  isJudged: (entry: BaselineEntry) => boolean,
): Compared {
  const entries = new Set(baseline?.findings.map(({ fingerprint }) => fingerprint));
  const found = new Set(findings.map(({ fingerprint }) => fingerprint));
  return {
    fresh: findings.filter(({ fingerprint }) => !entries.has(fingerprint)),
    known: findings.filter(({ fingerprint }) => entries.has(fingerprint)),
    fixed: (baseline?.findings ?? []).filter((entry) => !found.has(entry.fingerprint) && isJudged(entry)),
  };
}

import { accessModel } from "../access/model";
import { type AccessModel } from "../access/access-model";
import { ALL_RULES } from "../rules/packs";
import { type AuditFacts, type Finding, isAsSevereAs, type Rule, type Severity } from "../rules/rule";
import { analyse } from "../terraform/analyse";
import { type TerraformDocument } from "../terraform/document";
import { type Baseline, type BaselineEntry, compare } from "./baseline";
import { inOrder, reported, type ReportedFinding } from "./reported-finding";
import { suppress, type SuppressedFinding, suppressionsIn, type WrittenSuppression } from "./suppression";
import { SUPPRESSION_WITHOUT_EFFECT, withoutEffect } from "./suppression-without-effect";

export interface AuditOptions {
  /** @default - all rules */
  readonly rules?: readonly Rule[];
  /**
   * The least severity that counts.
   *
   * @default "low"
   */
  readonly severity?: Severity;
  /** @default - only those of constructs, which stand in the documents */
  readonly suppressions?: readonly WrittenSuppression[];
  /** @default - every finding counts */
  readonly baseline?: Baseline;
  /**
   * The date on which suppressions are judged: "2026-12-31".
   *
   * @default - suppressions do not expire
   */
  readonly today?: string;
}

export interface Audit {
  /** Names of what was audited. */
  readonly documents: readonly string[];
  /** The number of resources and data sources. */
  readonly resources: number;
  /** The rules that were checked. */
  readonly rules: readonly Rule[];
  /** The findings that count. The lists of findings are sorted by document, severity and place. */
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** The findings that the baseline lists. */
  readonly known: readonly ReportedFinding[];
  /** Entries of the baseline whose finding is gone. */
  readonly fixed: readonly BaselineEntry[];
}

/** Checks documents as one estate: references between them count. */
export function audit(documents: readonly TerraformDocument[], options: AuditOptions = {}): Audit {
  return auditOf(factsOf(documents), options);
}

/** Checks what is known already. */
export function auditOf(facts: AuditFacts, options: AuditOptions = {}): Audit {
  const { rules = ALL_RULES, severity = "low", suppressions = [], baseline, today } = options;
  const { documents } = facts.analysis;
  const written = [...suppressionsIn(documents), ...suppressions];
  const { counting, suppressed, unused } = suppress(inOrder(findingsOf(facts, rules)), written, today);
  const isChecked = (id: string): boolean =>
    rules.some((rule) => rule.id === id) || !ALL_RULES.some((rule) => rule.id === id);
  const all = [...counting, ...unused.filter(({ rule }) => isChecked(rule)).map(withoutEffect)];
  const isSevere = ({ rule }: ReportedFinding): boolean => isAsSevereAs(rule.severity, severity);
  const names = documents.map(({ name }) => name);
  const severe = inOrder(all.filter(isSevere));
  const { fresh, known, fixed } = compare(
    severe,
    baseline,
    ({ rule, document }) => isChecked(rule) && names.includes(document),
  );
  return {
    documents: names,
    resources: facts.analysis.blocksOf("resource").length + facts.analysis.blocksOf("data").length,
    rules: [...rules, SUPPRESSION_WITHOUT_EFFECT],
    findings: fresh,
    suppressed: suppressed.filter(({ finding }) => isSevere(finding)),
    known,
    fixed,
  };
}

/** Who can reach what is found out when the first rule asks. */
export function factsOf(documents: readonly TerraformDocument[]): AuditFacts {
  const analysis = analyse(documents);
  let access: AccessModel | undefined;
  return {
    analysis,
    get access() {
      return (access ??= accessModel(analysis));
    },
  };
}

function findingsOf(facts: AuditFacts, rules: readonly Rule[]): ReportedFinding[] {
  return rules.flatMap((rule) => {
    const findings: Finding[] = [];
    rule.check(facts, (violation) => findings.push({ ...violation, rule }));
    return findings.map(reported);
  });
}

import { SEVERITIES } from "../rules/rule";
import { type Audit } from "./audit";
import { type ReportedFinding } from "./reported-finding";
import { helpFor } from "./rules-page";

/**
 * The report for programs. Additions to its shape keep the version; docs/audit.md describes it.
 */
export function asJson({ documents, resources, rules, findings, suppressed, known, fixed }: Audit): string {
  const report = {
    version: 1,
    documents,
    resources,
    rules: rules.map(({ id }) => id),
    summary: {
      ...Object.fromEntries(
        SEVERITIES.map((severity) => [severity, findings.filter(({ rule }) => rule.severity === severity).length]),
      ),
      suppressed: suppressed.length,
      inBaseline: known.length,
    },
    findings: findings.map(entry),
    suppressed: suppressed.map(({ finding, suppression }) => ({ ...entry(finding), suppression })),
    inBaseline: known.map(entry),
    fixed,
  };
  return JSON.stringify(report, null, 2);
}

function entry({ rule, document, address, constructPath, argument, message, fingerprint }: ReportedFinding): object {
  return {
    rule: rule.id,
    severity: rule.severity,
    document,
    address,
    construct: constructPath,
    argument,
    message,
    remedy: rule.remedy,
    help: helpFor(rule.id),
    fingerprint,
  };
}

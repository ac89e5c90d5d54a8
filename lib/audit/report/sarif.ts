import { type Rule, type Severity } from "../rules/rule";
import { type Audit } from "./audit";
import { type ReportedFinding } from "./reported-finding";
import { helpFor, RULES_PAGE } from "./rules-page";
import { type WrittenSuppression } from "./suppression";

const LEVELS: Readonly<Record<Severity, string>> = { high: "error", medium: "warning", low: "note" };

/** How GitHub ranks alerts: https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const SECURITY_SEVERITIES: Readonly<Record<Severity, string>> = { high: "8.0", medium: "5.0", low: "2.0" };

export interface SarifOptions {
  /** The version of the program. */
  readonly version: string;
  /** The path of each document, relative to the working directory and with slashes. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The report for code scanning: SARIF 2.1.0.
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function asSarif(audit: Audit, { version, files }: SarifOptions): string {
  const rules = audit.rules.map(({ id }) => id);
  const result = (finding: ReportedFinding, baselineState?: string, suppression?: WrittenSuppression): object => ({
    ruleId: finding.rule.id,
    ruleIndex: rules.indexOf(finding.rule.id),
    level: LEVELS[finding.rule.severity],
    message: { text: messageOf(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(files.get(finding.document) ?? finding.document) },
          region: { startLine: 1 },
        },
        logicalLocations: logicalLocations(finding),
      },
    ],
    partialFingerprints: { "azmi/v1": finding.fingerprint },
    ...(baselineState !== undefined && { baselineState }),
    ...(suppression && { suppressions: [{ kind: "external", status: "accepted", justification: suppression.reason }] }),
  });
  // All results have a baseline state, or none.
  const compared = audit.known.length > 0;
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "azmi audit",
            semanticVersion: version,
            informationUri: RULES_PAGE,
            rules: audit.rules.map(descriptor),
          },
        },
        columnKind: "utf16CodeUnits",
        results: [
          ...audit.findings.map((finding) => result(finding, compared ? "new" : undefined)),
          ...audit.known.map((finding) => result(finding, "unchanged")),
          ...audit.suppressed.map(({ finding, suppression }) =>
            result(finding, compared ? "unchanged" : undefined, suppression),
          ),
        ],
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function descriptor({ id, severity, title, why, remedy }: Rule): object {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: remedy },
    helpUri: helpFor(id),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ["security", "azure"], precision: "high", "security-severity": SECURITY_SEVERITIES[severity] },
  };
}

/** Viewers show little more than the message. */
const messageOf = ({ address, argument, message }: ReportedFinding): string =>
  `${address}${argument === undefined ? "" : `, ${argument}`}: ${message}`;

function logicalLocations({ address, constructPath }: ReportedFinding): object[] {
  return [
    { fullyQualifiedName: address, kind: "resource" },
    ...(constructPath === undefined ? [] : [{ fullyQualifiedName: constructPath, kind: "member" }]),
  ];
}

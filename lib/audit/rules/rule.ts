import { type AccessModel } from "../access/access-model";
import { type Analysis } from "../terraform/analysis";
import { type Block } from "../terraform/document";

/** From the worst down. "high": a secret or access that should not be; "medium": a weakness; "low": advice. */
export const SEVERITIES = ["high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Whether a severity is as bad as a threshold, or worse. */
export function isAsSevereAs(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** The Terraform JSON of an example. */
export type Example = Readonly<Record<string, unknown>>;

/** One rule of the audit: what it finds, and all that its documentation says. */
export interface Rule {
  /** In kebab-case, named after what is wrong: "literal-in-sensitive-attribute". Never changes once released. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence in lower case without a period: what is wrong. */
  readonly title: string;
  /** Why it matters: one to three sentences. */
  readonly why: string;
  /** What to do: one to three sentences. */
  readonly remedy: string;
  /** The constructs that do it, such as "KeyVaultAccess"; empty if there is none. */
  readonly constructs: readonly string[];
  /** Rules of other scanners that find the same, such as "Checkov CKV_AZURE_137". */
  readonly scanners: readonly string[];
  /** The smallest configuration that the rule finds something in, and the same put right. Both are run by the tests. */
  readonly failing: Example;
  readonly passing: Example;
  readonly check: Check;
}

/** Looks through what the audit knows, and reports what the rule is about. */
export type Check = (facts: AuditFacts, report: (violation: Violation) => void) => void;

export interface AuditFacts {
  readonly analysis: Analysis;
  readonly access: AccessModel;
}

/** What a rule reports. */
export interface Violation {
  readonly block: Block;
  /** The argument, such as "app_settings.KEY"; left out if the block as a whole is meant. */
  readonly path?: string;
  /** Lower case, no period: what is there, never with the secret itself. */
  readonly message: string;
}

/** A violation with the rule that it is of. */
export interface Finding extends Violation {
  readonly rule: Rule;
}

/** How bad a finding is. */
export enum AuditSeverity {
  /** A secret, or access that nobody should have. */
  HIGH = "high",
  /** A weakness. */
  MEDIUM = "medium",
  /** Advice. */
  LOW = "low",
}

/** A finding that somebody has decided to live with. */
export interface AuditSuppression {
  /** The id of the rule: "local-authentication-enabled". docs/rules.md lists all. */
  readonly rule: string;

  /** Why it is acceptable. */
  readonly reason: string;

  /**
   * The last day on which it counts: "2027-03-31".
   *
   * @default - it never expires
   */
  readonly expires?: string;
}

/** A suppression that says where it counts. */
export interface AuditSuppressionAt extends AuditSuppression {
  /**
   * A Terraform address ("azurerm_key_vault.vault"), or the path of a construct ("shop/web"), which includes the constructs
   * below it. "*" stands for any text.
   */
  readonly at: string;
}

/** What is checked, and what fails the synthesis. */
export interface AuditChecksOptions {
  /**
   * The least severity that fails the synthesis. Less severe findings are warnings.
   *
   * @default AuditSeverity.MEDIUM
   */
  readonly failOn?: AuditSeverity;

  /**
   * Ids of the rules that are checked.
   *
   * @default - all rules of the pack
   */
  readonly rules?: string[];

  /**
   * Findings that do not count, besides those that `AuditSuppressions` adds to constructs.
   *
   * @default - none
   */
  readonly suppressions?: AuditSuppressionAt[];

  /**
   * The date on which suppressions are judged: "2026-12-31". Synthesis asks no clock, so that it gives the same result
   * tomorrow; `azmi audit` does.
   *
   * @default - suppressions do not expire
   */
  readonly today?: string;
}

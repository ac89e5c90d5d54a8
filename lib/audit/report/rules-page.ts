/** The documentation of all rules. */
export const RULES_PAGE =
  "https://github.com/cdktf-azure-managed-identity/cdktf-azure-managed-identity/blob/main/docs/rules.md";

/** The documentation of a rule. */
export const helpFor = (rule: string): string => `${RULES_PAGE}#${rule}`;

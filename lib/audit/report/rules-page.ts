const PAGE = "https://github.com/cdktf-azure-managed-identity/cdktf-azure-managed-identity/blob/main/docs/rules.md";

/** The documentation of a rule. */
export const helpFor = (rule: string): string => `${PAGE}#${rule}`;

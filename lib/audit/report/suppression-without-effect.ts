import { type Rule } from "../rules/rule";
import { fingerprintOf } from "./fingerprint";
import { type ReportedFinding } from "./reported-finding";
import { type WrittenSuppression } from "./suppression";

const vault = { name: "kv-shop", resource_group_name: "rg-shop", location: "westeurope", sku_name: "standard" };

/** The audit itself finds this one, after all other rules. */
export const SUPPRESSION_WITHOUT_EFFECT: Rule = {
  id: "suppression-without-effect",
  severity: "low",
  title: "a suppression that no finding needs",
  why: "Whoever reads the suppression believes that something is wrong there. It would also hide the next finding of the rule in that place.",
  remedy: "Remove the suppression, or correct the rule id or the place in it.",
  constructs: ["AuditSuppressions"],
  scanners: [],
  failing: {
    "//": {
      azmi: {
        suppressions: [
          {
            rule: "suppressed-long-ago",
            at: "azurerm_key_vault.vault",
            reason: "the vault is replaced in the autumn",
          },
        ],
      },
    },
    resource: { azurerm_key_vault: { vault } },
  },
  passing: { resource: { azurerm_key_vault: { vault } } },
  check: () => undefined,
};

export function withoutEffect({ rule, at, source }: WrittenSuppression): ReportedFinding {
  const place = { document: source, address: at };
  return {
    rule: SUPPRESSION_WITHOUT_EFFECT,
    ...place,
    message: `the suppression of ${rule} hides no finding`,
    fingerprint: fingerprintOf(SUPPRESSION_WITHOUT_EFFECT.id, { ...place, argument: rule }),
  };
}

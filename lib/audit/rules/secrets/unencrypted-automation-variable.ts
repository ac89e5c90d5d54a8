import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const variable = { name: "vendor-token", resource_group_name: "rg-shop", automation_account_name: "aa-shop" };

export const unencryptedAutomationVariable: Rule = {
  id: "unencrypted-automation-variable",
  severity: "high",
  title: "an unencrypted Automation variable contains a secret",
  why: "Anyone who can read the Automation account can read its unencrypted variables.",
  remedy:
    "Let the runbook sign in with the identity of the Automation account and read the secret from a key vault. At the least, set encrypted = true.",
  constructs: ["ManagedIdentityBinding", "KeyVaultAccess"],
  scanners: ["PSRule Azure.Automation.EncryptVariables"],
  failing: {
    resource: { azurerm_automation_variable_string: { token: { ...variable, value: "${var.vendor_token}" } } },
  },
  passing: {
    resource: {
      azurerm_automation_variable_string: {
        token: { ...variable, name: "vendor-token-secret-name", value: "vendor-token" },
      },
    },
  },
  check: foundAs("automation-variable"),
};

import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const variable = { name: "vendor-token", resource_group_name: "rg-shop", automation_account_name: "aa-shop" };

export const unencryptedAutomationVariable: Rule = {
  id: "unencrypted-automation-variable",
  severity: "high",
  title: "a secret is in an Automation variable that is not encrypted",
  why: "Everybody who may read the Automation account can read variables that are not encrypted.",
  remedy:
    "Let the runbook sign in with the identity of the Automation account and read the secret from a key vault; at the least, set encrypted = true.",
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

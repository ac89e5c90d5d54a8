import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

export const secretInVariableDefault: Rule = {
  id: "secret-in-variable-default",
  severity: "high",
  title: "the default of a variable is a secret",
  why: "A default is part of the code, even if the variable is declared sensitive. Anyone who can read the code has the secret, and every deployment that does not set the variable uses it.",
  remedy:
    "Replace the secret with a managed identity. If that is not possible, remove the default and declare the variable as ephemeral.",
  constructs: ["ManagedIdentityBinding"],
  scanners: ["PSRule Azure.Deployment.SecretLeak", "KICS a88baa34-e2ad-44ea-ad6f-8cac87bc7c71"],
  failing: { variable: { sql_password: { type: "string", default: "Sh0p-keeper!", sensitive: true } } },
  passing: { variable: { sql_password: { type: "string", ephemeral: true, sensitive: true } } },
  check: foundAs("variable"),
};

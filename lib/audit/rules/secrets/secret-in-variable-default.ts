import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

export const secretInVariableDefault: Rule = {
  id: "secret-in-variable-default",
  severity: "high",
  title: "the default of a variable is a secret",
  why: "A default is part of the code, whatever the variable is declared as: whoever can read the code has the secret, and deployments that set nothing use it.",
  remedy: "Remove the default, or better the secret: use a managed identity. Declare what is left as ephemeral.",
  constructs: ["ManagedIdentityBinding"],
  scanners: ["PSRule Azure.Deployment.SecretLeak", "KICS a88baa34-e2ad-44ea-ad6f-8cac87bc7c71"],
  failing: { variable: { sql_password: { type: "string", default: "Sh0p-keeper!", sensitive: true } } },
  passing: { variable: { sql_password: { type: "string", ephemeral: true, sensitive: true } } },
  check: foundAs("variable"),
};

import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

export const secretInOutput: Rule = {
  id: "secret-in-output",
  severity: "high",
  title: "an output contains a secret",
  why: "Outputs are stored in the state as plain text, even if they are declared sensitive. Anyone who can read the state can read them.",
  remedy: "Output the id or the endpoint of the resource, and let the consumer sign in with its own identity.",
  constructs: ["ManagedIdentityBinding"],
  scanners: ["PSRule Azure.Deployment.OutputSecretValue"],
  failing: { output: { key: { value: "${azurerm_storage_account.shop.primary_access_key}", sensitive: true } } },
  passing: { output: { endpoint: { value: "${azurerm_storage_account.shop.primary_blob_endpoint}" } } },
  check: foundAs("output"),
};

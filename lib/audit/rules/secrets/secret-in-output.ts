import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

export const secretInOutput: Rule = {
  id: "secret-in-output",
  severity: "high",
  title: "an output has a secret in it",
  why: "Outputs stand in the state as text, those that are declared sensitive as well, and everybody who may read the state of the stack can read them.",
  remedy: "Output the id or the endpoint of the resource, and let whoever needs it come with an identity of its own.",
  constructs: ["ManagedIdentityBinding"],
  scanners: ["PSRule Azure.Deployment.OutputSecretValue"],
  failing: { output: { key: { value: "${azurerm_storage_account.shop.primary_access_key}", sensitive: true } } },
  passing: { output: { endpoint: { value: "${azurerm_storage_account.shop.primary_blob_endpoint}" } } },
  check: foundAs("output"),
};

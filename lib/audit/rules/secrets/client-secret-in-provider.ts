import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const provider = { features: {}, tenant_id: "${var.tenant_id}", client_id: "${var.client_id}" };

export const clientSecretInProvider: Rule = {
  id: "client-secret-in-provider",
  severity: "high",
  title: "a provider signs in with a client secret",
  why: "The secret of a service principal that may deploy is the most valuable one of all. It works from everywhere until it expires.",
  remedy:
    "Let the pipeline sign in with a federated credential (use_oidc = true), or with the managed identity of the machine that it runs on (use_msi = true).",
  constructs: ["FederatedCredential"],
  scanners: [],
  failing: { provider: { azurerm: [{ ...provider, client_secret: "${var.client_secret}" }] } },
  passing: { provider: { azurerm: [{ ...provider, use_oidc: true }] } },
  check: foundAs("provider"),
};

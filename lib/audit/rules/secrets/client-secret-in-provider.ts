import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const provider = { features: {}, tenant_id: "${var.tenant_id}", client_id: "${var.client_id}" };

export const clientSecretInProvider: Rule = {
  id: "client-secret-in-provider",
  severity: "high",
  title: "a provider signs in with a client secret",
  why: "The client secret of a deploying service principal gives access to everything that it deploys. It works from anywhere until it expires.",
  remedy:
    "Sign the pipeline in with a federated credential (use_oidc = true), or with the managed identity of the machine that it runs on (use_msi = true).",
  constructs: ["FederatedCredential"],
  scanners: [],
  failing: { provider: { azurerm: [{ ...provider, client_secret: "${var.client_secret}" }] } },
  passing: { provider: { azurerm: [{ ...provider, use_oidc: true }] } },
  check: foundAs("provider"),
};

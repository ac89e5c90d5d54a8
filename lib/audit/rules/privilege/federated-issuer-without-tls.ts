import { credentials } from "../../access/federated";
import { textOf } from "../../access/reading";
import { type Rule } from "../rule";
import { trusting } from "./federation-examples";

const subject = "system:serviceaccount:shop:orders";

export const federatedIssuerWithoutTls: Rule = {
  id: "federated-issuer-without-tls",
  severity: "high",
  title: "a federated credential trusts an issuer over plain HTTP",
  why: "An attacker on the network path to the issuer can answer with their own keys, and sign tokens that act as the identity.",
  remedy: "Serve the issuer's documents over HTTPS, and use an issuer URL that starts with https://.",
  constructs: ["FederatedCredential", "KubernetesWorkloadIdentity"],
  scanners: [],
  failing: trusting({ subject, issuer: "http://oidc.contoso.com" }),
  passing: trusting({ subject, issuer: "https://oidc.contoso.com" }),
  check: ({ analysis }, report) => {
    for (const { block, issuer } of credentials({ analysis })) {
      const text = textOf(analysis, issuer, block);
      if (text?.slice(0, 7).toLowerCase() === "http://") {
        report({ block, path: "issuer", message: `the issuer is ${text.slice(0, 200)}` });
      }
    }
  },
};

import { credentials } from "../../access/federated";
import { itemsOf } from "../../access/memberships";
import { textOf } from "../../access/reading";
import { type Rule } from "../rule";
import { trusting } from "./federation-examples";

/** Of public Azure and of the other clouds. */
const AUDIENCES: ReadonlySet<string> = new Set([
  "api://azureadtokenexchange",
  "api://azureadtokenexchangechina",
  "api://azureadtokenexchangeusgov",
]);

export const federatedCredentialAudience: Rule = {
  id: "federated-credential-audience",
  severity: "medium",
  title: "a federated credential accepts tokens that are not issued for Entra ID",
  why:
    "The audience says which service a token is for. With another audience, a service that receives a token from the workload " +
    "can exchange it and act as the identity.",
  remedy: "Use the audience api://AzureADTokenExchange, and request tokens for it from the issuer.",
  constructs: ["FederatedCredential", "KubernetesWorkloadIdentity"],
  scanners: [],
  failing: trusting({ audience: ["https://github.com/contoso"] }),
  passing: trusting(),
  check: ({ analysis }, report) => {
    for (const { block, audience } of credentials({ analysis })) {
      const wrong = itemsOf(audience)
        .map((item) => textOf(analysis, item, block))
        .find((text) => text !== undefined && !AUDIENCES.has(text.toLowerCase()));
      if (wrong !== undefined) {
        const path = block.values.audiences === undefined ? "audience" : "audiences";
        report({ block, path, message: `the audience is ${wrong.slice(0, 200)}` });
      }
    }
  },
};

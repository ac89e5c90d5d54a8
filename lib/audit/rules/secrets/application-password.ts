import { type Block } from "../../terraform/document";
import { objectsIn } from "../../terraform/values";
import { type Rule } from "../rule";

const PASSWORDS = [
  "azuread_application_password",
  "azuread_service_principal_password",
  "azurerm_azuread_service_principal_password",
];

export const applicationPassword: Rule = {
  id: "application-password",
  severity: "high",
  title: "an application or a service principal of Entra ID gets a password",
  why: "Whoever has the password is the application, from everywhere, until it expires. The password stands in the state.",
  remedy:
    "Use a managed identity in Azure. Elsewhere, let the workload exchange its own token with a federated credential.",
  constructs: ["UserAssignedManagedIdentity", "FederatedCredential", "ApplicationFederatedCredential"],
  scanners: [],
  failing: {
    resource: { azuread_application_password: { shop: { application_id: "${azuread_application.shop.id}" } } },
  },
  passing: {
    resource: {
      azuread_application_federated_identity_credential: {
        shop: {
          application_id: "${azuread_application.shop.id}",
          display_name: "shop",
          audiences: ["api://AzureADTokenExchange"],
          issuer: "https://token.actions.githubusercontent.com",
          subject: "repo:shop/shop:environment:production",
        },
      },
    },
  },
  check: ({ analysis }, report) => {
    for (const block of PASSWORDS.flatMap((type) => analysis.resourcesOf(type))) {
      report({ block, message: `${block.type} makes a password` });
    }
    for (const block of analysis.resourcesOf("azuread_application").filter(hasPassword)) {
      report({ block, path: "password", message: "the application has a password" });
    }
    for (const block of analysis.resourcesOf("azurerm_kubernetes_cluster")) {
      const [principal] = objectsIn(block.values.service_principal);
      const origins = analysis.originsOf(principal?.client_secret, block);
      if (origins.length > 0 && origins.every(({ kind, block: of }) => kind === "variable" && !of?.values.default)) {
        report({ block, path: "service_principal", message: "the cluster signs in with a client secret" });
      }
    }
  },
};

const hasPassword = ({ values }: Block): boolean => objectsIn(values.password).length > 0;

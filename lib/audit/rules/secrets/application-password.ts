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
  title: "an Entra ID application or service principal has a password",
  why: "Anyone who has the password can act as the application, from anywhere, until the password expires. It is also stored in the state.",
  remedy:
    "In Azure, use a managed identity. Elsewhere, add a federated credential so that the workload can exchange its own token.",
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
      report({ block, message: `${block.type} creates a password` });
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

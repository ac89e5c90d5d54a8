import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const server = { name: "sql-shop", resource_group_name: "rg-shop", location: "westeurope", version: "12.0" };
const administrator = {
  login_username: "sql-admins",
  object_id: "11111111-1111-1111-1111-111111111111",
  azuread_authentication_only: true,
};

export const literalInSensitiveAttribute: Rule = {
  id: "literal-in-sensitive-attribute",
  severity: "high",
  title: "a secret is written in the configuration",
  why: "Anyone who can read the code, its history or a build log has the secret, and rotating it takes a release. A write-only argument keeps it out of the state, but not out of the code.",
  remedy:
    "Replace the secret with a managed identity. If the service accepts nothing else, generate the secret with an ephemeral resource, pass it to a write-only argument and store it in a key vault.",
  constructs: ["ManagedIdentityBinding", "KeyVaultAccess", "SqlAccess"],
  scanners: [
    "Checkov CKV_SECRET_6",
    "Checkov CKV_AZURE_239",
    "KICS a88baa34-e2ad-44ea-ad6f-8cac87bc7c71",
    "PSRule Azure.Deployment.SecureValue",
  ],
  failing: {
    resource: {
      azurerm_mssql_server: {
        shop: {
          ...server,
          administrator_login: "shop",
          administrator_login_password: "Sh0p-keeper!",
          azuread_administrator: administrator,
        },
      },
    },
  },
  passing: { resource: { azurerm_mssql_server: { shop: { ...server, azuread_administrator: administrator } } } },
  check: foundAs("literal"),
};

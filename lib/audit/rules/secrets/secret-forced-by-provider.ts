import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const app = {
  name: "logic-shop",
  resource_group_name: "rg-shop",
  location: "westeurope",
  app_service_plan_id: "plan",
  storage_account_name: "stshop",
};

export const secretForcedByProvider: Rule = {
  id: "secret-forced-by-provider",
  severity: "low",
  title: "a resource cannot be created without a secret",
  why: "The provider or Azure requires a secret here, which is stored in the state although nothing else needs it.",
  remedy:
    "Upgrade the provider to the release that the message names, and remove the secret. If the message names none, generate the secret, use it nowhere, and sign in with Entra ID.",
  constructs: [],
  scanners: [],
  failing: {
    terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version: "4.55.0" } } },
    resource: {
      azurerm_logic_app_standard: {
        shop: { ...app, storage_account_access_key: "${azurerm_storage_account.shop.primary_access_key}" },
      },
    },
  },
  passing: {
    terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version: "5.2.0" } } },
    resource: {
      azurerm_logic_app_standard: {
        shop: { ...app, storage_key_vault_secret_id: "${azurerm_key_vault_secret.storage.versionless_id}" },
      },
    },
  },
  check: foundAs("forced"),
};

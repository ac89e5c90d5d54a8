import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const app = {
  name: "app-shop",
  resource_group_name: "rg-shop",
  location: "westeurope",
  service_plan_id: "plan",
  site_config: {},
};

export const secretInSetting: Rule = {
  id: "secret-in-setting",
  severity: "high",
  title: "an app setting contains a secret",
  why: "Settings and environment variables are shown in the portal, stored in the state and passed on to every process of the app.",
  remedy:
    "Let the app sign in with its managed identity. If the service accepts only a secret, store it in a key vault and refer to it: @Microsoft.KeyVault(SecretUri=…), or key_vault_secret_id in Container Apps.",
  constructs: ["ManagedIdentityBinding", "KeyVaultAccess"],
  scanners: ["Checkov CKV_AZURE_235", "PSRule Azure.AppConfig.SecretLeak"],
  failing: {
    resource: {
      azurerm_linux_web_app: { shop: { ...app, app_settings: { PAYMENT_API_KEY: "${var.payment_api_key}" } } },
    },
  },
  passing: {
    resource: {
      azurerm_linux_web_app: {
        shop: {
          ...app,
          identity: { type: "SystemAssigned" },
          app_settings: {
            PAYMENT_API_KEY: "@Microsoft.KeyVault(SecretUri=${azurerm_key_vault_secret.payment.versionless_id})",
          },
        },
      },
    },
  },
  check: foundAs("setting"),
};

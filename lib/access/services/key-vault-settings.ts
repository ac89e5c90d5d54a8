import { CLIENT_ID } from "../service-settings";
import { ofService, type TargetSettings, zoneOf } from "../target-subject";

const URI = ofService(
  ["azurerm_key_vault"],
  "vault_uri",
  (name, target) => `https://${name}.${zoneOf("vaults", target)}/`,
);

/**
 * What clients of a vault need. Service Connector also writes AZURE_KEYVAULT_SCOPE, with the audience of Resource Manager,
 * which vaults refuse; the SDKs know the right one.
 */
export const KEY_VAULT_SETTINGS: readonly TargetSettings[] = [
  {
    prefix: "AZURE_KEYVAULT",
    values: { RESOURCEENDPOINT: URI, CLIENTID: CLIENT_ID },
    spring: {
      "spring.cloud.azure.keyvault.secret.credential.managed-identity-enabled": "true",
      "spring.cloud.azure.keyvault.secret.credential.client-id": CLIENT_ID,
      "spring.cloud.azure.keyvault.secret.endpoint": URI,
    },
  },
];

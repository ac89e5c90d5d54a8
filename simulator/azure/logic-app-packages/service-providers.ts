/** A service that a built-in connector calls. */
export interface ServiceProvider {
  /** The parameter with its address. */
  readonly address: string;
  /** Terraform types of what has the address. Their name is the first label of its DNS name. */
  readonly types: readonly string[];
  /** Names of the roles that open its data. */
  readonly roles: RegExp;
  /** Whether a user-assigned identity can sign in. */
  readonly takesUserAssigned?: boolean;
}

const STORAGE = { types: ["azurerm_storage_account"] };

/**
 * By their ids in lower case.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
 */
export const SERVICE_PROVIDERS: Readonly<Record<string, ServiceProvider>> = {
  "/serviceproviders/sql": {
    address: "serverName",
    types: ["azurerm_mssql_server", "azurerm_mssql_managed_instance"],
    roles: /./,
    takesUserAssigned: true,
  },
  "/serviceproviders/servicebus": {
    address: "fullyQualifiedNamespace",
    types: ["azurerm_servicebus_namespace"],
    roles: /^Azure Service Bus Data /,
  },
  "/serviceproviders/eventhub": {
    address: "fullyQualifiedNamespace",
    types: ["azurerm_eventhub_namespace"],
    roles: /^Azure Event Hubs Data /,
  },
  "/serviceproviders/azureblob": { ...STORAGE, address: "blobStorageEndpoint", roles: /^Storage Blob Data / },
  "/serviceproviders/azuretables": { ...STORAGE, address: "tableStorageEndpoint", roles: /^Storage Table Data / },
  "/serviceproviders/azurequeues": { ...STORAGE, address: "queueServiceUri", roles: /^Storage Queue Data / },
  "/serviceproviders/keyvault": {
    address: "VaultUri",
    types: ["azurerm_key_vault"],
    roles: /^(Key Vault (Secrets|Crypto|Administrator)|Access policy: )/,
  },
  "/serviceproviders/azurecosmosdb": {
    address: "accountEndpoint",
    types: ["azurerm_cosmosdb_account"],
    roles: /sqlRoleDefinitions/,
  },
  "/serviceproviders/eventgridpublisher": {
    address: "topicEndpoint",
    types: ["azurerm_eventgrid_topic", "azurerm_eventgrid_domain"],
    roles: /^EventGrid Data (Sender|Contributor)/,
  },
};

import { textOf } from "../../protocol/values";
import { AzureError } from "../refusal";
import { type ResourceModel } from "../model";

/** Names that are part of a host name are unique in all of Azure. */
const HOSTS: Readonly<Record<string, string>> = {
  azurerm_api_management: "azure-api.net",
  azurerm_app_configuration: "azconfig.io",
  azurerm_app_service: "azurewebsites.net",
  azurerm_container_registry: "azurecr.io",
  azurerm_cosmosdb_account: "documents.azure.com",
  azurerm_data_factory: "datafactory.azure.net",
  azurerm_eventhub_namespace: "servicebus.windows.net",
  azurerm_function_app: "azurewebsites.net",
  azurerm_function_app_flex_consumption: "azurewebsites.net",
  azurerm_key_vault: "vault.azure.net",
  azurerm_linux_function_app: "azurewebsites.net",
  azurerm_linux_web_app: "azurewebsites.net",
  azurerm_logic_app_standard: "azurewebsites.net",
  azurerm_mssql_server: "database.windows.net",
  azurerm_mysql_flexible_server: "mysql.database.azure.com",
  azurerm_postgresql_flexible_server: "postgres.database.azure.com",
  azurerm_redis_cache: "redis.cache.windows.net",
  azurerm_relay_namespace: "servicebus.windows.net",
  azurerm_search_service: "search.windows.net",
  azurerm_servicebus_namespace: "servicebus.windows.net",
  azurerm_signalr_service: "service.signalr.net",
  azurerm_storage_account: "core.windows.net",
  azurerm_web_pubsub: "webpubsub.azure.com",
  azurerm_windows_function_app: "azurewebsites.net",
  azurerm_windows_web_app: "azurewebsites.net",
};

export const uniqueNames: ResourceModel = {
  check: ({ azure, type, id, attributes, before }) => {
    const host = HOSTS[type];
    const name = textOf(attributes.name)?.toLowerCase();
    if (before || host === undefined || name === undefined) {
      return;
    }
    const taken = azure.inventory
      .all()
      .some(
        (other) =>
          HOSTS[other.type] === host &&
          textOf(other.state.name)?.toLowerCase() === name &&
          other.id.toLowerCase() !== id.toLowerCase(),
      );
    if (taken) {
      throw new AzureError(
        409,
        "NameAlreadyTaken",
        `The name '${name}' is already taken: ${name}.${host} belongs to another resource, perhaps of another team.`,
      );
    }
  },
};

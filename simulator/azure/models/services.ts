import { isObject, type ObjectValue, textOf, without } from "../../protocol/values";
import { type Azure } from "../azure";
import { type Resource } from "../inventory";
import { nameGuid } from "../name-guid";
import { AzureError, Refusal } from "../refusal";
import { type ResourceModel, type ResourceModels } from "../model";

/** Behavior of the services in the walkthroughs, and of common companions, beyond their schema. */
export const SERVICES: ResourceModels = {
  azurerm_mssql_server: host("fully_qualified_domain_name", "database.windows.net"),
  azurerm_mssql_managed_instance: {
    // All instances of a subnet are in one zone.
    compute: ({ attributes }) => {
      const zone = nameGuid("dns zone", textOf(attributes.subnet_id) ?? "").slice(-12);
      return { dns_zone: zone, fqdn: `${nameOf(attributes)}.${zone}.database.windows.net` };
    },
  },
  azurerm_postgresql_flexible_server: host("fqdn", "postgres.database.azure.com"),
  azurerm_mysql_flexible_server: host("fqdn", "mysql.database.azure.com"),
  azurerm_container_registry: host("login_server", "azurecr.io"),
  azurerm_redis_cache: host("hostname", "redis.cache.windows.net"),
  azurerm_cosmosdb_account: endpoint("endpoint", "documents.azure.com:443/"),
  azurerm_app_configuration: endpoint("endpoint", "azconfig.io"),
  azurerm_eventgrid_domain: endpoint("endpoint", "westeurope-1.eventgrid.azure.net/api/events"),
  azurerm_eventgrid_topic: endpoint("endpoint", "westeurope-1.eventgrid.azure.net/api/events"),
  azurerm_servicebus_namespace: endpoint("endpoint", "servicebus.windows.net:443/"),
  azurerm_linux_web_app: host("default_hostname", "azurewebsites.net"),
  azurerm_windows_web_app: host("default_hostname", "azurewebsites.net"),
  azurerm_logic_app_standard: host("default_hostname", "azurewebsites.net"),
  azurerm_linux_function_app: functionApp(),
  azurerm_windows_function_app: functionApp(),

  azurerm_storage_account: {
    compute: ({ attributes }) =>
      Object.fromEntries(
        ["blob", "dfs", "file", "queue", "table", "web"].flatMap((service) => {
          const name = `${nameOf(attributes)}.${service}.core.windows.net`;
          return [
            [`primary_${service}_endpoint`, `https://${name}/`],
            [`primary_${service}_host`, name],
          ];
        }),
      ),
  },
  azurerm_storage_container: storageItem("blob", "blobServices/default/containers"),
  azurerm_storage_queue: storageItem("queue", "queueServices/default/queues"),
  azurerm_storage_share: storageItem("file", "fileServices/default/shares"),
  azurerm_storage_table: {
    ...storageItem("table", "tableServices/default/tables"),
    check: ({ azure, attributes }) => {
      const account = accountOf(azure, attributes);
      const acl = attributes.acl ?? [];
      if (account?.state.shared_access_key_enabled === false && Array.isArray(acl) && acl.length > 0) {
        throw new AzureError(
          403,
          "KeyBasedAuthenticationNotPermitted",
          "Key based authentication is not permitted on this storage account, and the provider writes ACLs of tables with the key.",
        );
      }
    },
  },
};

const nameOf = ({ name }: ObjectValue): string => textOf(name) ?? "";

function host(attribute: string, domain: string): ResourceModel {
  return { compute: ({ attributes }) => ({ [attribute]: `${nameOf(attributes)}.${domain}` }) };
}

function endpoint(attribute: string, rest: string): ResourceModel {
  return { compute: ({ attributes }) => ({ [attribute]: `https://${nameOf(attributes)}.${rest}` }) };
}

/** azurerm removes a setting that it writes itself if storage uses the managed identity. */
function functionApp(): ResourceModel {
  return {
    ...host("default_hostname", "azurewebsites.net"),
    keep: (state) => {
      const { app_settings: settings, storage_uses_managed_identity: withIdentity } = state;
      return withIdentity === true && isObject(settings)
        ? { ...state, app_settings: without(settings, "AzureWebJobsStorage__accountName") }
        : state;
    },
  };
}

/** With `storage_account_id`, the id is an ARM id. With `storage_account_name`, it is a URL. */
function storageItem(service: string, path: string): ResourceModel {
  const url = ({ storage_account_name: account, name }: ObjectValue): string =>
    `https://${textOf(account) ?? ""}.${service}.core.windows.net/${textOf(name) ?? ""}`;
  return {
    idOf: ({ azure, attributes }) => {
      const accountId = textOf(attributes.storage_account_id);
      if (accountId !== undefined) {
        return `${accountId}/${path}/${nameOf(attributes)}`;
      }
      if (!accountOf(azure, attributes)) {
        throw new Refusal(`locating Storage Account "${textOf(attributes.storage_account_name) ?? ""}": not found`);
      }
      return url(attributes);
    },
    compute: ({ azure, attributes, id }) => {
      const account = accountOf(azure, attributes);
      return {
        resource_manager_id: account ? `${account.id}/${path}/${nameOf(attributes)}` : id,
        storage_account_id: account?.id ?? null,
        url: id.startsWith("https:") ? id : url({ ...attributes, storage_account_name: id.split("/")[8] ?? "" }),
      };
    },
  };
}

/** The account by id or name, because provider releases differ. */
function accountOf(
  azure: Azure,
  { storage_account_id: id, storage_account_name: name }: ObjectValue,
): Resource | undefined {
  const isIt = ({ id: accountId, state }: Resource): boolean =>
    accountId.toLowerCase() === textOf(id)?.toLowerCase() || (textOf(id) === undefined && state.name === name);
  return azure.inventory.ofType("azurerm_storage_account").find(isIt);
}

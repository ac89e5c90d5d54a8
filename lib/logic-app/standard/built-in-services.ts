import { type ITerraformResource } from "cdktf";
import { type Access } from "../../access/access";
import { BlobStorageAccess } from "../../access/services/blob-storage-access";
import { CosmosDbAccess } from "../../access/services/cosmos-db-access";
import { EventGridAccess } from "../../access/services/event-grid-access";
import { EventHubsAccess } from "../../access/services/event-hubs-access";
import { KeyVaultAccess } from "../../access/services/key-vault-access";
import { QueueStorageAccess } from "../../access/services/queue-storage-access";
import { ServiceBusAccess } from "../../access/services/service-bus-access";
import { TableStorageAccess } from "../../access/services/table-storage-access";
import { SqlAccess } from "../../sql/constructs/sql-access";
import { SqlDatabaseRole } from "../../sql/constructs/sql-database-role";
import { BuiltInConnector } from "./built-in-connector";

/** A service with a built-in connector. */
export interface BuiltInService {
  readonly connector: BuiltInConnector;
  /** Types of targets. */
  readonly targets: readonly string[];
  /** What the triggers and actions of the connector need, unless the user says it. The first one also tells the address. */
  readonly access: readonly ((target: ITerraformResource) => Access)[];
  /** The setting of the access, named as in Service Connector, whose value each parameter of the connector gets. */
  readonly values: Readonly<Record<string, string>>;
}

/** By the name of the factory in `BuiltInConnection`. */
export const BUILT_IN_SERVICES = {
  sql: {
    connector: BuiltInConnector.SQL,
    targets: ["azurerm_mssql_database", "azurerm_mssql_managed_database"],
    access: [(database) => SqlAccess.database(database, { roles: [SqlDatabaseRole.DATA_READER] })],
    values: { serverName: "AZURE_SQL_SERVER", databaseName: "AZURE_SQL_DATABASE" },
  },
  serviceBus: {
    connector: BuiltInConnector.SERVICE_BUS,
    targets: ["azurerm_servicebus_namespace", "azurerm_servicebus_queue", "azurerm_servicebus_topic"],
    access: [(target) => ServiceBusAccess.send(target), (target) => ServiceBusAccess.receive(target)],
    values: { fullyQualifiedNamespace: "AZURE_SERVICEBUS_FULLYQUALIFIEDNAMESPACE" },
  },
  eventHubs: {
    connector: BuiltInConnector.EVENT_HUBS,
    targets: ["azurerm_eventhub_namespace", "azurerm_eventhub"],
    access: [(target) => EventHubsAccess.send(target), (target) => EventHubsAccess.receive(target)],
    values: { fullyQualifiedNamespace: "AZURE_EVENTHUB_FULLYQUALIFIEDNAMESPACE" },
  },
  blobStorage: {
    connector: BuiltInConnector.BLOB_STORAGE,
    targets: ["azurerm_storage_account", "azurerm_storage_container"],
    access: [(target) => BlobStorageAccess.readWrite(target)],
    values: { blobStorageEndpoint: "AZURE_STORAGEBLOB_RESOURCEENDPOINT" },
  },
  tableStorage: {
    connector: BuiltInConnector.TABLE_STORAGE,
    targets: ["azurerm_storage_account", "azurerm_storage_table"],
    access: [(target) => TableStorageAccess.readWrite(target)],
    values: { tableStorageEndpoint: "AZURE_STORAGETABLE_RESOURCEENDPOINT" },
  },
  queueStorage: {
    connector: BuiltInConnector.QUEUE_STORAGE,
    targets: ["azurerm_storage_account", "azurerm_storage_queue"],
    access: [(target) => QueueStorageAccess.send(target), (target) => QueueStorageAccess.receive(target)],
    values: { queueServiceUri: "AZURE_STORAGEQUEUE_RESOURCEENDPOINT" },
  },
  keyVault: {
    connector: BuiltInConnector.KEY_VAULT,
    targets: ["azurerm_key_vault", "azurerm_key_vault_secret"],
    access: [(target) => KeyVaultAccess.readSecrets(target)],
    values: { VaultUri: "AZURE_KEYVAULT_RESOURCEENDPOINT" },
  },
  cosmosDb: {
    connector: BuiltInConnector.COSMOS_DB,
    targets: ["azurerm_cosmosdb_account", "azurerm_cosmosdb_sql_database", "azurerm_cosmosdb_sql_container"],
    access: [(target) => CosmosDbAccess.readWrite(target)],
    values: { accountEndpoint: "AZURE_COSMOS_RESOURCEENDPOINT" },
  },
  eventGrid: {
    connector: BuiltInConnector.EVENT_GRID,
    targets: ["azurerm_eventgrid_topic", "azurerm_eventgrid_domain"],
    access: [(target) => EventGridAccess.send(target)],
    values: { topicEndpoint: "AZURE_EVENTGRID_ENDPOINT" },
  },
} satisfies Readonly<Record<string, BuiltInService>>;

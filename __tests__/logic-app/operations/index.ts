import { automationOperations } from "./automation";
import { blobStorageOperations } from "./blob-storage";
import { eventHubsOperations } from "./event-hubs";
import { keyVaultOperations } from "./key-vault";
import { monitorLogsOperations } from "./monitor-logs";
import { queueStorageOperations } from "./queue-storage";
import { resourceManagerOperations } from "./resource-manager";
import { serviceBusOperations } from "./service-bus";
import { sqlOperations } from "./sql";
import { tableStorageOperations } from "./table-storage";
import { type Operations } from "./operation";

/** The operations of all connectors that have classes of their own. */
export const OPERATIONS: readonly Operations[] = [
  automationOperations,
  blobStorageOperations,
  eventHubsOperations,
  keyVaultOperations,
  monitorLogsOperations,
  queueStorageOperations,
  resourceManagerOperations,
  serviceBusOperations,
  sqlOperations,
  tableStorageOperations,
];

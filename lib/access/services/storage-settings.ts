import { CLIENT_ID, type FindSetting } from "../service-settings";
import { ofService, type TargetSettings, type TargetSubject, zoneOf } from "../target-subject";

/** What clients of the services in a storage account need. */

const ENDPOINTS = {
  blob: endpointOf("blob"),
  dfs: endpointOf("dfs"),
  file: endpointOf("file"),
  queue: endpointOf("queue"),
  table: endpointOf("table"),
};

export const BLOB_SETTINGS = settingsOf("blob", "STORAGEBLOB", {
  spring: {
    "spring.cloud.azure.storage.blob.credential.managed-identity-enabled": "true",
    "spring.cloud.azure.storage.blob.credential.client-id": CLIENT_ID,
    "spring.cloud.azure.storage.blob.endpoint": ENDPOINTS.blob,
  },
  // A blob trigger keeps the blobs that failed in a queue.
  connection: { blobServiceUri: ENDPOINTS.blob, queueServiceUri: ENDPOINTS.queue },
});

export const DATA_LAKE_SETTINGS = settingsOf("dfs", "STORAGEDATALAKE");

export const FILE_SETTINGS = settingsOf("file", "STORAGEFILE");

export const QUEUE_SETTINGS = settingsOf("queue", "STORAGEQUEUE", {
  connection: { queueServiceUri: ENDPOINTS.queue },
});

export const TABLE_SETTINGS = settingsOf("table", "STORAGETABLE", {
  connection: { tableServiceUri: ENDPOINTS.table },
});

function settingsOf(
  service: keyof typeof ENDPOINTS,
  name: string,
  more: Partial<TargetSettings> = {},
): readonly TargetSettings[] {
  return [{ prefix: `AZURE_${name}`, values: { RESOURCEENDPOINT: ENDPOINTS[service], CLIENTID: CLIENT_ID }, ...more }];
}

function endpointOf(service: string): FindSetting<TargetSubject> {
  return ofService(
    ["azurerm_storage_account"],
    `primary_${service}_endpoint`,
    (name, target) => `https://${name}.${service}.${zoneOf("storage", target)}/`,
  );
}

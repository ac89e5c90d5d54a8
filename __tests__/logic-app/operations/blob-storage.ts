import { BlobStorageConnector, ManagedApi, WorkflowValue } from "../../../lib/logic-app";
import { connectionOf } from "../../support/logic-app";
import { every, fromTrigger, type Operations, text, twice } from "./operation";

const connection = connectionOf(ManagedApi.BLOB_STORAGE);
const account = { account: "https://orders.blob.core.windows.net" };
const blobs = BlobStorageConnector.of(connection, account);
const blobAccount = `/v2/datasets/${twice(account.account)}`;

export const blobStorageOperations: Operations = {
  connection,
  actions: [
    [
      "readBlob",
      blobs.readBlob({ path: text("/orders/1.json") }),
      {
        method: "get",
        path: `${blobAccount}/GetFileContentByPath`,
        queries: { path: "/orders/1.json", inferContentType: true, queryParametersSingleEncoded: true },
      },
    ],
    [
      "createBlob",
      blobs.createBlob({
        folder: "/orders",
        name: fromTrigger("name"),
        content: WorkflowValue.expression("triggerBody()"),
      }),
      {
        method: "post",
        path: `${blobAccount}/files`,
        queries: { folderPath: "/orders", name: "@triggerBody()?['name']", queryParametersSingleEncoded: true },
        headers: { ReadFileMetadataFromServer: true },
        body: "@triggerBody()",
      },
    ],
    [
      "listBlobs",
      blobs.listBlobs({ folder: "/orders" }),
      {
        method: "get",
        path: `${blobAccount}/foldersV2/${twice("/orders")}`,
        queries: { nextPageMarker: "", useFlatListing: false },
      },
    ],
    [
      "deleteBlob",
      blobs.deleteBlob({ path: text("/orders/1.json") }),
      {
        method: "delete",
        path: `${blobAccount}/files/${twice("/orders/1.json")}`,
        headers: { SkipDeleteIfFileNotFoundOnServer: false },
      },
    ],
    [
      "createTypedBlob",
      blobs.createBlob({
        folder: "/orders",
        name: text("1.json"),
        content: text("{}"),
        contentType: "application/json",
      }),
      {
        method: "post",
        path: `${blobAccount}/files`,
        queries: { folderPath: "/orders", name: "1.json", queryParametersSingleEncoded: true },
        headers: { ReadFileMetadataFromServer: true, "Content-Type": "application/json" },
        body: "{}",
      },
    ],
    [
      "updateBlob",
      blobs.updateBlob({ path: text("/orders/1.json"), content: fromTrigger("order") }),
      {
        method: "put",
        path: `${blobAccount}/files/${twice("/orders/1.json")}`,
        headers: { ReadFileMetadataFromServer: true },
        body: "@triggerBody()?['order']",
      },
    ],
    [
      "getBlobMetadata",
      blobs.getBlobMetadata({ path: fromTrigger("Path") }),
      {
        method: "get",
        path: `${blobAccount}/GetFileByPath`,
        queries: { path: "@triggerBody()?['Path']", queryParametersSingleEncoded: true },
      },
    ],
    [
      "copyBlob",
      blobs.copyBlob({ source: fromTrigger("Path"), destination: text("/done/1.json"), overwrite: true }),
      {
        method: "post",
        path: `${blobAccount}/copyFile`,
        queries: {
          source: "@triggerBody()?['Path']",
          destination: "/done/1.json",
          overwrite: true,
          queryParametersSingleEncoded: true,
        },
        headers: { ReadFileMetadataFromServer: true },
      },
    ],
    [
      "extractArchive",
      blobs.extractArchive({ source: text("/in/a.zip"), destination: text("/out") }),
      {
        method: "post",
        path: `${blobAccount}/extractFolderV2`,
        queries: { source: "/in/a.zip", destination: "/out", overwrite: false, queryParametersSingleEncoded: true },
      },
    ],
    [
      "listAllBlobs",
      blobs.listBlobs({ folder: "/orders", recursive: true }),
      {
        method: "get",
        path: `${blobAccount}/foldersV2/${twice("/orders")}`,
        queries: { nextPageMarker: "", useFlatListing: true },
      },
    ],
  ],
  triggers: [
    [
      "whenABlobIsAddedOrModified",
      blobs.whenABlobIsAddedOrModified({ folder: "/orders", every }),
      {
        method: "get",
        path: `${blobAccount}/triggers/batch/onupdatedfile`,
        queries: { folderId: "/orders", maxFileCount: 10, checkBothCreatedAndModifiedDateTime: false },
      },
      "@triggerBody()",
    ],
  ],
};

import { ManagedApi, TableStorageConnector } from "../../../lib/logic-app";
import { connectionOf } from "../../support/logic-app";
import { fromTrigger, once, type Operations, text, twice } from "./operation";

const connection = connectionOf(ManagedApi.TABLE_STORAGE);
const tables = TableStorageConnector.of(connection, { account: "orders" });
const entities = `/v2/storageAccounts/${twice("orders")}/tables/${once("events")}/entities`;
const key = { partitionKey: text("p"), rowKey: text("r") };
const KEY = `(PartitionKey='${once("p")}',RowKey='${once("r")}')`;

export const tableStorageOperations: Operations = {
  connection,
  actions: [
    [
      "getEntities",
      tables.getEntities({ table: "events", filter: text("Watched eq false") }),
      { method: "get", path: entities, queries: { $filter: "Watched eq false" } },
    ],
    [
      "getEntity",
      tables.getEntity({ table: "events", partitionKey: text("p"), rowKey: fromTrigger("key") }),
      {
        method: "get",
        path: `${entities}(PartitionKey='${once("p")}',RowKey='@{encodeURIComponent(triggerBody()?['key'])}')`,
      },
    ],
    [
      "insertEntity",
      tables.insertEntity({ table: "events", entity: { PartitionKey: "p", RowKey: fromTrigger("key") } }),
      { method: "post", path: entities, body: { PartitionKey: "p", RowKey: "@triggerBody()?['key']" } },
    ],
    [
      "insertOrMergeEntity",
      tables.insertOrMergeEntity({
        table: "events",
        partitionKey: text("p"),
        rowKey: text("r"),
        entity: { Watched: true },
      }),
      {
        method: "patch",
        path: `${entities}(PartitionKey='${once("p")}',RowKey='${once("r")}')`,
        body: { Watched: true },
      },
    ],
    [
      "getColumnsOfEntities",
      tables.getEntities({ table: "events", select: ["Watched", "Title"] }),
      { method: "get", path: entities, queries: { $select: "Watched,Title" } },
    ],
    [
      "getColumnOfEntity",
      tables.getEntity({ table: "events", ...key, select: ["Watched"] }),
      { method: "get", path: `${entities}${KEY}`, queries: { $select: "Watched" } },
    ],
    [
      "insertOrReplaceEntity",
      tables.insertOrReplaceEntity({ table: "events", ...key, entity: { Watched: true } }),
      { method: "put", path: `${entities}${KEY}`, body: { Watched: true } },
    ],
    [
      "mergeEntity",
      tables.mergeEntity({ table: "events", ...key, entity: { Watched: true } }),
      { method: "patch", path: `${entities}/etag${KEY}`, headers: { "If-Match": "*" }, body: { Watched: true } },
    ],
    [
      "replaceEntity",
      tables.replaceEntity({ table: "events", ...key, entity: { Watched: true }, etag: fromTrigger("etag") }),
      {
        method: "put",
        path: `${entities}/etag${KEY}`,
        headers: { "If-Match": "@triggerBody()?['etag']" },
        body: { Watched: true },
      },
    ],
    [
      "deleteEntity",
      tables.deleteEntity({ table: "events", ...key }),
      { method: "delete", path: `${entities}/etag${KEY}`, headers: { "If-Match": "*" } },
    ],
  ],
};

import { EventHubsConnector, ManagedApi, WorkflowValue } from "../../../lib/logic-app";
import { connectionOf } from "../../support/logic-app";
import { every, fromTrigger, once, type Operations, text } from "./operation";

const connection = connectionOf(ManagedApi.EVENT_HUBS);
const eventHubs = EventHubsConnector.of(connection);

export const eventHubsOperations: Operations = {
  connection,
  actions: [
    [
      "sendEvent",
      eventHubs.sendEvent({ eventHub: "orders", content: fromTrigger("order"), partitionKey: fromTrigger("id") }),
      {
        method: "post",
        path: `/${once("orders")}/events`,
        queries: { partitionKey: "@triggerBody()?['id']" },
        body: { ContentData: "@base64(triggerBody()?['order'])" },
      },
    ],
    [
      "sendEventWithProperties",
      eventHubs.sendEvent({ eventHub: "orders", content: text("1"), properties: { region: "eu" } }),
      {
        method: "post",
        path: `/${once("orders")}/events`,
        body: { ContentData: "@base64('1')", Properties: { region: "eu" } },
      },
    ],
    [
      "sendEvents",
      eventHubs.sendEvents({
        eventHub: "orders",
        events: WorkflowValue.expression("body('Select')"),
        partitionKey: text("eu"),
      }),
      {
        method: "post",
        path: `/${once("orders")}/events/batch`,
        queries: { partitionKey: "eu" },
        body: "@body('Select')",
      },
    ],
  ],
  triggers: [
    [
      "whenEventsAreAvailable",
      eventHubs.whenEventsAreAvailable({ eventHub: "orders", every }),
      {
        method: "get",
        path: `/${once("orders")}/events/batch/head`,
        queries: { contentType: "application/octet-stream", consumerGroupName: "$Default", maximumEventsCount: 50 },
      },
      "@triggerBody()",
    ],
    [
      "whenEventsOfKeysAreAvailable",
      eventHubs.whenEventsAreAvailable({
        eventHub: "orders",
        every,
        minimumPartitionKey: "a",
        maximumPartitionKey: "m",
      }),
      {
        method: "get",
        path: `/${once("orders")}/events/batch/head`,
        queries: {
          contentType: "application/octet-stream",
          consumerGroupName: "$Default",
          minimumPartitionKey: "a",
          maximumPartitionKey: "m",
          maximumEventsCount: 50,
        },
      },
      "@triggerBody()",
    ],
  ],
};

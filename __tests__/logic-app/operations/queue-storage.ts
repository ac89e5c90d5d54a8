import { ManagedApi, QueueStorageConnector } from "../../../lib/logic-app";
import { connectionOf } from "../../support/logic-app";
import { every, fromTrigger, once, type Operations, twice } from "./operation";

const connection = connectionOf(ManagedApi.QUEUE_STORAGE);
const queues = QueueStorageConnector.of(connection, { account: "orders" });
const queue = `/v2/storageAccounts/${twice("orders")}/queues/${once("todo")}`;

export const queueStorageOperations: Operations = {
  connection,
  actions: [
    [
      "putMessage",
      queues.putMessage({ queue: "todo", message: fromTrigger("text") }),
      { method: "post", path: `${queue}/messages`, body: "@triggerBody()?['text']" },
    ],
    [
      "getMessages",
      queues.getMessages({ queue: "todo", maxCount: 5 }),
      { method: "get", path: `${queue}/messages`, queries: { numofmessages: 5 } },
    ],
    [
      "deleteMessage",
      queues.deleteMessage({
        queue: "todo",
        messageId: fromTrigger("MessageId"),
        popReceipt: fromTrigger("PopReceipt"),
      }),
      {
        method: "delete",
        path: `${queue}/messages/@{encodeURIComponent(triggerBody()?['MessageId'])}`,
        queries: { popreceipt: "@triggerBody()?['PopReceipt']" },
      },
    ],
    [
      "hideMessages",
      queues.getMessages({ queue: "todo", visibilityTimeout: 300 }),
      { method: "get", path: `${queue}/messages`, queries: { visibilitytimeout: 300 } },
    ],
    ["listQueues", queues.listQueues(), { method: "get", path: `/v2/storageAccounts/${twice("orders")}/queues/list` }],
  ],
  triggers: [
    [
      "whenMessagesAreInTheQueue",
      queues.whenMessagesAreInTheQueue({ queue: "todo", every }),
      { method: "get", path: `${queue}/message_trigger` },
      "@triggerBody()?['QueueMessagesList']?['QueueMessage']",
    ],
    [
      "whenMessagesAreHidden",
      queues.whenMessagesAreInTheQueue({ queue: "todo", every, visibilityTimeout: 60 }),
      { method: "get", path: `${queue}/message_trigger`, queries: { visibilitytimeout: 60 } },
      "@triggerBody()?['QueueMessagesList']?['QueueMessage']",
    ],
    [
      "whenTheQueueHasMessages",
      queues.whenTheQueueHasMessages({ queue: "todo", every, threshold: 100 }),
      { method: "get", path: `${queue}/count_trigger`, queries: { threshold: 100 } },
    ],
  ],
};

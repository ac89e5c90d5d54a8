import { ManagedApi, ServiceBusConnector, WorkflowValue } from "../../../lib/logic-app";
import { connectionOf } from "../../support/logic-app";
import { type ActionRow, every, fromTrigger, once, type Operations, text, type TriggerRow, twice } from "./operation";

const connection = connectionOf(ManagedApi.SERVICE_BUS);
const serviceBus = ServiceBusConnector.of(connection);

const LOCK = "@triggerBody()?['LockToken']";

/** Messages are received from a queue or a subscription, with the same operations. */
const PLACES = [
  {
    article: "AQueue",
    place: { queue: "orders", topic: "", subscription: "" },
    path: `/${twice("orders")}`,
    type: "queueType",
  },
  {
    article: "ATopic",
    place: { queue: "", topic: "orders", subscription: "all" },
    path: `/${twice("orders")}/subscriptions/${once("all")}`,
    type: "subscriptionType",
  },
] as const;

export const serviceBusOperations: Operations = {
  connection,
  actions: [
    [
      "sendMessage",
      serviceBus.sendMessage({ entity: "orders", content: text("it's @{me}"), contentType: "text/plain" }),
      {
        method: "post",
        path: `/${twice("orders")}/messages`,
        queries: { systemProperties: "None" },
        body: { ContentData: "@base64('it''s @{me}')", ContentType: "text/plain" },
      },
    ],
    ...(
      [
        ["completeMessageInAQueue", "delete", "complete"],
        ["abandonMessageInAQueue", "post", "abandon"],
      ] as const
    ).map(([name, method, how]): ActionRow => [
      name,
      serviceBus[name]({ queue: "orders" }),
      {
        method,
        path: `/${twice("orders")}/messages/${how}`,
        queries: { lockToken: "@triggerBody()?['LockToken']", queueType: "Main", sessionId: "" },
      },
    ]),
    ...(
      [
        ["completeMessageInATopic", "delete", "complete"],
        ["abandonMessageInATopic", "post", "abandon"],
      ] as const
    ).map(([name, method, how]): ActionRow => [
      name,
      serviceBus[name]({ topic: "orders", subscription: "all", lockToken: fromTrigger("Token") }),
      {
        method,
        path: `/${twice("orders")}/subscriptions/${once("all")}/messages/${how}`,
        queries: { lockToken: "@triggerBody()?['Token']", subscriptionType: "Main", sessionId: "" },
      },
    ]),
    [
      "sendWholeMessage",
      serviceBus.sendMessage({
        entity: "orders",
        content: text("1"),
        properties: { region: "eu", "@odata": fromTrigger("odata") },
        messageId: fromTrigger("id"),
        label: text("order"),
        sessionId: fromTrigger("customer"),
        correlationId: fromTrigger("cart"),
        to: text("a"),
        replyTo: text("b"),
        replyToSessionId: text("c"),
        scheduledEnqueueTime: WorkflowValue.expression("addHours(utcNow(), 1)"),
        timeToLive: text("600000000"),
      }),
      {
        method: "post",
        path: `/${twice("orders")}/messages`,
        queries: { systemProperties: "None" },
        body: {
          ContentData: "@base64('1')",
          Properties: { region: "eu", "@@odata": "@triggerBody()?['odata']" },
          MessageId: "@triggerBody()?['id']",
          Label: "order",
          SessionId: "@triggerBody()?['customer']",
          CorrelationId: "@triggerBody()?['cart']",
          To: "a",
          ReplyTo: "b",
          ReplyToSessionId: "c",
          ScheduledEnqueueTimeUtc: "@addHours(utcNow(), 1)",
          TimeToLive: "600000000",
        },
      },
    ],
    [
      "sendMessages",
      serviceBus.sendMessages({ entity: "orders", messages: WorkflowValue.expression("body('Select')") }),
      {
        method: "post",
        path: `/${twice("orders")}/messages/batch`,
        queries: { systemProperties: "None" },
        body: "@body('Select')",
      },
    ],
    ...PLACES.flatMap(({ article, place, path, type }): ActionRow[] => [
      [
        `deferMessageIn${article}`,
        serviceBus[`deferMessageIn${article}`]({ ...place, sessionId: fromTrigger("SessionId") }),
        {
          method: "post",
          path: `${path}/messages/defer`,
          queries: { lockToken: LOCK, [type]: "Main", sessionId: "@triggerBody()?['SessionId']" },
        },
      ],
      [
        `completeDeadLetterIn${article}`,
        serviceBus[`completeMessageIn${article}`]({ ...place, deadLetterQueue: true }),
        {
          method: "delete",
          path: `${path}/messages/complete`,
          queries: { lockToken: LOCK, [type]: "DeadLetter", sessionId: "" },
        },
      ],
      [
        `deadLetterMessageIn${article}`,
        serviceBus[`deadLetterMessageIn${article}`]({
          ...place,
          reason: text("bad"),
          errorDescription: fromTrigger("e"),
        }),
        {
          method: "post",
          path: `${path}/messages/deadletter`,
          queries: {
            lockToken: LOCK,
            sessionId: "",
            deadLetterReason: "bad",
            deadLetterErrorDescription: "@triggerBody()?['e']",
          },
        },
      ],
      [
        `renewLockIn${article}`,
        serviceBus[`renewLockIn${article}`](place),
        { method: "post", path: `${path}/messages/renewlock`, queries: { lockToken: LOCK, [type]: "Main" } },
      ],
      [
        `getDeferredMessageFrom${article}`,
        serviceBus[`getDeferredMessageFrom${article}`]({ ...place, sequenceNumber: fromTrigger("n") }),
        {
          method: "get",
          path: `${path}/messages/defer`,
          queries: { sequenceNumber: "@triggerBody()?['n']", [type]: "Main", sessionId: "" },
        },
      ],
      [
        `lockMessagesIn${article}`,
        serviceBus[`lockMessagesIn${article}`]({ ...place, maxCount: 5 }),
        {
          method: "get",
          path: `${path}/messages/batch/peek`,
          queries: { maxMessageCount: 5, [type]: "Main", sessionId: "" },
        },
      ],
      [
        `renewSessionIn${article}`,
        serviceBus[`renewSessionIn${article}`]({ ...place, sessionId: text("s") }),
        { method: "post", path: `${path}/sessions/${once("s")}/renewlock` },
      ],
      [
        `closeSessionIn${article}`,
        serviceBus[`closeSessionIn${article}`]({ ...place, sessionId: text("s") }),
        { method: "delete", path: `${path}/sessions/${once("s")}/close` },
      ],
    ]),
  ],
  triggers: [
    [
      "whenAMessageIsInAQueue",
      serviceBus.whenAMessageIsInAQueue({ queue: "orders", every }),
      { method: "get", path: `/${twice("orders")}/messages/head`, queries: { queueType: "Main" } },
    ],
    [
      "whenAMessageIsInATopic",
      serviceBus.whenAMessageIsInATopic({ topic: "orders", subscription: "all", every }),
      {
        method: "get",
        path: `/${twice("orders")}/subscriptions/${once("all")}/messages/head`,
        queries: { subscriptionType: "Main" },
      },
    ],
    [
      "whenAMessageIsLockedInAQueue",
      serviceBus.whenAMessageIsLockedInAQueue({ queue: "orders", every }),
      {
        method: "get",
        path: `/${twice("orders")}/messages/head/peek`,
        queries: { queueType: "Main", sessionId: "None" },
      },
    ],
    [
      "whenAMessageIsLockedInATopic",
      serviceBus.whenAMessageIsLockedInATopic({ topic: "orders", subscription: "all", every }),
      {
        method: "get",
        path: `/${twice("orders")}/subscriptions/${once("all")}/messages/head/peek`,
        queries: { subscriptionType: "Main", sessionId: "None" },
      },
    ],
    ...PLACES.flatMap(({ article, place, path, type }): TriggerRow[] => [
      [
        `whenMessagesAreIn${article}`,
        serviceBus[`whenMessagesAreIn${article}`]({ ...place, every, deadLetterQueue: true }),
        { method: "get", path: `${path}/messages/batch/head`, queries: { maxMessageCount: 20, [type]: "DeadLetter" } },
        "@triggerBody()",
      ],
      [
        `whenMessagesAreLockedIn${article}`,
        serviceBus[`whenMessagesAreLockedIn${article}`]({ ...place, every, maxCount: 7, sessionId: "Next Available" }),
        {
          method: "get",
          path: `${path}/messages/batch/head/peek`,
          queries: { maxMessageCount: 7, [type]: "Main", sessionId: "Next Available" },
        },
        "@triggerBody()",
      ],
    ]),
  ],
};

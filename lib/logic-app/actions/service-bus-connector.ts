import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { expressionProblem } from "./argument-rules";
import { Connector } from "./connector";
import {
  deadLetter,
  getDeferred,
  inQueue,
  inSession,
  inSubscription,
  lockMessages,
  type Place,
  type Receipt,
  receive,
  renewLock,
  settle,
} from "./service-bus-calls";
import {
  type ServiceBusBatchProps,
  type ServiceBusMessageProps,
  type ServiceBusQueueBatchTriggerProps,
  type ServiceBusQueueDeadLetterProps,
  type ServiceBusQueueDeferredProps,
  type ServiceBusQueueLockBatchTriggerProps,
  type ServiceBusQueueLockProps,
  type ServiceBusQueueLockTriggerProps,
  type ServiceBusQueueMessageProps,
  type ServiceBusQueueMessagesProps,
  type ServiceBusQueueSessionProps,
  type ServiceBusQueueTriggerProps,
  type ServiceBusTopicBatchTriggerProps,
  type ServiceBusTopicDeadLetterProps,
  type ServiceBusTopicDeferredProps,
  type ServiceBusTopicLockBatchTriggerProps,
  type ServiceBusTopicLockProps,
  type ServiceBusTopicLockTriggerProps,
  type ServiceBusTopicMessageProps,
  type ServiceBusTopicMessagesProps,
  type ServiceBusTopicSessionProps,
  type ServiceBusTopicTriggerProps,
} from "./service-bus-connector-props";
import { type WorkflowAction } from "./workflow-action";
import { type WorkflowTrigger } from "./workflow-trigger";
import { type TriggerOptions } from "./workflow-trigger-options";
import { base64, encodedTwice } from "./workflow-value";

/** Sends no properties of the system, such as the id of the run. */
const SENT = { systemProperties: "None" };

/**
 * Actions and triggers on the Service Bus namespace of a connection.
 *
 * https://learn.microsoft.com/connectors/servicebus/
 */
export class ServiceBusConnector {
  /** @param connection of the connector "servicebus"; any other throws */
  public static of(connection: LogicAppConnection): ServiceBusConnector {
    return new ServiceBusConnector(connection);
  }

  private readonly connector: Connector;

  private constructor(connection: LogicAppConnection) {
    this.connector = new Connector("ServiceBusConnector", connection, ManagedApi.SERVICE_BUS);
  }

  /** Sends a message to a queue or topic. */
  public sendMessage(props: ServiceBusMessageProps): WorkflowAction {
    const { entity, messageId, label, sessionId, correlationId, to, replyTo, replyToSessionId } = props;
    const { content, contentType, properties, scheduledEnqueueTime, timeToLive } = props;
    return this.connector.action("sendMessage", props, {
      method: "post",
      path: `/${encodedTwice(entity)}/messages`,
      names: { entity, messageId, sessionId },
      queries: SENT,
      body: {
        ContentData: base64(content),
        ContentType: contentType,
        Properties: properties,
        MessageId: messageId,
        Label: label,
        SessionId: sessionId,
        CorrelationId: correlationId,
        To: to,
        ReplyTo: replyTo,
        ReplyToSessionId: replyToSessionId,
        ScheduledEnqueueTimeUtc: scheduledEnqueueTime,
        TimeToLive: timeToLive,
      },
    });
  }

  /** Sends several messages to a queue or topic in one request. */
  public sendMessages(props: ServiceBusBatchProps): WorkflowAction {
    const { entity, messages } = props;
    return this.connector.action("sendMessages", props, {
      method: "post",
      path: `/${encodedTwice(entity)}/messages/batch`,
      names: { entity },
      problems: expressionProblem("messages", messages),
      queries: SENT,
      body: messages,
    });
  }

  /** Removes a locked message from its queue. */
  public completeMessageInAQueue(props: ServiceBusQueueMessageProps): WorkflowAction {
    return this.connector.action("completeMessageInAQueue", props, settle(inQueue(props), "complete", props));
  }

  /** Returns a locked message to its queue, for another delivery. */
  public abandonMessageInAQueue(props: ServiceBusQueueMessageProps): WorkflowAction {
    return this.connector.action("abandonMessageInAQueue", props, settle(inQueue(props), "abandon", props));
  }

  /** Sets a locked message aside. Only `getDeferredMessageFromAQueue` receives it then, by its sequence number. */
  public deferMessageInAQueue(props: ServiceBusQueueMessageProps): WorkflowAction {
    return this.connector.action("deferMessageInAQueue", props, settle(inQueue(props), "defer", props));
  }

  /** Moves a locked message to the dead-letter queue of its queue. */
  public deadLetterMessageInAQueue(props: ServiceBusQueueDeadLetterProps): WorkflowAction {
    return this.connector.action("deadLetterMessageInAQueue", props, deadLetter(inQueue(props), props));
  }

  /** Renews the lock of a message. For a message of a session, use `renewSessionInAQueue`. */
  public renewLockInAQueue(props: ServiceBusQueueLockProps): WorkflowAction {
    return this.connector.action("renewLockInAQueue", props, renewLock(inQueue(props), props));
  }

  /** Receives a deferred message, and locks it. */
  public getDeferredMessageFromAQueue(props: ServiceBusQueueDeferredProps): WorkflowAction {
    return this.connector.action("getDeferredMessageFromAQueue", props, getDeferred(inQueue(props), props));
  }

  /** Locks messages of a queue. The body is `[{ ContentData, LockToken, … }, …]`. */
  public lockMessagesInAQueue(props: ServiceBusQueueMessagesProps): WorkflowAction {
    return this.connector.action("lockMessagesInAQueue", props, lockMessages(inQueue(props), props));
  }

  /** Renews the lock of a session. */
  public renewSessionInAQueue(props: ServiceBusQueueSessionProps): WorkflowAction {
    return this.connector.action(
      "renewSessionInAQueue",
      props,
      inSession(inQueue(props), "renewlock", props.sessionId),
    );
  }

  /** Closes a session, so that another run can lock it. */
  public closeSessionInAQueue(props: ServiceBusQueueSessionProps): WorkflowAction {
    return this.connector.action("closeSessionInAQueue", props, inSession(inQueue(props), "close", props.sessionId));
  }

  /**
   * Starts a run with each message of a queue. The message is removed from the queue first, so a run that fails
   * loses it. See `whenAMessageIsLockedInAQueue`.
   */
  public whenAMessageIsInAQueue(props: ServiceBusQueueTriggerProps): WorkflowTrigger {
    return this.trigger("whenAMessageIsInAQueue", props, inQueue(props), "head");
  }

  /**
   * Starts a run with each message of a queue. The message stays in the queue, locked (peek-lock), until the run
   * completes or abandons it. If the lock expires first, the message is delivered again.
   *
   * https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement#peeklock
   */
  public whenAMessageIsLockedInAQueue(props: ServiceBusQueueLockTriggerProps): WorkflowTrigger {
    return this.trigger("whenAMessageIsLockedInAQueue", props, inQueue(props), "head/peek");
  }

  /**
   * Starts a run for each of several messages, which are removed from the queue first. With `split: false`, starts one
   * run with the list of them.
   */
  public whenMessagesAreInAQueue(props: ServiceBusQueueBatchTriggerProps): WorkflowTrigger {
    return this.trigger("whenMessagesAreInAQueue", props, inQueue(props), "batch/head");
  }

  /**
   * Starts a run for each of several messages, which stay in the queue, locked (peek-lock). With `split: false`, starts
   * one run with the list of them.
   */
  public whenMessagesAreLockedInAQueue(props: ServiceBusQueueLockBatchTriggerProps): WorkflowTrigger {
    return this.trigger("whenMessagesAreLockedInAQueue", props, inQueue(props), "batch/head/peek");
  }

  /** Removes a locked message from its subscription. */
  public completeMessageInATopic(props: ServiceBusTopicMessageProps): WorkflowAction {
    return this.connector.action("completeMessageInATopic", props, settle(inSubscription(props), "complete", props));
  }

  /** Returns a locked message to its subscription, for another delivery. */
  public abandonMessageInATopic(props: ServiceBusTopicMessageProps): WorkflowAction {
    return this.connector.action("abandonMessageInATopic", props, settle(inSubscription(props), "abandon", props));
  }

  /** Sets a locked message aside. Only `getDeferredMessageFromATopic` receives it then, by its sequence number. */
  public deferMessageInATopic(props: ServiceBusTopicMessageProps): WorkflowAction {
    return this.connector.action("deferMessageInATopic", props, settle(inSubscription(props), "defer", props));
  }

  /** Moves a locked message to the dead-letter queue of its subscription. */
  public deadLetterMessageInATopic(props: ServiceBusTopicDeadLetterProps): WorkflowAction {
    return this.connector.action("deadLetterMessageInATopic", props, deadLetter(inSubscription(props), props));
  }

  /** Renews the lock of a message. For a message of a session, use `renewSessionInATopic`. */
  public renewLockInATopic(props: ServiceBusTopicLockProps): WorkflowAction {
    return this.connector.action("renewLockInATopic", props, renewLock(inSubscription(props), props));
  }

  /** Receives a deferred message, and locks it. */
  public getDeferredMessageFromATopic(props: ServiceBusTopicDeferredProps): WorkflowAction {
    return this.connector.action("getDeferredMessageFromATopic", props, getDeferred(inSubscription(props), props));
  }

  /** Locks messages of a subscription. The body is `[{ ContentData, LockToken, … }, …]`. */
  public lockMessagesInATopic(props: ServiceBusTopicMessagesProps): WorkflowAction {
    return this.connector.action("lockMessagesInATopic", props, lockMessages(inSubscription(props), props));
  }

  /** Renews the lock of a session. */
  public renewSessionInATopic(props: ServiceBusTopicSessionProps): WorkflowAction {
    return this.connector.action(
      "renewSessionInATopic",
      props,
      inSession(inSubscription(props), "renewlock", props.sessionId),
    );
  }

  /** Closes a session, so that another run can lock it. */
  public closeSessionInATopic(props: ServiceBusTopicSessionProps): WorkflowAction {
    return this.connector.action(
      "closeSessionInATopic",
      props,
      inSession(inSubscription(props), "close", props.sessionId),
    );
  }

  /**
   * Starts a run with each message of a subscription. The message is removed from the subscription first, so a run that fails
   * loses it. See `whenAMessageIsLockedInATopic`.
   */
  public whenAMessageIsInATopic(props: ServiceBusTopicTriggerProps): WorkflowTrigger {
    return this.trigger("whenAMessageIsInATopic", props, inSubscription(props), "head");
  }

  /**
   * Starts a run with each message of a subscription. The message stays in the subscription, locked (peek-lock), until the run
   * completes or abandons it. If the lock expires first, the message is delivered again.
   *
   * https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement#peeklock
   */
  public whenAMessageIsLockedInATopic(props: ServiceBusTopicLockTriggerProps): WorkflowTrigger {
    return this.trigger("whenAMessageIsLockedInATopic", props, inSubscription(props), "head/peek");
  }

  /**
   * Starts a run for each of several messages, which are removed from the subscription first. With `split: false`, starts one
   * run with the list of them.
   */
  public whenMessagesAreInATopic(props: ServiceBusTopicBatchTriggerProps): WorkflowTrigger {
    return this.trigger("whenMessagesAreInATopic", props, inSubscription(props), "batch/head");
  }

  /**
   * Starts a run for each of several messages, which stay in the subscription, locked (peek-lock). With `split: false`, starts
   * one run with the list of them.
   */
  public whenMessagesAreLockedInATopic(props: ServiceBusTopicLockBatchTriggerProps): WorkflowTrigger {
    return this.trigger("whenMessagesAreLockedInATopic", props, inSubscription(props), "batch/head/peek");
  }
  private trigger(
    name: string,
    options: TriggerOptions & Parameters<typeof receive>[2],
    place: Place,
    how: Receipt,
  ): WorkflowTrigger {
    const list = how.startsWith("batch") ? "@triggerBody()" : undefined;
    return this.connector.trigger(name, options, receive(place, how, options), list);
  }
}

import { type WorkflowActionOptions } from "./workflow-action";
import { type PollingTriggerOptions } from "./workflow-trigger";
import { type WorkflowValue } from "./workflow-value";

/** A message to send. */
export interface ServiceBusMessageProps extends WorkflowActionOptions {
  /** Name of the queue or topic. */
  readonly entity: string;

  /**
   * Content: text, JSON or a file. For content that is already in base64, such as the `ContentData` of a received
   * message, use `WorkflowValue.expression("base64ToBinary(triggerBody()?['ContentData'])")`.
   */
  readonly content: WorkflowValue;

  /**
   * MIME type of the content, such as "application/json".
   *
   * @default - none
   */
  readonly contentType?: string;

  /**
   * Application properties by name. Strings are text. For an expression, use `WorkflowValue.expression`.
   *
   * @default - none
   */
  readonly properties?: Record<string, unknown>;

  /**
   * Id of the message. Service Bus drops a second message with the same id if the entity detects duplicates.
   *
   * @default - Service Bus chooses one
   */
  readonly messageId?: WorkflowValue;

  /**
   * Label, which filters of subscriptions call the subject.
   *
   * @default - none
   */
  readonly label?: WorkflowValue;

  /**
   * Id of the session. Required by an entity with sessions.
   *
   * @default - none
   */
  readonly sessionId?: WorkflowValue;

  /**
   * Correlation id.
   *
   * @default - none
   */
  readonly correlationId?: WorkflowValue;

  /**
   * Address of the recipient.
   *
   * @default - none
   */
  readonly to?: WorkflowValue;

  /**
   * Address for replies.
   *
   * @default - none
   */
  readonly replyTo?: WorkflowValue;

  /**
   * Id of the session for replies.
   *
   * @default - none
   */
  readonly replyToSessionId?: WorkflowValue;

  /**
   * Time in UTC at which the message becomes visible, such as `WorkflowValue.expression("addHours(utcNow(), 1)")`.
   *
   * @default - at once
   */
  readonly scheduledEnqueueTime?: WorkflowValue;

  /**
   * Time to live in ticks of 100 nanoseconds.
   *
   * @default - that of the entity
   */
  readonly timeToLive?: WorkflowValue;
}

/** Messages to send in one request. */
export interface ServiceBusBatchProps extends WorkflowActionOptions {
  /** Name of the queue or topic. */
  readonly entity: string;

  /**
   * An expression whose result is the list of messages, each as `{ ContentData, ContentType, … }` with the content in
   * base64, such as the output of a Select action.
   */
  readonly messages: WorkflowValue;
}

/** A queue or its dead-letter queue. */
export interface ServiceBusQueuePlace {
  /** Name of the queue. */
  readonly queue: string;

  /**
   * Whether the dead-letter queue is meant.
   *
   * @default false
   */
  readonly deadLetterQueue?: boolean;
}

/** A topic subscription or its dead-letter queue. */
export interface ServiceBusTopicPlace {
  /** Name of the topic. */
  readonly topic: string;

  /** Name of the subscription to the topic. */
  readonly subscription: string;

  /**
   * Whether the dead-letter queue is meant.
   *
   * @default false
   */
  readonly deadLetterQueue?: boolean;
}

/** A message that is locked. */
export interface ServiceBusLock {
  /**
   * Lock token of the message.
   *
   * @default - that of the message that started the run
   */
  readonly lockToken?: WorkflowValue;
}

/** The session of a message. */
export interface ServiceBusSession {
  /**
   * Id of the session of the message, such as `WorkflowValue.expression("triggerBody()?['SessionId']")`.
   *
   * @default - none
   */
  readonly sessionId?: WorkflowValue;
}

/** Why a message is moved to the dead-letter queue. */
export interface ServiceBusDeadLetterReason extends ServiceBusLock, ServiceBusSession, WorkflowActionOptions {
  /**
   * Reason.
   *
   * @default - none
   */
  readonly reason?: WorkflowValue;

  /**
   * Description of the error.
   *
   * @default - none
   */
  readonly errorDescription?: WorkflowValue;
}

/** How many messages are received. */
export interface ServiceBusCount {
  /**
   * Maximum number of messages.
   *
   * @default 20
   */
  readonly maxCount?: number;
}

/** A locked message in a queue whose lock is renewed. */
export interface ServiceBusQueueLockProps extends ServiceBusQueuePlace, ServiceBusLock, WorkflowActionOptions {}

/** A locked message in a topic subscription whose lock is renewed. */
export interface ServiceBusTopicLockProps extends ServiceBusTopicPlace, ServiceBusLock, WorkflowActionOptions {}

/** A locked message in a queue. */
export interface ServiceBusQueueMessageProps extends ServiceBusQueueLockProps, ServiceBusSession {}

/** A locked message in a topic subscription. */
export interface ServiceBusTopicMessageProps extends ServiceBusTopicLockProps, ServiceBusSession {}

/** A locked message in a queue that is moved to the dead-letter queue. */
export interface ServiceBusQueueDeadLetterProps extends ServiceBusDeadLetterReason {
  /** Name of the queue. */
  readonly queue: string;
}

/** A locked message in a topic subscription that is moved to the dead-letter queue. */
export interface ServiceBusTopicDeadLetterProps extends ServiceBusDeadLetterReason {
  /** Name of the topic. */
  readonly topic: string;

  /** Name of the subscription to the topic. */
  readonly subscription: string;
}

/** A deferred message. */
export interface ServiceBusDeferredMessage extends ServiceBusSession, WorkflowActionOptions {
  /** Sequence number of the message. */
  readonly sequenceNumber: WorkflowValue;
}

/** A deferred message in a queue. */
export interface ServiceBusQueueDeferredProps extends ServiceBusQueuePlace, ServiceBusDeferredMessage {}

/** A deferred message in a topic subscription. */
export interface ServiceBusTopicDeferredProps extends ServiceBusTopicPlace, ServiceBusDeferredMessage {}

/** Messages to lock in a queue. */
export interface ServiceBusQueueMessagesProps
  extends ServiceBusQueuePlace, ServiceBusCount, ServiceBusSession, WorkflowActionOptions {}

/** Messages to lock in a topic subscription. */
export interface ServiceBusTopicMessagesProps
  extends ServiceBusTopicPlace, ServiceBusCount, ServiceBusSession, WorkflowActionOptions {}

/** A session of a queue. */
export interface ServiceBusQueueSessionProps extends WorkflowActionOptions {
  /** Name of the queue. */
  readonly queue: string;

  /** Id of the session. */
  readonly sessionId: WorkflowValue;
}

/** A session of a topic subscription. */
export interface ServiceBusTopicSessionProps extends WorkflowActionOptions {
  /** Name of the topic. */
  readonly topic: string;

  /** Name of the subscription to the topic. */
  readonly subscription: string;

  /** Id of the session. */
  readonly sessionId: WorkflowValue;
}

/** A queue whose messages start runs. */
export interface ServiceBusQueueTriggerProps extends ServiceBusQueuePlace, PollingTriggerOptions {}

/** A topic whose messages start runs. */
export interface ServiceBusTopicTriggerProps extends ServiceBusTopicPlace, PollingTriggerOptions {}

/** The session whose messages start runs. */
export interface ServiceBusTriggerSession {
  /**
   * Id of the session, or "Next Available".
   *
   * @default "None"
   */
  readonly sessionId?: string;
}

/** A queue whose messages are locked and start runs. */
export interface ServiceBusQueueLockTriggerProps extends ServiceBusQueueTriggerProps, ServiceBusTriggerSession {}

/** A topic whose messages are locked and start runs. */
export interface ServiceBusTopicLockTriggerProps extends ServiceBusTopicTriggerProps, ServiceBusTriggerSession {}

/** A queue that is polled for several messages. */
export interface ServiceBusQueueBatchTriggerProps extends ServiceBusQueueTriggerProps, ServiceBusCount {}

/** A topic that is polled for several messages. */
export interface ServiceBusTopicBatchTriggerProps extends ServiceBusTopicTriggerProps, ServiceBusCount {}

/** A queue that is polled for several messages, which are locked. */
export interface ServiceBusQueueLockBatchTriggerProps extends ServiceBusQueueLockTriggerProps, ServiceBusCount {}

/** A topic that is polled for several messages, which are locked. */
export interface ServiceBusTopicLockBatchTriggerProps extends ServiceBusTopicLockTriggerProps, ServiceBusCount {}

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
}

/** A locked message in a queue. */
export interface ServiceBusQueueMessageProps extends WorkflowActionOptions {
  /** Name of the queue. */
  readonly queue: string;

  /**
   * Lock token of the message.
   *
   * @default - that of the message that started the run
   */
  readonly lockToken?: WorkflowValue;
}

/** A locked message in a topic subscription. */
export interface ServiceBusTopicMessageProps extends WorkflowActionOptions {
  /** Name of the topic. */
  readonly topic: string;

  /** Name of the subscription to the topic. */
  readonly subscription: string;

  /**
   * Lock token of the message.
   *
   * @default - that of the message that started the run
   */
  readonly lockToken?: WorkflowValue;
}

/** A queue whose messages start runs. */
export interface ServiceBusQueueTriggerProps extends PollingTriggerOptions {
  /** Name of the queue. */
  readonly queue: string;
}

/** A topic whose messages start runs. */
export interface ServiceBusTopicTriggerProps extends PollingTriggerOptions {
  /** Name of the topic. */
  readonly topic: string;

  /** Name of the subscription to the topic. */
  readonly subscription: string;
}

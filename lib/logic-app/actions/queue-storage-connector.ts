import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { type Problem } from "../../core/rules";
import { Connector, type StorageConnectorProps } from "./connector";
import { countProblems } from "./argument-rules";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowTrigger, type PollingTriggerOptions } from "./workflow-trigger";
import { encoded, encodedTwice, type WorkflowValue } from "./workflow-value";

/** A message to add to a queue. */
export interface QueuePutProps extends WorkflowActionOptions {
  /** Name of the queue. */
  readonly queue: string;

  /** Text of the message. */
  readonly message: WorkflowValue;
}

/** Messages to get from a queue. */
export interface QueueGetProps extends WorkflowActionOptions {
  /** Name of the queue. */
  readonly queue: string;

  /**
   * Maximum number of messages, up to 32.
   *
   * @default 1
   */
  readonly maxCount?: number;

  /**
   * Seconds for which other readers do not see the messages: 1 to 604,800, which are 7 days.
   *
   * @default - 30
   */
  readonly visibilityTimeout?: number;
}

/** A message to delete from a queue. */
export interface QueueDeleteProps extends WorkflowActionOptions {
  /** Name of the queue. */
  readonly queue: string;

  /** Id of the message. */
  readonly messageId: WorkflowValue;

  /** Pop receipt of the message. */
  readonly popReceipt: WorkflowValue;
}

/** The queue whose messages start a run. */
export interface QueueTriggerProps extends PollingTriggerOptions {
  /** Name of the queue. */
  readonly queue: string;

  /**
   * Seconds for which other readers do not see the messages: 1 to 604,800, which are 7 days.
   *
   * @default - 30
   */
  readonly visibilityTimeout?: number;
}

/** The queue whose length starts a run. */
export interface QueueLengthTriggerProps extends PollingTriggerOptions {
  /** Name of the queue. */
  readonly queue: string;

  /** Number of messages from which on a run starts. */
  readonly threshold: number;
}

/**
 * Actions and triggers on the queues of a storage account.
 *
 * https://learn.microsoft.com/connectors/azurequeues/
 */
export class QueueStorageConnector {
  /** @param connection of the connector "azurequeues"; any other throws */
  public static of(connection: LogicAppConnection, props: StorageConnectorProps): QueueStorageConnector {
    return new QueueStorageConnector(connection, props);
  }

  private readonly connector: Connector;
  private readonly account: string;

  private constructor(connection: LogicAppConnection, { account }: StorageConnectorProps) {
    this.connector = new Connector("QueueStorageConnector", connection, ManagedApi.QUEUE_STORAGE);
    this.account = account;
  }

  /** Lists the queues. The body is `[{ Name }, …]`. */
  public listQueues(options: WorkflowActionOptions = {}): WorkflowAction {
    const path = `/v2/storageAccounts/${encodedTwice(this.account)}/queues/list`;
    return this.connector.action("listQueues", options, { method: "get", path, names: { account: this.account } });
  }

  /** Adds a message to a queue. */
  public putMessage(props: QueuePutProps): WorkflowAction {
    const { queue, message: body } = props;
    const call = { method: "post", path: `${this.queue(queue)}/messages`, names: this.names(queue), body } as const;
    return this.connector.action("putMessage", props, call);
  }

  /** Gets messages. They stay in the queue, hidden for a while, until they are deleted. */
  public getMessages(props: QueueGetProps): WorkflowAction {
    const { queue, maxCount: numofmessages, visibilityTimeout: visibilitytimeout } = props;
    return this.connector.action("getMessages", props, {
      method: "get",
      path: `${this.queue(queue)}/messages`,
      names: this.names(queue),
      problems: [...countProblems("maxCount", numofmessages, 32), ...visibilityProblems(visibilitytimeout)],
      queries: { numofmessages, visibilitytimeout },
    });
  }

  /** Deletes a received message. */
  public deleteMessage(props: QueueDeleteProps): WorkflowAction {
    const { queue, messageId, popReceipt } = props;
    return this.connector.action("deleteMessage", props, {
      method: "delete",
      path: `${this.queue(queue)}/messages/${encoded(messageId)}`,
      names: { ...this.names(queue), messageId, popReceipt },
      queries: { popreceipt: popReceipt },
    });
  }

  /** Starts a run for each message. The run must delete the message. */
  public whenMessagesAreInTheQueue(props: QueueTriggerProps): WorkflowTrigger {
    const { queue, visibilityTimeout: visibilitytimeout } = props;
    const call = {
      method: "get",
      path: `${this.queue(queue)}/message_trigger`,
      names: this.names(queue),
      problems: visibilityProblems(visibilitytimeout),
      queries: { visibilitytimeout },
    } as const;
    const messages = "@triggerBody()?['QueueMessagesList']?['QueueMessage']";
    return this.connector.trigger("whenMessagesAreInTheQueue", props, call, messages);
  }

  /** Starts a run when a queue has so many messages. */
  public whenTheQueueHasMessages(props: QueueLengthTriggerProps): WorkflowTrigger {
    const { queue, threshold } = props;
    const call = {
      method: "get",
      path: `${this.queue(queue)}/count_trigger`,
      names: this.names(queue),
      problems: countProblems("threshold", threshold),
      queries: { threshold },
    } as const;
    return this.connector.trigger("whenTheQueueHasMessages", props, call);
  }

  private queue(queue: string): string {
    return `/v2/storageAccounts/${encodedTwice(this.account)}/queues/${encoded(queue)}`;
  }

  private names(queue: string): Readonly<Record<string, unknown>> {
    return { account: this.account, queue };
  }
}

/** https://learn.microsoft.com/rest/api/storageservices/get-messages */
function visibilityProblems(seconds: number | undefined): Problem[] {
  return countProblems("visibilityTimeout", seconds, 604_800);
}

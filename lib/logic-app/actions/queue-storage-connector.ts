import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
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

  /** Adds a message to a queue. */
  public putMessage(props: QueuePutProps): WorkflowAction {
    const { queue, message: body } = props;
    const call = { method: "post", path: `${this.queue(queue)}/messages`, names: this.names(queue), body } as const;
    return this.connector.action("putMessage", props, call);
  }

  /** Gets messages. They stay in the queue, hidden for a while, until they are deleted. */
  public getMessages(props: QueueGetProps): WorkflowAction {
    const { queue, maxCount: numofmessages } = props;
    return this.connector.action("getMessages", props, {
      method: "get",
      path: `${this.queue(queue)}/messages`,
      names: this.names(queue),
      problems: countProblems("maxCount", numofmessages, 32),
      queries: { numofmessages },
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
    const { queue } = props;
    const call = { method: "get", path: `${this.queue(queue)}/message_trigger`, names: this.names(queue) } as const;
    const messages = "@triggerBody()?['QueueMessagesList']?['QueueMessage']";
    return this.connector.trigger("whenMessagesAreInTheQueue", props, call, messages);
  }

  private queue(queue: string): string {
    return `/v2/storageAccounts/${encodedTwice(this.account)}/queues/${encoded(queue)}`;
  }

  private names(queue: string): Readonly<Record<string, unknown>> {
    return { account: this.account, queue };
  }
}

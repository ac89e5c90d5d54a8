import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector } from "./connector";
import {
  type ServiceBusMessageProps,
  type ServiceBusQueueMessageProps,
  type ServiceBusQueueTriggerProps,
  type ServiceBusTopicMessageProps,
  type ServiceBusTopicTriggerProps,
} from "./service-bus-connector-props";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowTrigger, type PollingTriggerOptions } from "./workflow-trigger";
import { base64, encoded, encodedTwice, WorkflowValue } from "./workflow-value";

/** The source of messages. */
interface Source {
  readonly path: string;
  readonly names: Readonly<Record<string, string>>;
  /** Selects the main queue or the dead-letter queue. */
  readonly queries: Readonly<Record<string, string>>;
}

/** The ways to settle a locked message, with the HTTP method for each. */
const SETTLEMENTS = { complete: "delete", abandon: "post" } as const;

/** The lock token of the message that started the run. */
const LOCK_TOKEN = WorkflowValue.expression("triggerBody()?['LockToken']");

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
    const { entity, content, contentType: ContentType } = props;
    return this.connector.action("sendMessage", props, {
      method: "post",
      path: `/${encodedTwice(entity)}/messages`,
      names: { entity },
      queries: { systemProperties: "None" },
      body: { ContentData: base64(content), ContentType },
    });
  }

  /** Removes a message that `whenAMessageIsLockedInAQueue` locked from its queue. */
  public completeMessageInAQueue(props: ServiceBusQueueMessageProps): WorkflowAction {
    return this.settle("completeMessageInAQueue", props, inQueue(props), "complete");
  }

  /** Returns a message that `whenAMessageIsLockedInAQueue` locked to its queue, for another delivery. */
  public abandonMessageInAQueue(props: ServiceBusQueueMessageProps): WorkflowAction {
    return this.settle("abandonMessageInAQueue", props, inQueue(props), "abandon");
  }

  /** Removes a message that `whenAMessageIsLockedInATopic` locked from its subscription. */
  public completeMessageInATopic(props: ServiceBusTopicMessageProps): WorkflowAction {
    return this.settle("completeMessageInATopic", props, inSubscription(props), "complete");
  }

  /** Returns a message that `whenAMessageIsLockedInATopic` locked to its subscription, for another delivery. */
  public abandonMessageInATopic(props: ServiceBusTopicMessageProps): WorkflowAction {
    return this.settle("abandonMessageInATopic", props, inSubscription(props), "abandon");
  }

  /**
   * Starts a run with each message of a queue. The message is removed from the queue first, so a run that fails loses
   * it. See `whenAMessageIsLockedInAQueue`.
   */
  public whenAMessageIsInAQueue(props: ServiceBusQueueTriggerProps): WorkflowTrigger {
    return this.take("whenAMessageIsInAQueue", props, inQueue(props));
  }

  /**
   * Starts a run with each message of a queue. The message stays in the queue, locked (peek-lock), until the run
   * completes or abandons it. If the lock expires first, the message is delivered again.
   *
   * https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement#peeklock
   */
  public whenAMessageIsLockedInAQueue(props: ServiceBusQueueTriggerProps): WorkflowTrigger {
    return this.lock("whenAMessageIsLockedInAQueue", props, inQueue(props));
  }

  /**
   * Starts a run with each message of a subscription. The message is removed from the subscription first, so a run that
   * fails loses it. See `whenAMessageIsLockedInATopic`.
   */
  public whenAMessageIsInATopic(props: ServiceBusTopicTriggerProps): WorkflowTrigger {
    return this.take("whenAMessageIsInATopic", props, inSubscription(props));
  }

  /**
   * Starts a run with each message of a subscription. The message stays in the subscription, locked (peek-lock), until
   * the run completes or abandons it. If the lock expires first, the message is delivered again.
   *
   * https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement#peeklock
   */
  public whenAMessageIsLockedInATopic(props: ServiceBusTopicTriggerProps): WorkflowTrigger {
    return this.lock("whenAMessageIsLockedInATopic", props, inSubscription(props));
  }

  private take(name: string, options: PollingTriggerOptions, source: Source): WorkflowTrigger {
    return this.connector.trigger(name, options, { ...source, method: "get", path: `${source.path}/head` });
  }

  private lock(name: string, options: PollingTriggerOptions, { path, names, queries }: Source): WorkflowTrigger {
    const call = {
      method: "get",
      path: `${path}/head/peek`,
      names,
      queries: { ...queries, sessionId: "None" },
    } as const;
    return this.connector.trigger(name, options, call);
  }

  private settle(
    name: string,
    options: WorkflowActionOptions & { readonly lockToken?: WorkflowValue },
    { path, names, queries }: Source,
    how: keyof typeof SETTLEMENTS,
  ): WorkflowAction {
    const { lockToken = LOCK_TOKEN } = options;
    return this.connector.action(name, options, {
      method: SETTLEMENTS[how],
      path: `${path}/${how}`,
      names: { ...names, lockToken },
      queries: { ...queries, lockToken, sessionId: "" },
    });
  }
}

function inQueue({ queue }: { readonly queue: string }): Source {
  return { path: `/${encodedTwice(queue)}/messages`, names: { queue }, queries: { queueType: "Main" } };
}

function inSubscription({ topic, subscription }: { readonly topic: string; readonly subscription: string }): Source {
  const path = `/${encodedTwice(topic)}/subscriptions/${encoded(subscription)}/messages`;
  return { path, names: { topic, subscription }, queries: { subscriptionType: "Main" } };
}

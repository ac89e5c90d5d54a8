import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowTrigger, type WorkflowTriggerOptions } from "./workflow-trigger";
import { encoded, encodedTwice, type WorkflowValue } from "./workflow-value";

/** A message to send. */
export interface ServiceBusMessageProps extends WorkflowActionOptions {
  /** Name of the queue or topic. */
  readonly entity: string;

  /**
   * Content in base64; for text give an expression such as
   * `WorkflowValue.expression("base64(string(triggerBody()))")`.
   */
  readonly content: WorkflowValue;

  /**
   * MIME type of the content, such as "application/json".
   *
   * @default - none
   */
  readonly contentType?: string;
}

/** A queue whose messages start runs. */
export interface ServiceBusQueueTriggerProps extends WorkflowTriggerOptions {
  /** Name of the queue. */
  readonly queue: string;
}

/** A topic whose messages start runs. */
export interface ServiceBusTopicTriggerProps extends WorkflowTriggerOptions {
  /** Name of the topic. */
  readonly topic: string;

  /** Name of the subscription to the topic. */
  readonly subscription: string;
}

/**
 * Actions and triggers on the Service Bus namespace of a connection.
 *
 * https://learn.microsoft.com/connectors/servicebus/
 */
export class ServiceBusConnector {
  /**
   * @param connection of the connector "servicebus"; any other is refused at once
   */
  public static of(connection: LogicAppConnection): ServiceBusConnector {
    return new ServiceBusConnector(connection);
  }

  private readonly connector: Connector;

  private constructor(connection: LogicAppConnection) {
    this.connector = new Connector("ServiceBusConnector", connection, ManagedApi.SERVICE_BUS);
  }

  /** Sends a message to a queue or topic. */
  public sendMessage(props: ServiceBusMessageProps): WorkflowAction {
    const { entity, content: ContentData, contentType: ContentType } = props;
    return this.connector.action("sendMessage", props, {
      method: "post",
      path: `/${encodedTwice(entity)}/messages`,
      names: { entity },
      queries: { systemProperties: "None" },
      body: { ContentData, ContentType },
    });
  }

  /** Starts a run with each message of a queue, which is taken out of the queue. */
  public whenAMessageIsInAQueue(props: ServiceBusQueueTriggerProps): WorkflowTrigger {
    const { queue } = props;
    return this.connector.trigger("whenAMessageIsInAQueue", props, {
      method: "get",
      path: `/${encodedTwice(queue)}/messages/head`,
      names: { queue },
      queries: { queueType: "Main" },
    });
  }

  /** Starts a run with each message of a subscription, which is taken out of the subscription. */
  public whenAMessageIsInATopic(props: ServiceBusTopicTriggerProps): WorkflowTrigger {
    const { topic, subscription } = props;
    return this.connector.trigger("whenAMessageIsInATopic", props, {
      method: "get",
      path: `/${encodedTwice(topic)}/subscriptions/${encoded(subscription)}/messages/head`,
      names: { topic, subscription },
      queries: { subscriptionType: "Main" },
    });
  }
}

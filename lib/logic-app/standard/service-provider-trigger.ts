import { type Recurrence } from "../actions/recurrence";
import { type TriggerOptions, type WorkflowTriggerOptions } from "../actions/workflow-trigger-options";
import { WorkflowTrigger } from "../actions/workflow-trigger";
import { BuiltInConnector } from "./built-in-connector";
import { type LogicAppBuiltInConnection } from "./logic-app-built-in-connection";
import { requireConnector, serviceProvider, type ServiceProviderOperation } from "./service-provider-operation";

/** A trigger of a built-in connector. */
export interface ServiceProviderTriggerProps extends WorkflowTriggerOptions {
  /** Id of the operation, such as "receiveQueueMessages". */
  readonly operation: string;

  /**
   * Parameters of the operation, by key: text, `WorkflowValue`, or JSON of these.
   *
   * @default - none
   */
  readonly parameters?: Record<string, unknown>;

  /**
   * How often it polls, if it does.
   *
   * @default - the service calls the app
   */
  readonly every?: Recurrence;
}

/** A queue whose messages start runs. */
export interface ServiceProviderQueueProps extends WorkflowTriggerOptions {
  /** Name of the queue. */
  readonly queue: string;

  /**
   * Whether the queue has sessions.
   *
   * @default false
   */
  readonly sessions?: boolean;
}

/** A subscription whose messages start runs. */
export interface ServiceProviderTopicProps extends WorkflowTriggerOptions {
  /** Name of the topic. */
  readonly topic: string;

  /** Name of the subscription. */
  readonly subscription: string;

  /**
   * Whether the subscription has sessions.
   *
   * @default false
   */
  readonly sessions?: boolean;
}

/** The messages of a batch, each of which starts a run. */
const MESSAGES = "@triggerOutputs()?['body']";

/**
 * Triggers with built-in connectors, for the workflows of Standard logic apps.
 *
 * https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/
 */
export class ServiceProviderTrigger {
  /** Any trigger of any connector. The reference of a connector lists its triggers with their parameters. */
  public static of(connection: LogicAppBuiltInConnection, props: ServiceProviderTriggerProps): WorkflowTrigger {
    const { operation, parameters = {} } = props;
    return trigger("of", connection, undefined, props, { operation, parameters, names: {} });
  }

  /**
   * When messages are in a queue: starts a run for each.
   *
   * https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/servicebus/#when-messages-are-available-in-a-queue
   */
  public static whenMessagesAreInAQueue(
    connection: LogicAppBuiltInConnection,
    props: ServiceProviderQueueProps,
  ): WorkflowTrigger {
    const { queue, sessions = false } = props;
    const parameters = { queueName: queue, isSessionsEnabled: sessions };
    const operation = { operation: "receiveQueueMessages", parameters };
    return trigger("whenMessagesAreInAQueue", connection, BuiltInConnector.SERVICE_BUS, props, operation, MESSAGES);
  }

  /**
   * When messages are in a subscription of a topic: starts a run for each.
   *
   * https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/servicebus/#when-messages-are-available-in-a-topic
   */
  public static whenMessagesAreInATopic(
    connection: LogicAppBuiltInConnection,
    props: ServiceProviderTopicProps,
  ): WorkflowTrigger {
    const { topic, subscription, sessions = false } = props;
    const parameters = { topicName: topic, subscriptionName: subscription, isSessionsEnabled: sessions };
    const operation = { operation: "receiveTopicMessages", parameters };
    return trigger("whenMessagesAreInATopic", connection, BuiltInConnector.SERVICE_BUS, props, operation, MESSAGES);
  }

  private constructor() {
    // only factories
  }
}

/** @param splitOn the list whose items each start a run */
function trigger(
  name: string,
  connection: LogicAppBuiltInConnection,
  connector: BuiltInConnector | undefined,
  options: TriggerOptions,
  operation: ServiceProviderOperation,
  splitOn?: string,
): WorkflowTrigger {
  const what = `ServiceProviderTrigger.${name}`;
  requireConnector(what, connection, connector);
  const define = serviceProvider(connection, operation);
  return WorkflowTrigger._of(what, options, (problems) => ({ ...define(problems), splitOn }));
}

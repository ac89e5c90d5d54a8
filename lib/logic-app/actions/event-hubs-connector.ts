import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector } from "./connector";
import { countProblems, expressionProblem } from "./argument-rules";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowTrigger, type PollingTriggerOptions } from "./workflow-trigger";
import { base64, encoded, type WorkflowValue } from "./workflow-value";

/** An event to send. */
export interface EventHubEventProps extends WorkflowActionOptions {
  /** Name of the event hub. */
  readonly eventHub: string;

  /**
   * Content: text, JSON or a file. For content that is already in base64, such as the `ContentData` of a received
   * event, use `WorkflowValue.expression("base64ToBinary(triggerBody()?['ContentData'])")`.
   */
  readonly content: WorkflowValue;

  /**
   * Partition key.
   *
   * @default - Event Hubs chooses the partition
   */
  readonly partitionKey?: WorkflowValue;

  /**
   * Properties of the event by name. Strings are text. For an expression, use `WorkflowValue.expression`.
   *
   * @default - none
   */
  readonly properties?: Record<string, unknown>;
}

/** Events to send in one request. */
export interface EventHubBatchProps extends WorkflowActionOptions {
  /** Name of the event hub. */
  readonly eventHub: string;

  /**
   * An expression whose result is the list of events, each as `{ ContentData, Properties }` with the content in base64,
   * such as the output of a Select action.
   */
  readonly events: WorkflowValue;

  /** Partition key. All events go to its partition. */
  readonly partitionKey: WorkflowValue;
}

/** An event hub whose events start runs. */
export interface EventHubTriggerProps extends PollingTriggerOptions {
  /** Name of the event hub. */
  readonly eventHub: string;

  /**
   * Consumer group.
   *
   * @default "$Default"
   */
  readonly consumerGroup?: string;

  /**
   * MIME type of the content. "application/octet-stream" returns it in base64.
   *
   * @default "application/octet-stream"
   */
  readonly contentType?: string;

  /**
   * Smallest partition key of the events.
   *
   * @default - any
   */
  readonly minimumPartitionKey?: string;

  /**
   * Largest partition key of the events.
   *
   * @default - any
   */
  readonly maximumPartitionKey?: string;

  /**
   * Maximum number of events in one poll.
   *
   * @default 50
   */
  readonly maxCount?: number;
}

/**
 * Actions and triggers on the Event Hubs namespace of a connection.
 *
 * https://learn.microsoft.com/connectors/eventhubs/
 */
export class EventHubsConnector {
  /** @param connection of the connector "eventhubs"; any other throws */
  public static of(connection: LogicAppConnection): EventHubsConnector {
    return new EventHubsConnector(connection);
  }

  private readonly connector: Connector;

  private constructor(connection: LogicAppConnection) {
    this.connector = new Connector("EventHubsConnector", connection, ManagedApi.EVENT_HUBS);
  }

  /** Sends an event. */
  public sendEvent(props: EventHubEventProps): WorkflowAction {
    const { eventHub, content, partitionKey, properties: Properties } = props;
    return this.connector.action("sendEvent", props, {
      method: "post",
      path: `/${encoded(eventHub)}/events`,
      names: { eventHub },
      queries: { partitionKey },
      body: { ContentData: base64(content), Properties },
    });
  }

  /** Sends several events in one request. */
  public sendEvents(props: EventHubBatchProps): WorkflowAction {
    const { eventHub, events, partitionKey } = props;
    return this.connector.action("sendEvents", props, {
      method: "post",
      path: `/${encoded(eventHub)}/events/batch`,
      names: { eventHub, partitionKey },
      problems: expressionProblem("events", events),
      queries: { partitionKey },
      body: events,
    });
  }

  /** Starts a run for each event. */
  public whenEventsAreAvailable(props: EventHubTriggerProps): WorkflowTrigger {
    const {
      eventHub,
      consumerGroup: consumerGroupName = "$Default",
      contentType = "application/octet-stream",
      minimumPartitionKey,
      maximumPartitionKey,
      maxCount: maximumEventsCount = 50,
    } = props;
    const call = {
      method: "get",
      path: `/${encoded(eventHub)}/events/batch/head`,
      names: { eventHub, consumerGroup: consumerGroupName, minimumPartitionKey, maximumPartitionKey },
      problems: countProblems("maxCount", maximumEventsCount),
      queries: { contentType, consumerGroupName, minimumPartitionKey, maximumPartitionKey, maximumEventsCount },
    } as const;
    return this.connector.trigger("whenEventsAreAvailable", props, call, "@triggerBody()");
  }
}

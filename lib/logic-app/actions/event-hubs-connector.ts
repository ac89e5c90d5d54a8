import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector } from "./connector";
import { countProblems } from "./argument-rules";
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
    const { eventHub, content, partitionKey } = props;
    return this.connector.action("sendEvent", props, {
      method: "post",
      path: `/${encoded(eventHub)}/events`,
      names: { eventHub },
      queries: { partitionKey },
      body: { ContentData: base64(content) },
    });
  }

  /** Starts a run for each event. */
  public whenEventsAreAvailable(props: EventHubTriggerProps): WorkflowTrigger {
    const {
      eventHub,
      consumerGroup: consumerGroupName = "$Default",
      contentType = "application/octet-stream",
      maxCount: maximumEventsCount = 50,
    } = props;
    const call = {
      method: "get",
      path: `/${encoded(eventHub)}/events/batch/head`,
      names: { eventHub, consumerGroup: consumerGroupName },
      problems: countProblems("maxCount", maximumEventsCount),
      queries: { contentType, consumerGroupName, maximumEventsCount },
    } as const;
    return this.connector.trigger("whenEventsAreAvailable", props, call, "@triggerBody()");
  }
}

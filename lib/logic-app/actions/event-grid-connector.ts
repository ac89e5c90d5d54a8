import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { CALLBACK_URL, Connector, present } from "./connector";
import { type WorkflowTrigger, type WorkflowTriggerOptions } from "./workflow-trigger";
import { encoded } from "./workflow-value";

/** A resource whose events start runs. */
export interface EventGridTriggerProps extends WorkflowTriggerOptions {
  /** Id of the subscription of the resource. */
  readonly subscriptionId: string;

  /**
   * Type of the resource, such as "Microsoft.Storage.StorageAccounts" or "Microsoft.EventGrid.Topics".
   *
   * https://learn.microsoft.com/azure/event-grid/system-topics
   */
  readonly resourceType: string;

  /** ARM id of the resource. */
  readonly resourceId: string;

  /**
   * Types of the events, such as "Microsoft.Storage.BlobCreated".
   *
   * @default - all
   */
  readonly eventTypes?: string[];

  /**
   * The beginning of the subjects, such as "/blobServices/default/containers/orders/".
   *
   * @default - any
   */
  readonly subjectBeginsWith?: string;

  /**
   * The end of the subjects, such as ".json".
   *
   * @default - any
   */
  readonly subjectEndsWith?: string;

  /**
   * Name of the event subscription that the trigger creates.
   *
   * @default - a name that Azure chooses
   */
  readonly subscriptionName?: string;
}

/**
 * Triggers of Event Grid. The identity needs a role that can create event subscriptions on the resource, such as
 * `BuiltInRole.EVENTGRID_EVENTSUBSCRIPTION_CONTRIBUTOR`.
 *
 * https://learn.microsoft.com/connectors/azureeventgrid/
 */
export class EventGridConnector {
  /** @param connection of the connector "azureeventgrid"; any other throws */
  public static of(connection: LogicAppConnection): EventGridConnector {
    return new EventGridConnector(connection);
  }

  private readonly connector: Connector;

  private constructor(connection: LogicAppConnection) {
    this.connector = new Connector("EventGridConnector", connection, ManagedApi.EVENT_GRID);
  }

  /** Starts a run with each event of a resource. */
  public whenAResourceEventOccurs(props: EventGridTriggerProps): WorkflowTrigger {
    const { subscriptionId, resourceType, resourceId, subscriptionName, eventTypes: includedEventTypes } = props;
    const { subjectBeginsWith, subjectEndsWith } = props;
    const call = {
      path: `/subscriptions/${encoded(subscriptionId)}/providers/${encoded(resourceType)}/resource/eventSubscriptions`,
      names: { subscriptionId, resourceType, resourceId, subscriptionName },
      queries: { "x-ms-api-version": "2017-09-15-preview", subscriptionName },
      body: {
        properties: {
          topic: resourceId,
          destination: { endpointType: "webhook", properties: { endpointUrl: CALLBACK_URL } },
          filter: present({ includedEventTypes, subjectBeginsWith, subjectEndsWith }),
        },
      },
    };
    return this.connector.calledTrigger("whenAResourceEventOccurs", props, call, "@triggerBody()");
  }
}

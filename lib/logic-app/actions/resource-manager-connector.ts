import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded } from "./workflow-value";

/** A resource to read. */
export interface ReadResourceProps extends WorkflowActionOptions {
  /** Id of the subscription. */
  readonly subscriptionId: string;

  readonly resourceGroupName: string;

  /** Provider, such as "Microsoft.Compute". */
  readonly provider: string;

  /** The rest of the resource id after the provider, such as "virtualMachines/orders". */
  readonly resource: string;

  /** Version of the provider's API, such as "2021-07-01". */
  readonly apiVersion: string;
}

/**
 * Actions of Azure Resource Manager.
 *
 * https://learn.microsoft.com/connectors/arm/
 */
export class ResourceManagerConnector {
  /** @param connection of the connector "arm"; any other throws */
  public static of(connection: LogicAppConnection): ResourceManagerConnector {
    return new ResourceManagerConnector(connection);
  }

  private readonly connector: Connector;

  private constructor(connection: LogicAppConnection) {
    this.connector = new Connector("ResourceManagerConnector", connection, ManagedApi.RESOURCE_MANAGER);
  }

  /** Reads a resource. */
  public readResource(props: ReadResourceProps): WorkflowAction {
    const { subscriptionId, resourceGroupName, provider, resource, apiVersion } = props;
    const group = `/subscriptions/${encoded(subscriptionId)}/resourcegroups/${encoded(resourceGroupName)}`;
    return this.connector.action("readResource", props, {
      method: "get",
      path: `${group}/providers/${encoded(provider)}/${encoded(resource)}`,
      names: { subscriptionId, resourceGroupName, provider, resource, apiVersion },
      queries: { "x-ms-api-version": apiVersion },
    });
  }
}

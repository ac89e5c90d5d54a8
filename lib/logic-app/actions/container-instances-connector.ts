import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { countProblems } from "./argument-rules";
import { Connector, type ConnectorCall } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded } from "./workflow-value";

/** The place of container groups. */
export interface ContainerInstancesConnectorProps {
  /** Id of the subscription. */
  readonly subscriptionId: string;

  readonly resourceGroupName: string;
}

/** A container group. */
export interface ContainerGroupProps extends WorkflowActionOptions {
  /** Name of the container group. */
  readonly containerGroup: string;
}

/** A container whose log is read. */
export interface ContainerLogProps extends ContainerGroupProps {
  /** Name of the container. */
  readonly container: string;

  /**
   * Number of lines from the end.
   *
   * @default - all that Azure keeps
   */
  readonly tail?: number;
}

const API_VERSION = { "x-ms-api-version": "2023-05-01" };

/**
 * Actions on container groups.
 *
 * https://learn.microsoft.com/connectors/aci/
 */
export class ContainerInstancesConnector {
  /** @param connection of the connector "aci"; any other throws */
  public static of(
    connection: LogicAppConnection,
    props: ContainerInstancesConnectorProps,
  ): ContainerInstancesConnector {
    return new ContainerInstancesConnector(connection, props);
  }

  private readonly connector: Connector;

  private constructor(
    connection: LogicAppConnection,
    private readonly place: ContainerInstancesConnectorProps,
  ) {
    this.connector = new Connector("ContainerInstancesConnector", connection, ManagedApi.CONTAINER_INSTANCES);
  }

  /** Reads a container group, with the state of its containers. */
  public getContainerGroup(props: ContainerGroupProps): WorkflowAction {
    return this.connector.action("getContainerGroup", props, this.call("get", props));
  }

  /** Starts all containers of a group. */
  public startContainers(props: ContainerGroupProps): WorkflowAction {
    return this.connector.action("startContainers", props, this.call("post", props, "/start"));
  }

  /** Stops all containers of a group. */
  public stopContainers(props: ContainerGroupProps): WorkflowAction {
    return this.connector.action("stopContainers", props, this.call("post", props, "/stop"));
  }

  /** Restarts all containers of a group. */
  public restartContainers(props: ContainerGroupProps): WorkflowAction {
    return this.connector.action("restartContainers", props, this.call("post", props, "/restart"));
  }

  /** Deletes a container group. */
  public deleteContainerGroup(props: ContainerGroupProps): WorkflowAction {
    return this.connector.action("deleteContainerGroup", props, this.call("delete", props));
  }

  /** Reads the log of a container. The body is `{ content }`. */
  public getContainerLogs(props: ContainerLogProps): WorkflowAction {
    const { container, tail } = props;
    const { names, ...call } = this.call("get", props, `/containers/${encoded(container)}/logs`);
    return this.connector.action("getContainerLogs", props, {
      ...call,
      names: { ...names, container },
      problems: countProblems("tail", tail),
      queries: { ...API_VERSION, tail },
    });
  }

  private call(method: ConnectorCall["method"], { containerGroup }: ContainerGroupProps, end = ""): ConnectorCall {
    const { subscriptionId, resourceGroupName } = this.place;
    const group = `/subscriptions/${encoded(subscriptionId)}/resourceGroups/${encoded(resourceGroupName)}`;
    return {
      method,
      path: `${group}/providers/Microsoft.ContainerInstance/containerGroups/${encoded(containerGroup)}${end}`,
      names: { subscriptionId, resourceGroupName, containerGroup },
      queries: API_VERSION,
    };
  }
}

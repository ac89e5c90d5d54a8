import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector } from "./connector";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded } from "./workflow-value";

/** The place of virtual machines. */
export interface VirtualMachinesConnectorProps {
  /** Id of the subscription. */
  readonly subscriptionId: string;

  readonly resourceGroupName: string;
}

/** A virtual machine. */
export interface VirtualMachineProps extends WorkflowActionOptions {
  /** Name of the virtual machine. */
  readonly virtualMachine: string;
}

/**
 * Actions on virtual machines.
 *
 * https://learn.microsoft.com/connectors/azurevm/
 */
export class VirtualMachinesConnector {
  /** @param connection of the connector "azurevm"; any other throws */
  public static of(connection: LogicAppConnection, props: VirtualMachinesConnectorProps): VirtualMachinesConnector {
    return new VirtualMachinesConnector(connection, props);
  }

  private readonly connector: Connector;

  private constructor(
    connection: LogicAppConnection,
    private readonly place: VirtualMachinesConnectorProps,
  ) {
    this.connector = new Connector("VirtualMachinesConnector", connection, ManagedApi.VIRTUAL_MACHINES);
  }

  /** Reads a machine. */
  public getVirtualMachine(props: VirtualMachineProps): WorkflowAction {
    return this.call("getVirtualMachine", "get", props);
  }

  /** Starts a machine. */
  public startVirtualMachine(props: VirtualMachineProps): WorkflowAction {
    return this.call("startVirtualMachine", "post", props, "/start");
  }

  /** Restarts a machine. */
  public restartVirtualMachine(props: VirtualMachineProps): WorkflowAction {
    return this.call("restartVirtualMachine", "post", props, "/restart");
  }

  /** Stops a machine, which Azure bills further. */
  public powerOffVirtualMachine(props: VirtualMachineProps): WorkflowAction {
    return this.call("powerOffVirtualMachine", "post", props, "/powerOff");
  }

  /** Stops a machine, and releases its hardware, which Azure does not bill then. */
  public deallocateVirtualMachine(props: VirtualMachineProps): WorkflowAction {
    return this.call("deallocateVirtualMachine", "post", props, "/deallocate");
  }

  /** Moves a machine to another host, and starts it. */
  public redeployVirtualMachine(props: VirtualMachineProps): WorkflowAction {
    return this.call("redeployVirtualMachine", "post", props, "/redeploy");
  }

  private call(name: string, method: "get" | "post", props: VirtualMachineProps, end = ""): WorkflowAction {
    const { subscriptionId, resourceGroupName } = this.place;
    const { virtualMachine } = props;
    const group = `/subscriptions/${encoded(subscriptionId)}/resourcegroups/${encoded(resourceGroupName)}`;
    return this.connector.action(name, props, {
      method,
      path: `${group}/providers/Microsoft.Compute/virtualMachines/${encoded(virtualMachine)}${end}`,
      names: { subscriptionId, resourceGroupName, virtualMachine },
      queries: { "api-version": "2019-12-01" },
    });
  }
}

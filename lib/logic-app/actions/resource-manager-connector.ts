import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { countProblems } from "./argument-rules";
import { Connector, type ConnectorCall } from "./connector";
import {
  type DeploymentListProps,
  type DeploymentProps,
  type DeploymentReadProps,
  type DeploymentWriteProps,
  type InvokeResourceProps,
  type ListProps,
  type ReadResourceProps,
  type ResourceGroupProps,
  type ResourceGroupWriteProps,
  type ResourceListProps,
  type SubscriptionProps,
  type WriteResourceProps,
} from "./resource-manager-connector-props";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { encoded } from "./workflow-value";

type Method = ConnectorCall["method"];

/** The version with which the connector calls the operations of Resource Manager itself. */
const API_VERSION = { "x-ms-api-version": "2016-06-01" };

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
    return this.connector.action("readResource", props, resource("get", props));
  }

  /** Creates or updates a resource. */
  public createOrUpdateResource(props: WriteResourceProps): WorkflowAction {
    return this.connector.action("createOrUpdateResource", props, { ...resource("put", props), body: props.body });
  }

  /** Deletes a resource. */
  public deleteResource(props: ReadResourceProps): WorkflowAction {
    return this.connector.action("deleteResource", props, resource("delete", props));
  }

  /** Invokes an operation of a resource, such as "start" of a virtual machine. */
  public invokeResourceOperation(props: InvokeResourceProps): WorkflowAction {
    const { operation, body } = props;
    const { path, names, queries } = resource("post", props);
    const call = { method: "post", path: `${path}/${encoded(operation)}`, names: { ...names, operation } } as const;
    return this.connector.action("invokeResourceOperation", props, { ...call, queries, body });
  }

  /** Lists the resources of a resource group or subscription. The body is `{ value: [{ id, … }, …] }`. */
  public listResources(props: ResourceListProps): WorkflowAction {
    const { subscriptionId, resourceGroupName } = props;
    const group = resourceGroupName === undefined ? "" : `/resourceGroups/${encoded(resourceGroupName)}`;
    const path = `${subscription(subscriptionId)}${group}/resources`;
    return this.connector.action("listResources", props, list(path, { resourceGroupName }, props));
  }

  /** Reads a resource group. */
  public readResourceGroup(props: ResourceGroupProps): WorkflowAction {
    return this.connector.action("readResourceGroup", props, group("get", props));
  }

  /** Creates or updates a resource group. */
  public createOrUpdateResourceGroup(props: ResourceGroupWriteProps): WorkflowAction {
    const { location, tags } = props;
    return this.connector.action("createOrUpdateResourceGroup", props, {
      ...group("put", props),
      body: { location, tags },
    });
  }

  /** Deletes a resource group with all that it contains. */
  public deleteResourceGroup(props: ResourceGroupProps): WorkflowAction {
    return this.connector.action("deleteResourceGroup", props, group("delete", props));
  }

  /** Lists the resource groups of a subscription. The body is `{ value: [{ id, name, … }, …] }`. */
  public listResourceGroups(props: ListProps): WorkflowAction {
    const path = `${subscription(props.subscriptionId)}/resourcegroups`;
    return this.connector.action("listResourceGroups", props, list(path, {}, props));
  }

  /** Reads a template deployment. */
  public readDeployment(props: DeploymentReadProps): WorkflowAction {
    const { wait = false } = props;
    return this.connector.action("readDeployment", props, deployment("get", props, { wait }));
  }

  /** Deploys a template to a resource group, in incremental mode. */
  public createOrUpdateDeployment(props: DeploymentWriteProps): WorkflowAction {
    const { template, parameters = {}, wait = false } = props;
    const values = Object.entries(parameters).map(([name, value]) => [name, { value }]);
    return this.connector.action("createOrUpdateDeployment", props, {
      ...deployment("put", props, { wait }),
      body: { properties: { mode: "Incremental", template, parameters: Object.fromEntries(values) as unknown } },
    });
  }

  /** Cancels a running template deployment. */
  public cancelDeployment(props: DeploymentProps): WorkflowAction {
    const { path, ...call } = deployment("post", props);
    return this.connector.action("cancelDeployment", props, { ...call, path: `${path}/cancel` });
  }

  /** Deletes a template deployment, but not its resources. */
  public deleteDeployment(props: DeploymentProps): WorkflowAction {
    return this.connector.action("deleteDeployment", props, deployment("delete", props));
  }

  /** Lists the template deployments of a resource group. The body is `{ value: [{ id, name, … }, …] }`. */
  public listDeployments(props: DeploymentListProps): WorkflowAction {
    const { path, names } = group("get", props);
    return this.connector.action(
      "listDeployments",
      props,
      list(`${path}/providers/Microsoft.Resources/deployments`, names, props),
    );
  }

  /** Reads a subscription. */
  public readSubscription(props: SubscriptionProps): WorkflowAction {
    const { subscriptionId } = props;
    return this.connector.action("readSubscription", props, {
      method: "get",
      path: subscription(subscriptionId),
      names: { subscriptionId },
      queries: API_VERSION,
    });
  }

  /** Lists the subscriptions that the identity has access to. The body is `{ value: [{ subscriptionId, … }, …] }`. */
  public listSubscriptions(options: WorkflowActionOptions = {}): WorkflowAction {
    const call = { method: "get", path: "/subscriptions", queries: API_VERSION } as const;
    return this.connector.action("listSubscriptions", options, call);
  }
}

const subscription = (id: string): string => `/subscriptions/${encoded(id)}`;

function group(method: Method, { subscriptionId, resourceGroupName }: ResourceGroupProps): ConnectorCall & Named {
  return {
    method,
    path: `${subscription(subscriptionId)}/resourcegroups/${encoded(resourceGroupName)}`,
    names: { subscriptionId, resourceGroupName },
    queries: API_VERSION,
  };
}

interface Named {
  readonly names: Readonly<Record<string, unknown>>;
}

function resource(method: Method, props: ReadResourceProps): ConnectorCall & Named {
  const { provider, resource, apiVersion } = props;
  const { path, names } = group(method, props);
  return {
    method,
    path: `${path}/providers/${encoded(provider)}/${encoded(resource)}`,
    names: { ...names, provider, resource, apiVersion },
    queries: { "x-ms-api-version": apiVersion },
  };
}

function deployment(method: Method, props: DeploymentProps, queries: object = {}): ConnectorCall & Named {
  const { path, names } = group(method, props);
  return {
    method,
    path: `${path}/providers/Microsoft.Resources/deployments/${encoded(props.deployment)}`,
    names: { ...names, deployment: props.deployment },
    queries: { ...queries, ...API_VERSION },
  };
}

function list(path: string, names: Named["names"], { subscriptionId, filter, top }: ListProps): ConnectorCall {
  return {
    method: "get",
    path,
    names: { subscriptionId, ...names, filter },
    problems: countProblems("top", top),
    queries: { $filter: filter, $top: top, ...API_VERSION },
  };
}

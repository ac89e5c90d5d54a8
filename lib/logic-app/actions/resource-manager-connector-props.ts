import { type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowValue } from "./workflow-value";

/** A subscription. */
export interface SubscriptionProps extends WorkflowActionOptions {
  /** Id of the subscription. */
  readonly subscriptionId: string;
}

/** A resource group. */
export interface ResourceGroupProps extends SubscriptionProps {
  readonly resourceGroupName: string;
}

/** A resource group to create or update. */
export interface ResourceGroupWriteProps extends ResourceGroupProps {
  /** Region, such as "westeurope". */
  readonly location: string;

  /**
   * Tags.
   *
   * @default - none
   */
  readonly tags?: Record<string, unknown>;
}

/** Which items are listed. */
export interface ListProps extends SubscriptionProps {
  /**
   * OData filter, such as `resourceType eq 'Microsoft.Web/sites'`.
   *
   * @default - all
   */
  readonly filter?: WorkflowValue;

  /**
   * Maximum number of items in the first page.
   *
   * @default - the limit of Azure
   */
  readonly top?: number;
}

/** Which resources are listed. */
export interface ResourceListProps extends ListProps {
  /**
   * Resource group of the resources.
   *
   * @default - all resource groups of the subscription
   */
  readonly resourceGroupName?: string;
}

/** Which template deployments are listed. */
export interface DeploymentListProps extends ListProps {
  readonly resourceGroupName: string;
}

/** A resource. */
export interface ReadResourceProps extends ResourceGroupProps {
  /** Provider, such as "Microsoft.Compute". */
  readonly provider: string;

  /** The rest of the resource id after the provider, such as "virtualMachines/orders". */
  readonly resource: string;

  /** Version of the provider's API, such as "2021-07-01". */
  readonly apiVersion: string;
}

/** A resource to create or update. */
export interface WriteResourceProps extends ReadResourceProps {
  /**
   * The resource, such as `{ location: "westeurope", properties: { … } }`. Strings are text. For an expression, use
   * `WorkflowValue.expression`.
   */
  readonly body: Record<string, unknown>;
}

/** An operation on a resource. */
export interface InvokeResourceProps extends ReadResourceProps {
  /** Name of the operation, such as "start". */
  readonly operation: string;

  /**
   * Body of the request. Strings are text. For an expression, use `WorkflowValue.expression`.
   *
   * @default - none
   */
  readonly body?: unknown;
}

/** A template deployment. */
export interface DeploymentProps extends ResourceGroupProps {
  /** Name of the deployment. */
  readonly deployment: string;
}

/** A template deployment to read. */
export interface DeploymentReadProps extends DeploymentProps {
  /**
   * Whether the action waits for the end of the deployment.
   *
   * @default false
   */
  readonly wait?: boolean;
}

/** A template to deploy. Other resources of the resource group stay. */
export interface DeploymentWriteProps extends DeploymentReadProps {
  /** Template as JSON, or an expression. Expressions of the template, such as `[resourceGroup().id]`, are text. */
  readonly template: unknown;

  /**
   * Values of the parameters by name, without `{ value: … }`. Strings are text. For an expression, use
   * `WorkflowValue.expression`.
   *
   * @default - none
   */
  readonly parameters?: Record<string, unknown>;
}

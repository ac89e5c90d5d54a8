import { type ITerraformResource, type TerraformProvider } from "cdktf";
import { type IUserAssignedIdentity } from "../../principal/user-assigned-managed-identity";
import { type WorkflowAction } from "../actions/workflow-action";
import { type WorkflowTrigger } from "../actions/workflow-trigger";
import { type WorkflowDefinition } from "./workflow-definition";

/** Properties of a Consumption workflow that is deployed as a whole. */
export interface ConsumptionWorkflowProps {
  /** Name of the workflow, 1 to 80 letters, digits, hyphens, underscores, periods and parentheses. */
  readonly name: string;

  /**
   * The resource group of the workflow: an `azurerm_resource_group` resource or data source. Set this or
   * `resourceGroupName`.
   *
   * @default - `resourceGroupName`
   */
  readonly resourceGroup?: ITerraformResource;

  /**
   * Name of a resource group that the app does not contain. Set this or `resourceGroup`.
   *
   * @default - `resourceGroup`
   */
  readonly resourceGroupName?: string;

  /**
   * Azure region. Azure cannot move a workflow: another region needs another name or resource group.
   *
   * @default - the region of the resource group; required with `resourceGroupName`
   */
  readonly location?: string;

  /**
   * The identity of the workflow. A Consumption workflow has only one.
   *
   * @default - its system-assigned identity
   */
  readonly identity?: IUserAssignedIdentity;

  /**
   * Triggers by name. See also `addTrigger`.
   *
   * @default - those of the definition
   */
  readonly triggers?: Record<string, WorkflowTrigger>;

  /**
   * Actions by name. See also `addAction`.
   *
   * @default - those of the definition
   */
  readonly actions?: Record<string, WorkflowAction>;

  /**
   * A definition that exists as JSON, such as the designer's. `triggers` and `actions` are added to it.
   *
   * @default - an empty one
   */
  readonly definition?: WorkflowDefinition;

  /**
   * Values of parameters by name: JSON, used as it is. A parameter that the definition does not declare is declared with
   * the type of its value. The values are not secret, and are stored in the state.
   *
   * @default - the default values in the definition
   */
  readonly parameters?: Record<string, unknown>;

  /**
   * Whether the triggers of the workflow fire.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Tags of the workflow.
   *
   * @default - none
   */
  readonly tags?: Record<string, string>;

  /**
   * The azurerm provider that creates the workflow. Its subscription must be that of the resource group.
   *
   * @default - the provider of `resourceGroup`; if that is in another stack, the provider of this stack for the same
   * subscription
   */
  readonly provider?: TerraformProvider;
}

/** How a workflow uses a connection. */
export interface WorkflowConnectionOptions {
  /**
   * Name of the connection inside the workflow, 1 to 80 letters, digits, hyphens and underscores. A definition that
   * exists refers to its connections by their keys.
   *
   * @default - the name of the connector, such as "sql"
   */
  readonly key?: string;
}

/** How an action of a workflow signs in without a connector. */
export interface WorkflowAuthenticationOptions {
  /**
   * Audience of the token, such as `TokenAudience.KEY_VAULT`. It must match exactly: the service rejects an extra slash
   * at the end. An empty audience throws.
   */
  readonly audience: string;
}

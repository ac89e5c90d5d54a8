import { type ITerraformResource, type TerraformProvider } from "cdktf";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";
import { type ManagedApi } from "./managed-api";

/**
 * Generation of an API connection, which determines the kind of logic app that can use it.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#arm-template-for-api-connections-and-managed-identities
 */
export enum ApiConnectionKind {
  /** For Consumption workflows (`azurerm_logic_app_workflow`). */
  V1 = "V1",
  /** For Standard logic apps (`azurerm_logic_app_standard`). Has a runtime URL and access policies. */
  V2 = "V2",
}

/** Properties of a new API connection. */
export interface ManagedIdentityApiConnectionProps {
  /** The connector. */
  readonly api: ManagedApi;

  /**
   * The resource group of the connection: an `azurerm_resource_group` resource or data source. Set this or
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
   * Azure region, which must be that of the logic apps.
   *
   * @default - the region of the resource group; required with `resourceGroupName`
   */
  readonly location?: string;

  /**
   * The azurerm provider that creates the connection. Its subscription must be that of the resource group.
   *
   * @default - the provider of `resourceGroup`; if that is in another stack, the provider of this stack for the same
   * subscription
   */
  readonly provider?: TerraformProvider;

  /**
   * Name of the connection, 1 to 55 letters, digits, hyphens, underscores, periods and parentheses.
   *
   * @default - the Terraform name of the construct, shortened with a hash if it is too long
   */
  readonly name?: string;

  /**
   * Name in the designer, used as it is.
   *
   * @default - the name
   */
  readonly displayName?: string;

  /**
   * The kind of logic app that can use the connection.
   *
   * @default ApiConnectionKind.V1
   */
  readonly kind?: ApiConnectionKind;

  /**
   * The values that the connector needs: exactly those of `api.parameters`, used as they are. They are not secret, and
   * are stored in the state.
   *
   * @default - none
   */
  readonly parameters?: Record<string, string>;

  /**
   * Tags of the connection.
   *
   * @default - none
   */
  readonly tags?: Record<string, string>;
}

/** How a logic app uses a connection. */
export interface ApiConnectionUse {
  /**
   * The identity that the logic app authenticates with. It is attached to the app.
   *
   * @default - the system-assigned identity of the logic app
   */
  readonly identity?: IUserAssignedIdentity;

  /**
   * Name of the connection inside the logic app, 1 to 80 letters, digits, hyphens and underscores.
   *
   * @default - the name of the connector, such as "sql"
   */
  readonly key?: string;

  /**
   * Audience of the tokens that a Standard logic app gets for the service, for example in another cloud. In Consumption
   * workflows, the connector chooses it.
   *
   * @default - the audience of the connector, for the public cloud
   */
  readonly audience?: string;

  /**
   * Audiences of further tokens that a Standard logic app gets for the service.
   *
   * @default - those of the connector, for the public cloud; none if `audience` is given
   */
  readonly additionalAudiences?: string[];
}

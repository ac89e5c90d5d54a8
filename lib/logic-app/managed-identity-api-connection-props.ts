import { type ITerraformResource, type TerraformProvider } from "cdktf";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";
import { type ManagedApi } from "./managed-api";

/**
 * Generation of an API connection, which decides what kind of logic app can use it.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#arm-template-for-api-connections-and-managed-identities
 */
export enum ApiConnectionKind {
  /** For Consumption workflows (`azurerm_logic_app_workflow`). */
  V1 = "V1",
  /** For Standard logic apps (`azurerm_logic_app_standard`): has a runtime URL and access policies. */
  V2 = "V2",
}

/** What a new API connection is made of. */
export interface ManagedIdentityApiConnectionProps {
  /** The connector. */
  readonly api: ManagedApi;

  /**
   * The `azurerm_resource_group` resource or data source that the connection is created in. Give this or
   * `resourceGroupName`.
   *
   * @default - `resourceGroupName`
   */
  readonly resourceGroup?: ITerraformResource;

  /**
   * Name of a resource group that is not in the app. Give this or `resourceGroup`.
   *
   * @default - `resourceGroup`
   */
  readonly resourceGroupName?: string;

  /**
   * Azure region, which must be that of the logic apps.
   *
   * @default - the region of the resource group; needed beside `resourceGroupName`
   */
  readonly location?: string;

  /**
   * The azurerm provider that creates the connection, which decides on its subscription: that of the resource group.
   *
   * @default - the provider of `resourceGroup`; where that is in another stack, the provider of this stack for the same
   * subscription
   */
  readonly provider?: TerraformProvider;

  /**
   * Name of the connection, 1 to 55 letters, digits, hyphens, underscores, periods and parentheses.
   *
   * @default - the name that the construct has in Terraform, made of its id and those of its parents; if that is too long,
   * its beginning and a hash
   */
  readonly name?: string;

  /**
   * Name that the designer shows, taken as it is.
   *
   * @default - the name
   */
  readonly displayName?: string;

  /**
   * Which kind of logic app can use the connection.
   *
   * @default ApiConnectionKind.V1
   */
  readonly kind?: ApiConnectionKind;

  /**
   * The values that the connector needs, exactly those of `api.parameters`, taken as they are. They are not secret, and
   * stand in the state.
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
   * Audience of the tokens that a Standard logic app gets for the service, such as that of another cloud. Consumption
   * workflows leave it to the connector.
   *
   * @default - the audience of the connector, for the public cloud
   */
  readonly audience?: string;
}

import { type ITerraformResource, type TerraformProvider } from "cdktf";
import { type IUserAssignedIdentity } from "../../principal/user-assigned-managed-identity";

/** Properties of a deployment script that runs T-SQL. */
export interface SqlDeploymentScriptProps {
  /**
   * The identity that the script signs in with. It must be the Entra administrator of the server, or a member of the
   * administrator group.
   */
  readonly identity: IUserAssignedIdentity;

  /** The resource group of the script: an `azurerm_resource_group` resource or data source. */
  readonly resourceGroup: ITerraformResource;

  /**
   * The azurerm provider that deploys the script, which selects its subscription.
   *
   * @default - the provider of the resource group; if that is in another stack, the provider of this stack for the same
   * subscription
   */
  readonly provider?: TerraformProvider;

  /**
   * Azure region.
   *
   * @default - the region of the resource group
   */
  readonly location?: string;

  /**
   * Name of the deployment and of the script, 1 to 64 letters, digits, hyphens and underscores. Set it if two stacks
   * use the same resource group for servers with the same Terraform name.
   *
   * @default - "sql-logins-" and the Terraform name of the server
   */
  readonly name?: string;

  /**
   * ARM id of the container's subnet. The subnet needs a delegation to Microsoft.ContainerInstance/containerGroups, and
   * must reach the server and, through a private endpoint for files, the storage account. Requires `storageAccount`.
   *
   * https://learn.microsoft.com/azure/azure-resource-manager/bicep/deployment-script-vnet-private-endpoint
   *
   * @default - the container uses Azure's public network
   */
  readonly subnetId?: string;

  /**
   * The `azurerm_storage_account` for the files of the container. The identity gets the role Storage File Data
   * Privileged Contributor on it.
   *
   * @default - Azure creates an account, and deletes it after the script has succeeded
   */
  readonly storageAccount?: ITerraformResource;

  /**
   * Version of Azure PowerShell in the container. Azure must offer it.
   *
   * https://mcr.microsoft.com/v2/azuredeploymentscripts-powershell/tags/list
   *
   * @default "14.0"
   */
  readonly azPowerShellVersion?: string;

  /**
   * Maximum duration of the script in minutes, 1 to 1440.
   *
   * @default 30
   */
  readonly timeoutMinutes?: number;
}

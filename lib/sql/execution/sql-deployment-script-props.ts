import { type ITerraformResource, type TerraformProvider } from "cdktf";
import { type IUserAssignedIdentity } from "../../principal/user-assigned-managed-identity";

/** Where and as whom a deployment script runs T-SQL. */
export interface SqlDeploymentScriptProps {
  /** The Entra administrator of the server, or a member of the group that is. The script signs in as this identity. */
  readonly identity: IUserAssignedIdentity;

  /** The `azurerm_resource_group` resource or data source that the script is deployed to. */
  readonly resourceGroup: ITerraformResource;

  /**
   * The azurerm provider that deploys the script, which decides on its subscription.
   *
   * @default - the provider of the resource group; where that is in another stack, the provider of this stack for the same
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
   * Name of the deployment and of the script, 1 to 64 letters, digits, hyphens and underscores. Give one where two
   * stacks run T-SQL on servers of the same Terraform name out of the same resource group.
   *
   * @default - "sql-logins-" and the Terraform name of the server
   */
  readonly name?: string;

  /**
   * ARM id of the subnet that the container runs in, which needs a delegation to Microsoft.ContainerInstance/containerGroups
   * and reaches the server and, over a private endpoint for files, the storage account. Needs `storageAccount`.
   *
   * https://learn.microsoft.com/azure/azure-resource-manager/bicep/deployment-script-vnet-private-endpoint
   *
   * @default - the container has the public network of Azure
   */
  readonly subnetId?: string;

  /**
   * The `azurerm_storage_account` that the container keeps its files in. The identity gets the role Storage File Data
   * Privileged Contributor on it.
   *
   * @default - Azure creates an account, and deletes it after the script has succeeded
   */
  readonly storageAccount?: ITerraformResource;

  /**
   * Version of Azure PowerShell in the container, one of those that Azure offers.
   *
   * https://mcr.microsoft.com/v2/azuredeploymentscripts-powershell/tags/list
   *
   * @default "14.0"
   */
  readonly azPowerShellVersion?: string;

  /**
   * For how many minutes the script may run, 1 to 1440.
   *
   * @default 30
   */
  readonly timeoutMinutes?: number;
}

import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack, TerraformVariable } from "cdktf";
import { type Construct } from "constructs";

/** The common part of the walkthrough stacks: two providers, a resource group, and a suffix for names. */
export class AzureStack extends TerraformStack {
  protected readonly resourceGroup: ResourceGroup;

  /** Suffix of names that must be unique in all of Azure. */
  protected readonly suffix: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}], storageUseAzuread: true });
    new AzureadProvider(this, "azuread", {});
    this.suffix = new TerraformVariable(this, "suffix", {
      type: "string",
      default: "smc583",
      description: "Ends the names that are unique in all of Azure: 3 to 8 lower-case letters and digits",
    }).stringValue;
    this.resourceGroup = new ResourceGroup(this, "group", { name: `rg-${id}`, location: "westeurope" });
  }

  /** The location arguments of most resources. */
  protected get place(): { readonly resourceGroupName: string; readonly location: string } {
    return { resourceGroupName: this.resourceGroup.name, location: this.resourceGroup.location };
  }
}

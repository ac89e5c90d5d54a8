import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack, TerraformVariable } from "cdktf";
import { type Construct } from "constructs";

/** Nobody has the private half of this key. It fills the argument and opens nothing. */
const KEY_THAT_NOBODY_HAS =
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDagdHCjCceo7J8hMDPP0d6TdF/+PpCBTwIysMIjwbaro5t6pMPZKl7lLYdHyxK8PSPbDYfT9ZSZGoIS9QqNTnEDCEos6lv3QX1Kzyu2gw/N3ZFTf7hXA3bZ2AsiEbGcupZ1zs9+zSaYEJ2uGolroLtknpQk0kNtA0gesZy2TmoSxom9QAouiIwzjRWszdsW4FULuzNa1kN6axcoIhq08z9C4jzwBn9B5bSdoUDwL8LfpIBvTZlsBnfU1H8GuQ5qvhXZIXuVINS9NYL+EqRH+qtVGHZoHtE0i2Uhsp2raOR/YVcJQiGEZgPNjwAXQqnm4BmV2Z5opTcKUPAcgkvLs8szrZm+EUf5mNhMhhkD9QpIRJV/ZkOzAWBpeHphrHbkRZI2xb9VpoVTVskUFuoI0PmzDHWoBc3Pb5+os0PRFOpLw3iLDAryuzc/FW3JVBYD1rtdXD2wsHYgbzgePEmx5gvgRI2xO/eenKUXyxfkUcDL0C2AMHQOtjy28IymshASJE=";

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

  private key?: string;

  /** The location arguments of most resources. */
  protected get place(): { readonly resourceGroupName: string; readonly location: string } {
    return { resourceGroupName: this.resourceGroup.name, location: this.resourceGroup.location };
  }

  /** Who may sign in to machines. */
  protected get publicKey(): string {
    return (this.key ??= new TerraformVariable(this, "public_key", {
      type: "string",
      default: KEY_THAT_NOBODY_HAS,
      description: "SSH public key (RSA) of whoever administers the machines",
    }).stringValue);
  }
}

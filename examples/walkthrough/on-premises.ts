import { DataAzurermArcMachine } from "@cdktf/provider-azurerm/lib/data-azurerm-arc-machine";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { TerraformVariable } from "cdktf";
import { type Construct } from "constructs";
import { KeyVaultAccess, ManagedIdentityBinding } from "../../lib";
import { AzureStack } from "./azure-stack";

/**
 * Article two asks "but what if on-premises?": a machine in a private data center reads a vault. Azure Arc gave it an
 * identity when it was connected (`azcmagent connect`), so Terraform looks it up and grants access.
 */
export class OnPremises extends AzureStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const machine = new DataAzurermArcMachine(this, "machine", {
      name: this.text("machine_name", "onprem-01", "Name of the Azure Arc machine"),
      resourceGroupName: this.text("machine_group", "rg-arc", "Resource group of the Azure Arc machine"),
    });
    const vault = new KeyVault(this, "vault", {
      ...this.place,
      name: `kv-onprem-${this.suffix}`,
      tenantId: new DataAzurermClientConfig(this, "deployer", {}).tenantId,
      skuName: "standard",
      rbacAuthorizationEnabled: true,
      softDeleteRetentionDays: 7,
    });
    new ManagedIdentityBinding(this, "onprem", { sources: [machine], access: [KeyVaultAccess.readSecrets(vault)] });
  }

  private text(id: string, value: string, description: string): string {
    return new TerraformVariable(this, id, { type: "string", default: value, description }).stringValue;
  }
}

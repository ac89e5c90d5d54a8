import { LinuxVirtualMachineScaleSet } from "@cdktf/provider-azurerm/lib/linux-virtual-machine-scale-set";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { type Construct } from "constructs";
import { ManagedIdentityBinding, SqlAccess, SqlDatabaseRole, SqlServerDirectoryAccess } from "../../lib";
import { AzureStack } from "../walkthrough/azure-stack";
import { SqlTarget } from "../walkthrough/sql-target";

/** All machines of a scale set read a database with the identity of the scale set. */
export class ScaleSetToSql extends AzureStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const resourceGroupName = this.resourceGroup.name;
    const network = new VirtualNetwork(this, "network", {
      ...this.place,
      name: "vnet-orders",
      addressSpace: ["10.0.0.0/16"],
    });
    const subnet = new Subnet(this, "subnet", {
      name: "machines",
      resourceGroupName,
      virtualNetworkName: network.name,
      addressPrefixes: ["10.0.1.0/24"],
    });
    const machines = new LinuxVirtualMachineScaleSet(this, "machines", {
      ...this.place,
      name: "vmss-orders",
      sku: "Standard_B2s",
      instances: 3,
      adminUsername: "azureadmin",
      adminSshKey: [{ username: "azureadmin", publicKey: this.publicKey }],
      networkInterface: [
        { name: "nic", primary: true, ipConfiguration: [{ name: "internal", primary: true, subnetId: subnet.id }] },
      ],
      osDisk: { caching: "ReadWrite", storageAccountType: "StandardSSD_LRS" },
      sourceImageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
    });
    const sql = new SqlTarget(this, "sql", {
      ...this.place,
      serverName: `sql-orders-${this.suffix}`,
      databaseName: "orders",
      administrators: "SQL administrators",
    });
    new SqlServerDirectoryAccess(this, "directory", { server: sql.server, administrator: sql.administrators });

    new ManagedIdentityBinding(this, "orders", {
      sources: [machines],
      access: [SqlAccess.database(sql.database, { endpoint: sql.endpoint, roles: [SqlDatabaseRole.DATA_READER] })],
    });
  }
}

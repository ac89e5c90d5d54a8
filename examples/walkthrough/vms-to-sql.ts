import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { LinuxVirtualMachine } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import { NetworkInterface } from "@cdktf/provider-azurerm/lib/network-interface";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { type Construct } from "constructs";
import {
  type Access,
  BuiltInRole,
  KeyVaultAccess,
  ManagedIdentityBinding,
  RoleAccess,
  SqlAccess,
  SqlDatabaseRole,
  SqlServerDirectoryAccess,
  UserAssignedManagedIdentity,
} from "../../lib";
import { AzureStack } from "./azure-stack";
import { SqlTarget } from "./sql-target";

/** Article two: one machine with its own identity, and five machines that share one, use SQL and Key Vault. */
export class VmsToSql extends AzureStack {
  private readonly subnet: Subnet;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const network = new VirtualNetwork(this, "network", {
      ...this.place,
      name: "vnet-demo",
      addressSpace: ["10.0.0.0/16"],
    });
    this.subnet = new Subnet(this, "subnet", {
      name: "machines",
      resourceGroupName: this.resourceGroup.name,
      virtualNetworkName: network.name,
      addressPrefixes: ["10.0.1.0/24"],
    });

    const access = this.targets();

    // System-assigned, 1 to 1: enable it on VM1, grant the roles to VM1.
    new ManagedIdentityBinding(this, "own", { sources: [this.machine("vm1")], access });

    // User-assigned, many to 1: create MyUserIdentity, add it to five machines, grant the roles once. The machines wait
    // for the roles.
    const shared = new ManagedIdentityBinding(this, "shared", {
      identity: new UserAssignedManagedIdentity(this, "identity", {
        name: "MyUserIdentity",
        resourceGroup: this.resourceGroup,
      }),
      access,
    });
    ["vm2", "vm3", "vm4", "vm5", "vm6"].forEach((name) => {
      const machine = this.machine(name);
      shared.addSource(machine);
      shared.applyBefore(machine);
    });
  }

  /** SQL1 and a vault, and the access of the machines to them. */
  private targets(): Access[] {
    const sql = new SqlTarget(this, "sql", {
      ...this.place,
      serverName: `sql1-${this.suffix}`,
      databaseName: "orders",
      administrators: "SQL1 administrators",
    });
    new SqlServerDirectoryAccess(this, "directory", { server: sql.server, administrator: sql.administrators });
    const vault = new KeyVault(this, "vault", {
      ...this.place,
      name: `kv-machines-${this.suffix}`,
      tenantId: new DataAzurermClientConfig(this, "deployer", {}).tenantId,
      skuName: "standard",
      rbacAuthorizationEnabled: true,
      softDeleteRetentionDays: 7,
    });
    return [
      // The article grants Contributor on SQL1. This is the part for databases.
      RoleAccess.at(sql.server.id, BuiltInRole.SQL_DB_CONTRIBUTOR),
      SqlAccess.database(sql.database, { endpoint: sql.endpoint, roles: [SqlDatabaseRole.DATA_READER] }),
      KeyVaultAccess.readSecrets(vault),
    ];
  }

  private machine(name: string): LinuxVirtualMachine {
    const nic = new NetworkInterface(this, `${name}-nic`, {
      ...this.place,
      name: `nic-${name}`,
      ipConfiguration: [{ name: "internal", subnetId: this.subnet.id, privateIpAddressAllocation: "Dynamic" }],
    });
    return new LinuxVirtualMachine(this, name, {
      ...this.place,
      name,
      size: "Standard_B2s",
      networkInterfaceIds: [nic.id],
      adminUsername: "azureadmin",
      adminSshKey: [{ username: "azureadmin", publicKey: this.publicKey }],
      osDisk: { caching: "ReadWrite", storageAccountType: "StandardSSD_LRS" },
      sourceImageReference: {
        publisher: "Canonical",
        offer: "ubuntu-24_04-lts",
        sku: "server",
        version: "latest",
      },
    });
  }
}

import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { LinuxVirtualMachine } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import { NetworkInterface } from "@cdktf/provider-azurerm/lib/network-interface";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { TerraformVariable } from "cdktf";
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

/** Nobody has the private half of this key. It fills the argument and opens nothing. */
const KEY_THAT_NOBODY_HAS =
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDagdHCjCceo7J8hMDPP0d6TdF/+PpCBTwIysMIjwbaro5t6pMPZKl7lLYdHyxK8PSPbDYfT9ZSZGoIS9QqNTnEDCEos6lv3QX1Kzyu2gw/N3ZFTf7hXA3bZ2AsiEbGcupZ1zs9+zSaYEJ2uGolroLtknpQk0kNtA0gesZy2TmoSxom9QAouiIwzjRWszdsW4FULuzNa1kN6axcoIhq08z9C4jzwBn9B5bSdoUDwL8LfpIBvTZlsBnfU1H8GuQ5qvhXZIXuVINS9NYL+EqRH+qtVGHZoHtE0i2Uhsp2raOR/YVcJQiGEZgPNjwAXQqnm4BmV2Z5opTcKUPAcgkvLs8szrZm+EUf5mNhMhhkD9QpIRJV/ZkOzAWBpeHphrHbkRZI2xb9VpoVTVskUFuoI0PmzDHWoBc3Pb5+os0PRFOpLw3iLDAryuzc/FW3JVBYD1rtdXD2wsHYgbzgePEmx5gvgRI2xO/eenKUXyxfkUcDL0C2AMHQOtjy28IymshASJE=";

/** Article two: one machine with its own identity, and five machines that share one, use SQL and Key Vault. */
export class VmsToSql extends AzureStack {
  private readonly subnet: Subnet;
  private readonly publicKey: string;

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
    this.publicKey = new TerraformVariable(this, "public_key", {
      type: "string",
      default: KEY_THAT_NOBODY_HAS,
      description: "SSH public key (RSA) of whoever administers the machines",
    }).stringValue;

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

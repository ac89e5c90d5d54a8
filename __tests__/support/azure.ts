import { KeyVault, type KeyVaultConfig } from "@cdktf/provider-azurerm/lib/key-vault";
import { LinuxVirtualMachine, type LinuxVirtualMachineConfig } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import { LogicAppStandard, type LogicAppStandardConfig } from "@cdktf/provider-azurerm/lib/logic-app-standard";
import { LogicAppWorkflow, type LogicAppWorkflowConfig } from "@cdktf/provider-azurerm/lib/logic-app-workflow";
import { MssqlDatabase } from "@cdktf/provider-azurerm/lib/mssql-database";
import { MssqlServer, type MssqlServerConfig } from "@cdktf/provider-azurerm/lib/mssql-server";
import { ResourceGroup, type ResourceGroupConfig } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer, type StorageContainerConfig } from "@cdktf/provider-azurerm/lib/storage-container";
import {
  UserAssignedIdentity,
  type UserAssignedIdentityConfig,
} from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { type Construct } from "constructs";
import { UserAssignedManagedIdentity } from "../../lib";

/** Complete azurerm resources for tests; the id is the name, and everything else is as plain as the provider allows. */

const place = { resourceGroupName: "rg-test", location: "westeurope" };

export const SUBSCRIPTION = "00000000-1111-2222-3333-444444444444";
const NETWORK_INTERFACES = "Microsoft.Network/networkInterfaces";
/** Of a key pair that was made for the tests and thrown away. */
export const PUBLIC_KEY =
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC0Ve39WRgWePXKwzxcLF8QwGtmCm00BWe56tbJt9HF99Qojmwp7AEO+UmlN40Ye04Mkdo6QeznOFZQw8GhYGMrm8quTFwRDzup/crjs8Pvxm4JlJ5HLRbN/5X2v6I/q681hQuzKDItu4OXIThrRBC7FEvdwPD6MXdNbMqUI5aqYyz7bg9ElBlDpPwSV/4rHeDbobYMSin2i5TIuzD11IaRMx91XGgpkde7pNLowH9ek4T6T8sF85l1ryNfemnGM4i3DIUxX7Pul1wvQHttbxYCIlxK60Oc215YdB0Yv4XqAkIAuMKcZEnejtL0jdn7uj4HjExM+/A4Q8Yp+3cA1YWp";
export const TENANT = "99999999-8888-7777-6666-555555555555";

export function resourceGroup(scope: Construct, id = "rg", config: Partial<ResourceGroupConfig> = {}): ResourceGroup {
  return new ResourceGroup(scope, id, { name: id, location: "westeurope", ...config });
}

export function identity(scope: Construct, id = "orders"): UserAssignedManagedIdentity {
  return new UserAssignedManagedIdentity(scope, id, {
    name: `id-${id}`,
    resourceGroup: resourceGroup(scope, `${id}-rg`),
  });
}

export function plainIdentity(
  scope: Construct,
  id: string,
  config: Partial<UserAssignedIdentityConfig> = {},
): UserAssignedIdentity {
  return new UserAssignedIdentity(scope, id, { ...place, name: id, ...config });
}

export function virtualMachine(
  scope: Construct,
  id = "vm",
  config: Partial<LinuxVirtualMachineConfig> = {},
): LinuxVirtualMachine {
  return new LinuxVirtualMachine(scope, id, {
    ...place,
    name: id,
    size: "Standard_B2s",
    adminUsername: "azureadmin",
    adminSshKey: [{ username: "azureadmin", publicKey: PUBLIC_KEY }],
    networkInterfaceIds: [
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-test/providers/${NETWORK_INTERFACES}/${id}`,
    ],
    osDisk: { caching: "ReadWrite", storageAccountType: "StandardSSD_LRS" },
    sourceImageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
    ...config,
  });
}

export function workflow(
  scope: Construct,
  id = "workflow",
  config: Partial<LogicAppWorkflowConfig> = {},
): LogicAppWorkflow {
  return new LogicAppWorkflow(scope, id, { ...place, name: id, ...config });
}

export function keyVault(scope: Construct, id = "vault", config: Partial<KeyVaultConfig> = {}): KeyVault {
  return new KeyVault(scope, id, {
    ...place,
    name: id,
    tenantId: TENANT,
    skuName: "standard",
    rbacAuthorizationEnabled: true,
    ...config,
  });
}

export function storageAccount(scope: Construct, id = "account"): StorageAccount {
  return new StorageAccount(scope, id, {
    ...place,
    name: id,
    accountTier: "Standard",
    accountReplicationType: "LRS",
  });
}

export function container(scope: Construct, id: string, config: Partial<StorageContainerConfig>): StorageContainer {
  return new StorageContainer(scope, id, { name: id, ...config });
}

export function sqlServer(scope: Construct, id = "server", config: Partial<MssqlServerConfig> = {}): MssqlServer {
  return new MssqlServer(scope, id, { ...place, name: id, version: "12.0", ...config });
}

export function sqlDatabase(scope: Construct, id = "database", server = sqlServer(scope)): MssqlDatabase {
  return new MssqlDatabase(scope, id, { name: id, serverId: server.id });
}

export function standardLogicApp(
  scope: Construct,
  id = "app",
  config: Partial<LogicAppStandardConfig> = {},
): LogicAppStandard {
  return new LogicAppStandard(scope, id, {
    ...place,
    name: id,
    appServicePlanId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-test/providers/Microsoft.Web/serverFarms/plan`,
    storageAccountName: "account",
    storageAccountAccessKey: "from outside",
    ...config,
  });
}

import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import { ContainerAppEnvironment } from "@cdktf/provider-azurerm/lib/container-app-environment";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PostgresqlFlexibleServerDatabase as Database } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-database";
import { PostgresqlFlexibleServerFirewallRule as FirewallRule } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-firewall-rule";
import { type Construct } from "constructs";
import * as azmi from "../../lib";
import { AzureStack } from "../walkthrough/azure-stack";

/** A container app uses a database of PostgreSQL as a user that may read and write, and reads secrets. */
export class ContainerAppToPostgres extends AzureStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const { tenantId } = new DataAzurermClientConfig(this, "deployer", {});
    const server = new PostgresqlFlexibleServer(this, "server", {
      ...this.place,
      name: `psql-orders-${this.suffix}`,
      version: "17",
      skuName: "B_Standard_B1ms",
      authentication: { activeDirectoryAuthEnabled: true, passwordAuthEnabled: false, tenantId },
    });
    const deployer = { name: "deployer", startIpAddress: "203.0.113.10", endIpAddress: "203.0.113.10" };
    const rule = new FirewallRule(this, "rule", { ...deployer, serverId: server.id });
    const database = new Database(this, "database", { name: "orders", serverId: server.id });
    const vault = new KeyVault(this, "vault", {
      ...this.place,
      name: `kv-orders-${this.suffix}`,
      tenantId,
      skuName: "standard",
      rbacAuthorizationEnabled: true,
    });
    const environment = new ContainerAppEnvironment(this, "environment", { ...this.place, name: "cae-orders" });
    const app = new ContainerApp(this, "app", {
      name: "ca-orders",
      resourceGroupName: this.resourceGroup.name,
      containerAppEnvironmentId: environment.id,
      revisionMode: "Single",
      template: { container: [{ name: "orders", image: "nginx:1.29", cpu: 0.25, memory: "0.5Gi" }] },
    });

    const administrators = azmi.Principal.fromGroupName(this, "administrators", "Database administrators");
    azmi.PostgresAccess.administer(server).grantTo(this, "administer", administrators);
    const endpoint = azmi.PostgresEndpoint.server(server, {
      administrator: "Database administrators",
      dependsOn: [rule],
    });
    const databases = [{ database, privileges: azmi.PostgresPrivilege.toWrite("public") }];
    const { resourceGroup } = this;
    new azmi.ManagedIdentityBinding(this, "orders", {
      sources: [app],
      identity: new azmi.UserAssignedManagedIdentity(this, "identity", { name: "id-orders", resourceGroup }),
      access: [azmi.PostgresAccess.user(endpoint, { databases }), azmi.KeyVaultAccess.readSecrets(vault)],
    });
  }
}

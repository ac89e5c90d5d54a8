import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { LinuxWebApp } from "@cdktf/provider-azurerm/lib/linux-web-app";
import { MssqlDatabase } from "@cdktf/provider-azurerm/lib/mssql-database";
import { MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { LocalBackend, TerraformStack } from "cdktf";
import {
  KeyVaultAccess,
  ManagedIdentityBinding,
  SqlAadLogin,
  SqlDatabaseRole,
  SqlEndpoint,
  SqlServerRole,
  UserAssignedManagedIdentity,
} from "cdktf-azure-managed-identity";
import { type Construct } from "constructs";

/** An existing group. */
export const SQL_ADMINISTRATORS = { name: "SQL administrators", objectId: "11111111-aaaa-bbbb-cccc-dddddddddddd" };

/** A web app that reads secrets and queries a database. */
export class Shop extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new LocalBackend(this, { path: "terraform.tfstate" });
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const resourceGroup = new ResourceGroup(this, "group", { name: "rg-shop", location: "westeurope" });
    const place = { resourceGroupName: resourceGroup.name, location: resourceGroup.location };

    const webApp = new LinuxWebApp(this, "web", {
      ...place,
      name: "web-shop",
      servicePlanId:
        "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg/providers/Microsoft.Web/serverFarms/p",
      siteConfig: {},
    });
    const vault = new KeyVault(this, "vault", {
      ...place,
      name: "kv-shop",
      tenantId: "99999999-8888-7777-6666-555555555555",
      skuName: "standard",
      rbacAuthorizationEnabled: true,
    });
    const server = new MssqlServer(this, "server", {
      ...place,
      name: "sql-shop",
      version: "12.0",
      azureadAdministrator: {
        loginUsername: SQL_ADMINISTRATORS.name,
        objectId: SQL_ADMINISTRATORS.objectId,
        azureadAuthenticationOnly: true,
      },
    });
    const database = new MssqlDatabase(this, "database", { name: "shop", serverId: server.id });

    const deployer = new MssqlFirewallRule(this, "deployer", {
      name: "deployer",
      serverId: server.id,
      startIpAddress: "203.0.113.10",
      endIpAddress: "203.0.113.10",
    });

    const identity = new UserAssignedManagedIdentity(this, "identity", { name: "id-shop", resourceGroup });
    new ManagedIdentityBinding(this, "shop", {
      sources: [webApp],
      identity,
      access: [KeyVaultAccess.readSecrets(vault)],
    });
    new SqlAadLogin(this, "login", {
      endpoint: SqlEndpoint.server(server, { dependsOn: [deployer] }),
      principal: identity,
      serverRoles: [SqlServerRole.DATABASE_CONNECTOR],
      databases: [{ database, roles: [SqlDatabaseRole.DATA_READER] }],
    });
  }
}

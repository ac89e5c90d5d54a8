import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { LinuxWebApp } from "@cdktf/provider-azurerm/lib/linux-web-app";
import { MssqlDatabase } from "@cdktf/provider-azurerm/lib/mssql-database";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { ServicePlan } from "@cdktf/provider-azurerm/lib/service-plan";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { TerraformStack } from "cdktf";
import { type Construct } from "constructs";

export const TENANT = "99999999-8888-7777-6666-555555555555";
export const ADMINISTRATORS = "11111111-aaaa-bbbb-cccc-dddddddddddd";

/** The parts of a shop that have nothing to do with identities. They stay the same. */
export class Shop extends TerraformStack {
  protected readonly resourceGroup: ResourceGroup;
  protected readonly webApp: LinuxWebApp;
  protected readonly stockApp: LinuxWebApp;
  /** Uses roles. */
  protected readonly vault: KeyVault;
  /** Uses access policies. */
  protected readonly certificates: KeyVault;
  protected readonly container: StorageContainer;
  protected readonly exports: StorageContainer;
  protected readonly queue: ServicebusQueue;
  protected readonly sqlServer: MssqlServer;
  protected readonly database: MssqlDatabase;
  protected readonly firewallRule: MssqlFirewallRule;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    new AzureadProvider(this, "azuread", {});
    this.resourceGroup = new ResourceGroup(this, "group", { name: "rg-shop", location: "westeurope" });
    const place = { resourceGroupName: this.resourceGroup.name, location: this.resourceGroup.location };

    const plan = new ServicePlan(this, "plan", { ...place, name: "plan-shop", osType: "Linux", skuName: "B1" });
    const app = { ...place, servicePlanId: plan.id, siteConfig: {} };
    this.webApp = new LinuxWebApp(this, "orders_app", { ...app, name: "app-shop-orders" });
    this.stockApp = new LinuxWebApp(this, "stock_app", { ...app, name: "app-shop-stock" });

    const vault = { ...place, tenantId: TENANT, skuName: "standard" };
    this.vault = new KeyVault(this, "vault", { ...vault, name: "kv-shop", rbacAuthorizationEnabled: true });
    this.certificates = new KeyVault(this, "certificates", {
      ...vault,
      name: "kv-shop-certificates",
      rbacAuthorizationEnabled: false,
    });

    const storageAccount = new StorageAccount(this, "storage", {
      ...place,
      name: "stshop",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });
    const inAccount = { storageAccountId: storageAccount.id };
    this.container = new StorageContainer(this, "orders_blobs", { ...inAccount, name: "orders" });
    this.exports = new StorageContainer(this, "exports_blobs", { ...inAccount, name: "exports" });

    const namespace = new ServicebusNamespace(this, "bus", { ...place, name: "sb-shop", sku: "Standard" });
    this.queue = new ServicebusQueue(this, "queue", { name: "orders", namespaceId: namespace.id });

    this.sqlServer = new MssqlServer(this, "server", {
      ...place,
      name: "sql-shop",
      version: "12.0",
      identity: { type: "SystemAssigned" },
      azureadAdministrator: {
        loginUsername: "SQL administrators",
        objectId: ADMINISTRATORS,
        azureadAuthenticationOnly: true,
      },
    });
    this.database = new MssqlDatabase(this, "database", { name: "shop", serverId: this.sqlServer.id });
    this.firewallRule = new MssqlFirewallRule(this, "deployer", {
      name: "deployer",
      serverId: this.sqlServer.id,
      startIpAddress: "203.0.113.10",
      endIpAddress: "203.0.113.10",
    });
  }
}

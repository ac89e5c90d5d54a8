import { LinuxFunctionApp } from "@cdktf/provider-azurerm/lib/linux-function-app";
import { ServicePlan } from "@cdktf/provider-azurerm/lib/service-plan";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { type Construct } from "constructs";
import { BlobStorageAccess, ManagedIdentityBinding, ServiceBusAccess } from "../../lib";
import { AzureStack } from "../walkthrough/azure-stack";

/** A function app is triggered by a queue of Service Bus and writes blobs; its host does without a storage key, too. */
export class FunctionAppToServiceBus extends AzureStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const namespace = new ServicebusNamespace(this, "namespace", {
      ...this.place,
      name: `sb-orders-${this.suffix}`,
      sku: "Standard",
      localAuthEnabled: false,
    });
    const queue = new ServicebusQueue(this, "queue", { name: "orders", namespaceId: namespace.id });
    const account = new StorageAccount(this, "account", {
      ...this.place,
      name: `storders${this.suffix}`,
      accountTier: "Standard",
      accountReplicationType: "LRS",
      sharedAccessKeyEnabled: false,
    });
    const receipts = new StorageContainer(this, "receipts", { name: "receipts", storageAccountId: account.id });
    const plan = new ServicePlan(this, "plan", { ...this.place, name: "plan-orders", osType: "Linux", skuName: "B1" });
    const app = new LinuxFunctionApp(this, "app", {
      ...this.place,
      name: `func-orders-${this.suffix}`,
      servicePlanId: plan.id,
      storageAccountName: account.name,
      siteConfig: { applicationStack: { nodeVersion: "22" } },
    });

    // The binding also writes the connection of the trigger, and how the host comes by its storage, into the settings.
    new ManagedIdentityBinding(this, "orders", {
      sources: [app],
      access: [
        ServiceBusAccess.receive(queue),
        BlobStorageAccess.readWrite(receipts),
        BlobStorageAccess.own(account), // for the host
      ],
    });
  }
}

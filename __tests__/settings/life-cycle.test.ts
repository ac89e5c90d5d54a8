import { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformOutput } from "cdktf";
import {
  BlobStorageAccess,
  ContainerRegistryAccess,
  KeyVaultAccess,
  ManagedIdentityBinding,
  ServiceBusAccess,
} from "../../lib";
import { identity, keyVault, virtualMachine } from "../support/azure";
import { expectGoodLife, live } from "../support/life";
import { testStack } from "../support/synth";
import { targetOf } from "../support/targets";
import { testWithTerraform } from "../support/terraform";
import { containerApp, containerGroup, functionApp, webApp } from "./apps";

const place = { resourceGroupName: "rg-test", location: "westeurope" };

testWithTerraform("apps get their settings, keep them, and go with them", async () => {
  const stack = testStack();
  const account = new StorageAccount(stack, "account", {
    ...place,
    name: "shopfunctions",
    accountTier: "Standard",
    accountReplicationType: "LRS",
    sharedAccessKeyEnabled: false,
  });
  const registry = new ContainerRegistry(stack, "registry", { ...place, name: "shop", sku: "Basic" });
  const vault = keyVault(stack, "vault", { rbacAuthorizationEnabled: true });
  const queue = targetOf(stack, "azurerm_servicebus_queue");
  const functions = functionApp(stack, "functions", { storageAccountName: account.name });
  const shared = identity(stack);
  const binding = new ManagedIdentityBinding(stack, "orders-app", {
    sources: [
      webApp(stack, "web", { siteConfig: { applicationStack: { dockerImageName: "app:1" } } }),
      containerApp(stack),
      containerGroup(stack),
      virtualMachine(stack),
      functions,
    ],
    identity: shared,
    access: [
      KeyVaultAccess.readSecrets(vault),
      ContainerRegistryAccess.pull(registry),
      BlobStorageAccess.own(account),
      ServiceBusAccess.receive(queue),
    ],
  });
  new ManagedIdentityBinding(stack, "reports", {
    sources: [webApp(stack, "reports-web")],
    access: [KeyVaultAccess.readSecrets(vault), ServiceBusAccess.send(queue)],
  });
  new TerraformOutput(stack, "settings", { value: binding.settingsOf(functions), staticId: true });

  const life = await live(stack, (simulator) => {
    simulator.declare("azurerm_resource_group", { name: "rg-test" });
  });
  expectGoodLife(life);
});

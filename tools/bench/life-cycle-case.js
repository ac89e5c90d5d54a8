"use strict";
/**
 * Takes stacks through validate, plan, apply, a second plan and destroy in the simulator; or, as `bare`, takes the same
 * number of resources without a provider through the same commands; or, as `start`, only starts and stops the
 * simulator. Prints the duration: `node --import tsx life-cycle-case.js (simulated|bare|start)
 * (walkthrough|small|accounts)`.
 */
const { execFileSync } = require("node:child_process");
const { mkdtempSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { DataAzurermClientConfig } = require("@cdktf/provider-azurerm/lib/data-azurerm-client-config");
const { KeyVault } = require("@cdktf/provider-azurerm/lib/key-vault");
const { AzurermProvider } = require("@cdktf/provider-azurerm/lib/provider");
const { ResourceGroup } = require("@cdktf/provider-azurerm/lib/resource-group");
const { StorageAccount } = require("@cdktf/provider-azurerm/lib/storage-account");
const { App, TerraformStack, Testing } = require("cdktf");
const {
  BlobStorageAccess,
  KeyVaultAccess,
  ManagedIdentityBinding,
  UserAssignedManagedIdentity,
} = require("../../dist");
const { findTerraform, simulateLifeCycle, Simulator } = require("../../testing");
const { LogicAppToSql } = require("../../examples/walkthrough/logic-app-to-sql");
const { OnPremises } = require("../../examples/walkthrough/on-premises");
const { VmsToSql } = require("../../examples/walkthrough/vms-to-sql");

class Small extends TerraformStack {
  constructor(scope, id) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const resourceGroup = new ResourceGroup(this, "group", { name: "rg-small", location: "westeurope" });
    const vault = new KeyVault(this, "vault", {
      name: "kv-small",
      resourceGroupName: resourceGroup.name,
      location: resourceGroup.location,
      tenantId: new DataAzurermClientConfig(this, "deployer", {}).tenantId,
      skuName: "standard",
      rbacAuthorizationEnabled: true,
    });
    new ManagedIdentityBinding(this, "small", {
      identity: new UserAssignedManagedIdentity(this, "identity", { name: "id-small", resourceGroup }),
      access: [KeyVaultAccess.readSecrets(vault)],
    });
  }
}

class Accounts extends TerraformStack {
  constructor(scope, id) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const resourceGroup = new ResourceGroup(this, "group", { name: "rg-accounts", location: "westeurope" });
    const identity = new UserAssignedManagedIdentity(this, "identity", { name: "id-accounts", resourceGroup });
    for (let index = 0; index < 200; index++) {
      const name = `account${index}`;
      const account = new StorageAccount(this, name, {
        name,
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        accountTier: "Standard",
        accountReplicationType: "LRS",
      });
      new ManagedIdentityBinding(this, `binding${index}`, { identity, access: [BlobStorageAccess.read(account)] });
    }
  }
}

const STACKS = { walkthrough: [LogicAppToSql, VmsToSql, OnPremises], small: [Small], accounts: [Accounts] };

function declareMachine(simulator) {
  const machine = { name: "onprem-01", resource_group_name: "rg-arc", identity: { type: "SystemAssigned" } };
  simulator.declare("azurerm_arc_machine", machine);
}

async function simulated(stack) {
  const { validate, plan, apply, replan, destroy, leftovers } = await simulateLifeCycle(stack, {
    before: declareMachine,
  });
  const failed = [validate, plan, apply, replan, destroy].find(({ ok }) => !ok);
  if (failed || !replan.isEmpty || leftovers.length > 0) {
    throw new Error((failed ?? replan).output);
  }
}

async function bare(stack) {
  const { resource } = JSON.parse(Testing.synth(stack));
  const count = Object.values(resource).flatMap(Object.keys).length;
  const data = Object.fromEntries(Array.from({ length: count }, (_, index) => [`data${index}`, {}]));
  const cwd = mkdtempSync(join(tmpdir(), "azmi-bench-"));
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: join(cwd, ".terraformrc") };
  writeFileSync(env.TF_CLI_CONFIG_FILE, "");
  writeFileSync(join(cwd, "main.tf.json"), JSON.stringify({ resource: { terraform_data: data } }));
  const apply = ["apply", "-json", "-auto-approve"];
  const commands = [
    ["init"],
    ["validate", "-json"],
    ["plan", "-json"],
    apply,
    ["plan", "-json"],
    [...apply, "-destroy"],
  ];
  commands.forEach((args) => execFileSync(findTerraform(), args, { cwd, env }));
  rmSync(cwd, { recursive: true });
}

async function start() {
  await (await Simulator.start()).stop();
}

async function main(way, size) {
  const stacks = STACKS[size].map((Stack) => new Stack(new App(), Stack.name.toLowerCase()));
  const before = process.hrtime.bigint();
  for (const stack of stacks) {
    await { simulated, bare, start }[way](stack);
  }
  console.log(JSON.stringify({ milliseconds: Number(process.hrtime.bigint() - before) / 1e6 }));
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

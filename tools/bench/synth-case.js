"use strict";
/**
 * Builds and synthesizes an app with N identities and N role assignments, without sources, with N of them, or with N that
 * get settings; by hand or with bindings. Prints the duration and the peak memory:
 * `synth-case.js (hand|binding) (plain|sources|settings) <N>`.
 */
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { LogicAppStandard } = require("@cdktf/provider-azurerm/lib/logic-app-standard");
const { LogicAppWorkflow } = require("@cdktf/provider-azurerm/lib/logic-app-workflow");
const { AzurermProvider } = require("@cdktf/provider-azurerm/lib/provider");
const { ResourceGroup } = require("@cdktf/provider-azurerm/lib/resource-group");
const { RoleAssignment } = require("@cdktf/provider-azurerm/lib/role-assignment");
const { StorageAccount } = require("@cdktf/provider-azurerm/lib/storage-account");
const { UserAssignedIdentity } = require("@cdktf/provider-azurerm/lib/user-assigned-identity");
const { App, Fn, TerraformStack, Token } = require("cdktf");
const {
  BlobStorageAccess,
  BuiltInRole,
  ManagedIdentityBinding,
  RoleAccess,
  UserAssignedManagedIdentity,
} = require("../../dist");

function byHand(stack, { group, account }, index, source) {
  const identity = new UserAssignedIdentity(stack, `identity${index}`, {
    name: `id-${index}`,
    resourceGroupName: group.name,
    location: group.location,
  });
  const scope = (account ?? group).id;
  const subscription = Token.asString(Fn.element(Fn.split("/", scope), 2));
  const { roleId } = account ? BuiltInRole.STORAGE_BLOB_DATA_CONTRIBUTOR : BuiltInRole.READER;
  new RoleAssignment(stack, `grant${index}`, {
    scope,
    roleDefinitionId: `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
    principalId: identity.principalId,
    principalType: "ServicePrincipal",
  });
  source?.putIdentity({ type: "UserAssigned", identityIds: [identity.id] });
  if (account) {
    source.appSettings = {
      AZURE_CLIENT_ID: identity.clientId,
      AZURE_STORAGEBLOB_CLIENTID: identity.clientId,
      AZURE_STORAGEBLOB_RESOURCEENDPOINT: account.primaryBlobEndpoint,
    };
  }
}

function byBinding(stack, { group, account }, index, source) {
  new ManagedIdentityBinding(stack, `binding${index}`, {
    sources: source ? [source] : [],
    identity: new UserAssignedManagedIdentity(stack, `identity${index}`, { name: `id-${index}`, resourceGroup: group }),
    access: [account ? BlobStorageAccess.readWrite(account) : RoleAccess.at(group.id, BuiltInRole.READER)],
  });
}

const SOURCES = {
  plain: () => undefined,
  sources: (stack, place, name) => new LogicAppWorkflow(stack, name, { ...place, name }),
  settings: (stack, place, name) =>
    new LogicAppStandard(stack, name, {
      ...place,
      name,
      appServicePlanId: "/subscriptions/s/serverFarms/p",
      storageAccountName: "bench",
      storageAccountAccessKey: "from outside",
    }),
};

function milliseconds(build, sources, count) {
  const outdir = mkdtempSync(join(tmpdir(), "azmi-bench-"));
  const start = process.hrtime.bigint();
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "bench");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  const group = new ResourceGroup(stack, "group", { name: "rg", location: "westeurope" });
  const place = { resourceGroupName: group.name, location: group.location };
  const replicated = { accountTier: "Standard", accountReplicationType: "LRS", sharedAccessKeyEnabled: false };
  const account =
    sources === "settings"
      ? new StorageAccount(stack, "account", { ...place, ...replicated, name: "bench" })
      : undefined;
  for (let index = 0; index < count; index++) {
    build(stack, { group, account }, index, SOURCES[sources](stack, place, `source-${index}`));
  }
  app.synth();
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  rmSync(outdir, { recursive: true });
  return elapsed;
}

const [variant, sources, count] = process.argv.slice(2);
const build = variant === "hand" ? byHand : byBinding;
milliseconds(build, sources, 100);
const elapsed = milliseconds(build, sources, Number(count));
console.log(JSON.stringify({ milliseconds: elapsed, megabytes: process.resourceUsage().maxRSS / 2 ** 10 }));

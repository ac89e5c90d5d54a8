"use strict";
/**
 * Builds and synthesizes an app with N identities and N role assignments, with or without N sources, by hand or with
 * bindings. Prints the duration and the peak memory: `synth-case.js (hand|binding) (plain|sources) <N>`.
 */
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { LogicAppWorkflow } = require("@cdktf/provider-azurerm/lib/logic-app-workflow");
const { AzurermProvider } = require("@cdktf/provider-azurerm/lib/provider");
const { ResourceGroup } = require("@cdktf/provider-azurerm/lib/resource-group");
const { RoleAssignment } = require("@cdktf/provider-azurerm/lib/role-assignment");
const { UserAssignedIdentity } = require("@cdktf/provider-azurerm/lib/user-assigned-identity");
const { App, Fn, TerraformStack, Token } = require("cdktf");
const { BuiltInRole, ManagedIdentityBinding, RoleAccess, UserAssignedManagedIdentity } = require("../../dist");

function byHand(stack, group, index, source) {
  const identity = new UserAssignedIdentity(stack, `identity${index}`, {
    name: `id-${index}`,
    resourceGroupName: group.name,
    location: group.location,
  });
  const subscription = Token.asString(Fn.element(Fn.split("/", group.id), 2));
  new RoleAssignment(stack, `grant${index}`, {
    scope: group.id,
    roleDefinitionId: `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${BuiltInRole.READER.roleId}`,
    principalId: identity.principalId,
    principalType: "ServicePrincipal",
  });
  source?.putIdentity({ type: "UserAssigned", identityIds: [identity.id] });
}

function byBinding(stack, group, index, source) {
  new ManagedIdentityBinding(stack, `binding${index}`, {
    sources: source ? [source] : [],
    identity: new UserAssignedManagedIdentity(stack, `identity${index}`, { name: `id-${index}`, resourceGroup: group }),
    access: [RoleAccess.at(group.id, BuiltInRole.READER)],
  });
}

function milliseconds(build, withSources, count) {
  const outdir = mkdtempSync(join(tmpdir(), "azmi-bench-"));
  const start = process.hrtime.bigint();
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "bench");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  const group = new ResourceGroup(stack, "group", { name: "rg", location: "westeurope" });
  const place = { resourceGroupName: group.name, location: group.location };
  for (let index = 0; index < count; index++) {
    const source = withSources
      ? new LogicAppWorkflow(stack, `source${index}`, { ...place, name: `logic-${index}` })
      : undefined;
    build(stack, group, index, source);
  }
  app.synth();
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  rmSync(outdir, { recursive: true });
  return elapsed;
}

const [variant, sources, count] = process.argv.slice(2);
const build = variant === "hand" ? byHand : byBinding;
milliseconds(build, sources === "sources", 100);
const elapsed = milliseconds(build, sources === "sources", Number(count));
console.log(JSON.stringify({ milliseconds: elapsed, megabytes: process.resourceUsage().maxRSS / 2 ** 10 }));

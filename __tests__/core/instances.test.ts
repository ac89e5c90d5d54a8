import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import {
  Fn,
  type ListTerraformIterator,
  TerraformCount,
  TerraformIterator,
  TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
import {
  BuiltInRole,
  KeyVaultAccess,
  KeyVaultPolicyAccess,
  ManagedIdentityBinding,
  RoleAccess,
  SqlAccess,
  UserAssignedManagedIdentity,
} from "../../lib";
import {
  identity,
  keyVault,
  plainIdentity,
  resourceGroup,
  sqlDatabase,
  virtualMachine,
  workflow,
} from "../support/azure";
import { live } from "../support/life";
import { onlyResource, problemsOf, resources, testApp, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

const SECRETS_USER = "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6";

const regions = (): ListTerraformIterator => TerraformIterator.fromList(["eu", "us"]);

describe("a grant", () => {
  test("on a target with for_each is one per instance, over the same keys", () => {
    const stack = testStack();
    const each = regions();
    const vaults = keyVault(stack, "vault", { forEach: each, name: `kv-${Token.asString(each.key)}` });
    new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(vaults)],
    });

    expect(resources(stack, "azurerm_role_assignment")).toEqual({
      "azmi_orders_key-vault-secrets-user_vault": {
        for_each: '${toset(["eu", "us"])}',
        scope: "${azurerm_key_vault.vault[each.key].id}",
        role_definition_id: `/subscriptions/\${element(split("/", azurerm_key_vault.vault[each.key].id), 2)}${SECRETS_USER}`,
        principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
        principal_type: "ServicePrincipal",
      },
    });
  });

  test("on a target with count is one per instance", () => {
    const stack = testStack();
    const count = TerraformCount.of(new TerraformVariable(stack, "vaults", { type: "number" }).numberValue);
    const vaults = keyVault(stack, "vault", { count, name: `kv-${String(count.index)}` });
    RoleAccess.at(vaults.id, BuiltInRole.KEY_VAULT_SECRETS_USER).grantTo(stack, "grant", identity(stack));

    expect(onlyResource(stack, "azurerm_role_assignment")).toEqual({
      count: "${var.vaults}",
      scope: "${azurerm_key_vault.vault[count.index].id}",
      role_definition_id: `/subscriptions/\${element(split("/", azurerm_key_vault.vault[count.index].id), 2)}${SECRETS_USER}`,
      principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
      principal_type: "ServicePrincipal",
    });
  });

  test("for an identity with count, and on a vault with policies, is one per instance", () => {
    const stack = testStack();
    const identities = UserAssignedManagedIdentity.fromResource(plainIdentity(stack, "shop", { count: 2 }));
    const policies = keyVault(stack, "policies", { rbacAuthorizationEnabled: false });
    new ManagedIdentityBinding(stack, "app", {
      identity: identities,
      access: [KeyVaultAccess.readSecrets(keyVault(stack)), KeyVaultPolicyAccess.readSecrets(policies)],
    });

    const each = { count: 2 };
    const id = "${azurerm_user_assigned_identity.shop[count.index].principal_id}";
    expect(onlyResource(stack, "azurerm_role_assignment")).toMatchObject({ ...each, principal_id: id });
    expect(onlyResource(stack, "azurerm_key_vault_access_policy")).toMatchObject({ ...each, object_id: id });
  });

  test("for the own identities of a source with for_each is one per instance", () => {
    const stack = testStack();
    const machines = virtualMachine(stack, "vm", { forEach: regions() });
    new ManagedIdentityBinding(stack, "app", {
      sources: [machines],
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });

    expect(onlyResource(stack, "azurerm_role_assignment")).toMatchObject({
      for_each: '${toset(["eu", "us"])}',
      principal_id: "${azurerm_linux_virtual_machine.vm[each.key].identity[0].principal_id}",
      scope: "${azurerm_key_vault.vault.id}",
    });
  });

  test("pairs identities and targets that have the same keys, also when one iterates over the other", () => {
    const stack = testStack();
    const each = regions();
    const identities = plainIdentity(stack, "shop", { forEach: each });
    const vaults = keyVault(stack, "vault", { forEach: TerraformIterator.fromResources(identities) });
    new ManagedIdentityBinding(stack, "app", {
      identity: UserAssignedManagedIdentity.fromResource(identities),
      access: [KeyVaultAccess.readSecrets(vaults)],
    });

    expect(onlyResource(stack, "azurerm_role_assignment")).toMatchObject({
      for_each: "${azurerm_user_assigned_identity.shop}",
      principal_id: "${azurerm_user_assigned_identity.shop[each.key].principal_id}",
      scope: "${azurerm_key_vault.vault[each.key].id}",
    });
  });

  test("on data sources with for_each is one per instance", () => {
    const stack = testStack();
    const found = new DataAzurermKeyVault(stack, "found", { name: "kv", resourceGroupName: "rg", forEach: regions() });
    KeyVaultAccess.readSecrets(found).grantTo(stack, "grant", identity(stack));
    expect(onlyResource(stack, "azurerm_role_assignment").scope).toBe("${data.azurerm_key_vault.found[each.key].id}");
  });

  test("on one instance is one, and the others are not touched", () => {
    const stack = testStack();
    const vaults = keyVault(stack, "vault", { forEach: regions() });
    const eu = Token.asString(Fn.lookupNested(vaults.fqn, ["eu", "id"]));
    RoleAccess.at(eu, BuiltInRole.KEY_VAULT_SECRETS_USER).grantTo(stack, "grant", identity(stack));

    const assignment = onlyResource(stack, "azurerm_role_assignment");
    expect(assignment.scope).toBe("${azurerm_key_vault.vault.eu.id}");
    expect(assignment).not.toHaveProperty("for_each");
  });
});

describe("one grant per instance is not possible", () => {
  test("over different keys", () => {
    const stack = testStack();
    const identities = plainIdentity(stack, "shop", { forEach: regions() });
    const vaults = keyVault(stack, "vault", { forEach: TerraformIterator.fromList(["asia"]) });
    KeyVaultAccess.readSecrets(vaults).grantTo(stack, "grant", UserAssignedManagedIdentity.fromResource(identities));
    expect(problemsOf(stack)).toEqual(["[stack] instances-with-different-keys"]);
  });

  test("from another stack", () => {
    const app = testApp();
    const [base, stack] = [testStack("base", app), testStack("stack", app)];
    const vaults = keyVault(base, "vault", { forEach: regions() });
    KeyVaultAccess.readSecrets(vaults).grantTo(stack, "grant", identity(stack));
    expect(problemsOf(stack)).toEqual(["[stack] instances-in-other-stack"]);
  });

  test("in databases", () => {
    const stack = testStack();
    const identities = plainIdentity(stack, "shop", { forEach: regions() });
    SqlAccess.database(sqlDatabase(stack)).grantTo(stack, "user", UserAssignedManagedIdentity.fromResource(identities));
    expect(problemsOf(stack)).toEqual(["[stack/user 1] sql-fact-with-several-instances"]);
  });
});

testWithTerraform("sources, targets and identities with for_each and count live", async () => {
  const stack = new TerraformStack(testApp(), "stack");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  new AzureadProvider(stack, "azuread", {});
  const each = regions();
  const group = resourceGroup(stack, "rg-test");
  const place = { dependsOn: [group] };
  const key = Token.asString(each.key);
  const vaults = keyVault(stack, "vault", { ...place, forEach: each, name: `kv-${key}` });
  const identities = plainIdentity(stack, "shop", { ...place, forEach: each, name: `id-${key}` });
  const workflows = workflow(stack, "workflow", { ...place, count: 2, name: "logic-${count.index}" });
  new ManagedIdentityBinding(stack, "pairs", {
    identity: UserAssignedManagedIdentity.fromResource(identities),
    access: [KeyVaultAccess.readSecrets(vaults)],
  });
  new ManagedIdentityBinding(stack, "own", {
    sources: [workflows],
    access: [RoleAccess.at(group.id, BuiltInRole.READER)],
  });

  const { validate, apply, replan, access, leftovers } = await live(stack);
  expect([validate, apply, replan].flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  expect(replan.isEmpty).toBe(true);
  expect(
    access.map(({ principal, role, scope }) => `${principal}: ${role} at ${scope.split("/").at(-1) ?? ""}`).sort(),
  ).toEqual([
    "id-eu: Key Vault Secrets User at kv-eu",
    "id-us: Key Vault Secrets User at kv-us",
    "logic-0: Reader at rg-test",
    "logic-1: Reader at rg-test",
  ]);
  expect(leftovers).toEqual([]);
});

import { type TerraformStack } from "cdktf";
import { DataAzapiResource } from "../../.gen/providers/azapi/data-azapi-resource";
import { AzapiProvider } from "../../.gen/providers/azapi/provider";
import { Resource, type ResourceConfig } from "../../.gen/providers/azapi/resource";
import {
  BlobStorageAccess,
  BuiltInRole,
  KeyVaultAccess,
  KeyVaultPolicyAccess,
  ManagedIdentityBinding,
  RoleAccess,
  UserAssignedManagedIdentity,
} from "../../lib";
import { identity, keyVault } from "../support/azure";
import { onlyResource, problemsOf, resources, testStack, warningsOf } from "../support/synth";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-test";

function stackWithAzapi(): TerraformStack {
  const stack = testStack();
  new AzapiProvider(stack, "azapi", {});
  return stack;
}

const azapi = (stack: TerraformStack, id: string, type: string, config: Partial<ResourceConfig> = {}): Resource =>
  new Resource(stack, id, { type, name: id, parentId: GROUP, location: "westeurope", ...config });

const session = (stack: TerraformStack, config: Partial<ResourceConfig> = {}): Resource =>
  azapi(stack, "app", "Microsoft.App/containerApps@2025-01-01", config);

describe("a resource of azapi as a source", () => {
  test("carries user-assigned identities beside those it has", () => {
    const stack = stackWithAzapi();
    const app = session(stack, { identity: [{ type: "UserAssigned", identityIds: [`${GROUP}/id-old`] }] });
    new ManagedIdentityBinding(stack, "binding", {
      sources: [app],
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });

    expect(onlyResource(stack, "azapi_resource").identity).toEqual([
      { type: "UserAssigned", identity_ids: [`${GROUP}/id-old`, "${azurerm_user_assigned_identity.orders.id}"] },
    ]);
    expect(onlyResource(stack, "azurerm_role_assignment")).toMatchObject({
      principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
    });
  });

  test("can have an identity of its own", () => {
    const stack = stackWithAzapi();
    new ManagedIdentityBinding(stack, "binding", {
      sources: [session(stack)],
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });

    expect(onlyResource(stack, "azapi_resource").identity).toEqual([{ type: "SystemAssigned" }]);
    expect(resources(stack, "azurerm_role_assignment")).toEqual({
      "azmi_app_key-vault-secrets-user_vault": expect.objectContaining({
        principal_id: "${azapi_resource.app.identity[0].principal_id}",
      }) as unknown,
    });
  });
});

describe("a resource of azapi as a target", () => {
  test("is the scope of any role, and of the roles of its service", () => {
    const stack = stackWithAzapi();
    const account = azapi(stack, "account", "Microsoft.Storage/storageAccounts@2024-01-01");
    const principal = identity(stack);
    RoleAccess.at(account.id, BuiltInRole.READER).grantTo(stack, "reader", principal);
    BlobStorageAccess.read(account).grantTo(stack, "blobs", principal);

    expect(Object.keys(resources(stack, "azurerm_role_assignment"))).toEqual([
      "azmi_orders_reader_account",
      "azmi_orders_storage-blob-data-reader_account",
    ]);
    expect(Object.values(resources(stack, "azurerm_role_assignment")).map(({ scope }) => scope)).toEqual([
      "${azapi_resource.account.id}",
      "${azapi_resource.account.id}",
    ]);
  });

  test("can be looked up", () => {
    const stack = stackWithAzapi();
    const vault = new DataAzapiResource(stack, "vault", {
      type: "Microsoft.KeyVault/vaults@2024-11-01",
      name: "kv",
      parentId: GROUP,
    });
    KeyVaultAccess.readSecrets(vault).grantTo(stack, "grant", identity(stack));
    expect(onlyResource(stack, "azurerm_role_assignment").scope).toBe("${data.azapi_resource.vault.id}");
  });

  test("is told when the role has no action on what it is, and when its service has no such role", () => {
    const stack = stackWithAzapi();
    const bus = azapi(stack, "bus", "Microsoft.ServiceBus/namespaces@2024-01-01");
    RoleAccess.at(bus.id, BuiltInRole.STORAGE_BLOB_DATA_READER).grantTo(stack, "grant", identity(stack));
    expect(warningsOf(stack)).toEqual([expect.stringContaining("Storage Blob Data Reader")]);

    const other = stackWithAzapi();
    KeyVaultAccess.readSecrets(azapi(other, "bus", "Microsoft.ServiceBus/namespaces@2024-01-01")).grantTo(
      other,
      "grant",
      identity(other),
    );
    expect(problemsOf(other)).toEqual([
      "[stack] target of KeyVaultAccess.readSecrets must be an azurerm_key_vault or azurerm_key_vault_secret; " +
        "got azapi_resource (stack/bus)",
    ]);
  });

  test("is told when a vault decides by the other model", () => {
    const stack = stackWithAzapi();
    const vault = azapi(stack, "vault", "Microsoft.KeyVault/vaults@2024-11-01", {
      body: { properties: { enableRbacAuthorization: false } },
    });
    KeyVaultAccess.readSecrets(vault).grantTo(stack, "grant", identity(stack));
    expect(problemsOf(stack)).toEqual([expect.stringContaining("vault stack/vault decides by access policies")]);
  });

  test("cannot have access policies of azurerm by its attributes, which it does not have", () => {
    const stack = stackWithAzapi();
    const vault = azapi(stack, "vault", "Microsoft.KeyVault/vaults@2024-11-01");
    KeyVaultPolicyAccess.readSecrets(vault).grantTo(stack, "grant", identity(stack));
    expect(problemsOf(stack)).toEqual([
      "[stack] target of KeyVaultPolicyAccess.readSecrets must be an azurerm_key_vault; got azapi_resource (stack/vault)",
    ]);
  });
});

test("a resource group of azapi takes identities", () => {
  const stack = stackWithAzapi();
  const group = azapi(stack, "rg-test", "Microsoft.Resources/resourceGroups@2024-03-01");
  new UserAssignedManagedIdentity(stack, "identity", { name: "id-shop", resourceGroup: group });
  expect(onlyResource(stack, "azurerm_user_assigned_identity")).toEqual({
    name: "id-shop",
    resource_group_name: "${azapi_resource.rg-test.name}",
    location: "${azapi_resource.rg-test.location}",
  });
});

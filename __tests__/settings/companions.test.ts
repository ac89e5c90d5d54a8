import { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { type TerraformStack } from "cdktf";
import {
  type Access,
  BlobStorageAccess,
  ContainerRegistryAccess,
  KeyVaultAccess,
  KeyVaultPolicyAccess,
  ManagedIdentityBinding,
} from "../../lib";
import { identity, keyVault, storageAccount } from "../support/azure";
import { onlyResource, problemsOf, testStack, warningsOf } from "../support/synth";
import { CONTAINER, containerApp, containerGroup, functionApp, webApp } from "./apps";

const ID = "${azurerm_user_assigned_identity.orders.id}";
const CLIENT = "${azurerm_user_assigned_identity.orders.client_id}";

type Source = ReturnType<typeof webApp | typeof functionApp | typeof containerApp | typeof containerGroup>;

function bind(stack: TerraformStack, source: Source, access: Access, isShared = true): void {
  new ManagedIdentityBinding(stack, "orders-app", {
    sources: [source],
    identity: isShared ? identity(stack) : undefined,
    access: [access],
  });
}

const registry = (stack: TerraformStack): ContainerRegistry =>
  new ContainerRegistry(stack, "registry", {
    name: "shop",
    resourceGroupName: "rg-test",
    location: "westeurope",
    sku: "Basic",
  });

const pull = (stack: TerraformStack): Access => ContainerRegistryAccess.pull(registry(stack));

// https://learn.microsoft.com/azure/app-service/app-service-key-vault-references#access-vaults-with-a-user-assigned-identity
describe("Key Vault references are resolved", () => {
  const attribute = "key_vault_reference_identity_id";

  test("with the identity that reads secrets", () => {
    const stack = testStack();
    bind(stack, webApp(stack), KeyVaultAccess.readSecrets(keyVault(stack)));
    expect(onlyResource(stack, "azurerm_linux_web_app")[attribute]).toBe(ID);
  });

  test("with the identity that an access policy lets read secrets", () => {
    const stack = testStack();
    bind(
      stack,
      webApp(stack),
      KeyVaultPolicyAccess.readSecrets(keyVault(stack, "vault", { rbacAuthorizationEnabled: false })),
    );
    expect(onlyResource(stack, "azurerm_linux_web_app")[attribute]).toBe(ID);
  });

  test("with no identity that an access policy lets use keys only", () => {
    const stack = testStack();
    bind(
      stack,
      webApp(stack),
      KeyVaultPolicyAccess.useKeys(keyVault(stack, "vault", { rbacAuthorizationEnabled: false })),
    );
    expect(onlyResource(stack, "azurerm_linux_web_app")[attribute]).toBeUndefined();
  });

  test("as configured", () => {
    const stack = testStack();
    const other = "SystemAssigned";
    bind(
      stack,
      webApp(stack, "web", { keyVaultReferenceIdentityId: other }),
      KeyVaultAccess.readSecrets(keyVault(stack)),
    );
    expect(onlyResource(stack, "azurerm_linux_web_app")[attribute]).toBe(other);
  });

  test("with the system-assigned identity of an app that has one, which is a warning if there are some", () => {
    const stack = testStack();
    const web = webApp(stack, "web", {
      identity: { type: "SystemAssigned" },
      appSettings: { PASSWORD: "@Microsoft.KeyVault(SecretUri=https://vault.vault.azure.net/secrets/password)" },
    });
    bind(stack, web, KeyVaultAccess.readSecrets(keyVault(stack)));
    expect(onlyResource(stack, "azurerm_linux_web_app")[attribute]).toBeUndefined();
    expect(warningsOf(stack)).toContain("[stack/orders-app] key-vault-references-by-other-identity");
  });

  test("with nothing else than what ignore_changes keeps, which is an error", () => {
    const stack = testStack();
    const web = webApp(stack, "web", { lifecycle: { ignoreChanges: [attribute] } });
    bind(stack, web, KeyVaultAccess.readSecrets(keyVault(stack)));
    expect(problemsOf(stack)).toEqual(["[stack/web] changed-attribute-ignored"]);
  });
});

describe("images are pulled", () => {
  const siteConfig = { applicationStack: { dockerImageName: "app:1" } };
  const siteOf = (stack: TerraformStack): unknown => onlyResource(stack, "azurerm_linux_web_app").site_config;

  // https://learn.microsoft.com/azure/app-service/configure-custom-container#use-managed-identity-to-pull-image-from-azure-container-registry
  test.each([
    [true, { container_registry_managed_identity_client_id: CLIENT }],
    [false, {}],
  ])("by a web app in a container, with a shared identity: %s", (isShared, client) => {
    const stack = testStack();
    bind(stack, webApp(stack, "web", { siteConfig }), pull(stack), isShared);
    expect(siteOf(stack)).toEqual({
      application_stack: { docker_image_name: "app:1" },
      container_registry_use_managed_identity: true,
      ...client,
    });
  });

  test("by a web app with its password, if it has one", () => {
    const stack = testStack();
    const applicationStack = { ...siteConfig.applicationStack, dockerRegistryPassword: "secret" };
    bind(stack, webApp(stack, "web", { siteConfig: { applicationStack } }), pull(stack));
    expect(siteOf(stack)).not.toHaveProperty("container_registry_use_managed_identity");
  });

  test("by a web app whose configuration only Terraform knows, which is a warning", () => {
    const stack = testStack();
    const web = webApp(stack, "web", { siteConfig });
    web.addOverride("site_config", "${var.site}");
    bind(stack, web, pull(stack));
    expect(warningsOf(stack)).toContain("[stack/orders-app] registry-identity-not-set");
  });

  test("by no web app without a container", () => {
    const stack = testStack();
    bind(stack, webApp(stack), pull(stack));
    expect(siteOf(stack)).toEqual({});
  });

  const other = { server: "other.azurecr.io", identity: ID };
  const own = { server: "${azurerm_container_registry.registry.login_server}", identity: ID };

  test.each([
    ["that names no registry", [], [own]],
    ["that names another registry", [other], [other, own]],
    ["that names the registry", [{ server: "shop.azurecr.io" }], [{ server: "shop.azurecr.io", identity: ID }]],
    ["that names its identity", [{ ...other, server: "shop.azurecr.io" }], [{ ...other, server: "shop.azurecr.io" }]],
  ])("by a container app %s", (_what, given, expected) => {
    const stack = testStack();
    bind(stack, containerApp(stack, "app", { registry: given }), pull(stack));
    expect(onlyResource(stack, "azurerm_container_app").registry).toEqual(expected);
  });

  test("by a container group", () => {
    const stack = testStack();
    bind(stack, containerGroup(stack), pull(stack));
    expect(onlyResource(stack, "azurerm_container_group").image_registry_credential).toEqual([
      { server: own.server, user_assigned_identity_id: ID },
    ]);
  });

  test("too early by a system-assigned identity of a container app, which is a warning", () => {
    const stack = testStack();
    bind(stack, containerApp(stack, "app", { template: { container: [CONTAINER] } }), pull(stack), false);
    expect(warningsOf(stack)).toContain("[stack/orders-app] image-pull-by-system-assigned-identity");
  });
});

// https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
describe("the Functions host keeps its state", () => {
  const functions = (stack: TerraformStack): Record<string, unknown> =>
    onlyResource(stack, "azurerm_linux_function_app");
  const MANAGED = "storage_uses_managed_identity";

  test.each([
    [true, { AzureWebJobsStorage__clientId: CLIENT, AzureWebJobsStorage__credential: "managedidentity" }],
    [false, {}],
  ])("in the account that it owns, with a shared identity: %s", (isShared, settings) => {
    const stack = testStack();
    const account = storageAccount(stack);
    bind(
      stack,
      functionApp(stack, "functions", { storageAccountName: account.name }),
      BlobStorageAccess.own(account),
      isShared,
    );
    expect(functions(stack)[MANAGED]).toBe(true);
    expect(functions(stack).app_settings).toMatchObject(settings);
    expect(
      Object.keys(functions(stack).app_settings as object).filter((name) => name.startsWith("AzureWebJobs")),
    ).toEqual(Object.keys(settings));
  });

  test("with the key that is configured", () => {
    const stack = testStack();
    const account = storageAccount(stack);
    const keys = { storageAccountName: account.name, storageAccountAccessKey: account.primaryAccessKey };
    bind(stack, functionApp(stack, "functions", keys), BlobStorageAccess.own(account));
    expect(functions(stack)).not.toHaveProperty(MANAGED);
  });

  test("in another account as configured", () => {
    const stack = testStack();
    bind(
      stack,
      functionApp(stack, "functions", { storageAccountName: "other" }),
      BlobStorageAccess.own(storageAccount(stack)),
    );
    expect(functions(stack)).not.toHaveProperty(MANAGED);
  });
});

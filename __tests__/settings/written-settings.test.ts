import { SpringCloudApp } from "@cdktf/provider-azurerm/lib/spring-cloud-app";
import { type TerraformStack, TerraformIterator, TerraformVariable, Token } from "cdktf";
import {
  Access,
  BlobStorageAccess,
  ClientType,
  Grant,
  type IPrincipal,
  KeyVaultAccess,
  ManagedIdentityBinding,
  ServiceBusAccess,
} from "../../lib";
import { identity, keyVault, standardLogicApp, storageAccount, virtualMachine } from "../support/azure";
import { problemsOf, onlyResource, synthesize, testApp, testStack, warningsOf } from "../support/synth";
import { targetOf } from "../support/targets";
import { CONTAINER, containerApp, containerGroup, functionApp, webApp } from "./apps";

const VAULT_URI = "${azurerm_key_vault.vault.vault_uri}";
const CLIENT = "${azurerm_user_assigned_identity.orders.client_id}";
const NAMESPACE = "${azurerm_servicebus_namespace.servicebus-namespace.name}.servicebus.windows.net";
/** For the vault and the identity "orders". */
const SETTINGS = {
  AZURE_CLIENT_ID: CLIENT,
  AZURE_KEYVAULT_CLIENTID: CLIENT,
  AZURE_KEYVAULT_RESOURCEENDPOINT: VAULT_URI,
};
const VARIABLES = Object.entries(SETTINGS).map(([name, value]) => ({ name, value }));

const settingsIn = (stack: TerraformStack, type = "azurerm_linux_web_app"): unknown =>
  onlyResource(stack, type).app_settings;

const byName = (variables: unknown): unknown =>
  [...(variables as { readonly name: string }[])].sort((a, b) => (a.name < b.name ? -1 : 1));

describe("a binding writes settings", () => {
  test("beside those of a web app", () => {
    const stack = testStack();
    new ManagedIdentityBinding(stack, "orders-app", {
      sources: [webApp(stack, "web", { appSettings: { REGION: "eu" } })],
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });
    expect(settingsIn(stack)).toEqual({ REGION: "eu", ...SETTINGS });
  });

  test("without a client id for a system-assigned identity", () => {
    const stack = testStack();
    new ManagedIdentityBinding(stack, "orders-app", {
      sources: [webApp(stack)],
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });
    expect(settingsIn(stack)).toEqual({ AZURE_KEYVAULT_RESOURCEENDPOINT: VAULT_URI });
  });

  test("into a source that is added later", () => {
    const stack = testStack();
    const binding = new ManagedIdentityBinding(stack, "orders-app", { identity: identity(stack) });
    binding.addAccess(KeyVaultAccess.readSecrets(keyVault(stack)));
    binding.addSource(webApp(stack));
    expect(settingsIn(stack)).toEqual(SETTINGS);
  });

  // https://learn.microsoft.com/azure/azure-functions/functions-reference#common-properties-for-identity-based-connections
  test("and a connection for triggers into a function app", () => {
    const stack = testStack();
    new ManagedIdentityBinding(stack, "orders-app", {
      sources: [functionApp(stack)],
      identity: identity(stack),
      access: [ServiceBusAccess.receive(targetOf(stack, "azurerm_servicebus_queue"))],
      settings: { prefix: "ORDERS" },
    });
    expect(settingsIn(stack, "azurerm_linux_function_app")).toEqual({
      AZURE_CLIENT_ID: CLIENT,
      ORDERS_CLIENTID: CLIENT,
      ORDERS_FULLYQUALIFIEDNAMESPACE: NAMESPACE,
      ORDERS__clientId: CLIENT,
      ORDERS__credential: "managedidentity",
      ORDERS__fullyQualifiedNamespace: NAMESPACE,
    });
  });

  test("into a Standard logic app", () => {
    const stack = testStack();
    new ManagedIdentityBinding(stack, "orders-app", {
      sources: [standardLogicApp(stack)],
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });
    expect(settingsIn(stack, "azurerm_logic_app_standard")).toEqual(SETTINGS);
  });

  test("into all containers of a container app", () => {
    const stack = testStack();
    const own = { name: "REGION", value: "eu" };
    new ManagedIdentityBinding(stack, "orders-app", {
      sources: [
        containerApp(stack, "app", {
          template: {
            minReplicas: 1,
            container: [{ ...CONTAINER, env: [own] }],
            initContainer: [{ ...CONTAINER, name: "migration" }],
          },
        }),
      ],
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });
    const template = onlyResource(stack, "azurerm_container_app").template as Record<string, { env: unknown }[]>;
    expect(byName(template.container?.[0]?.env)).toEqual([...VARIABLES, own]);
    expect(byName(template.init_container?.[0]?.env)).toEqual(VARIABLES);
    expect(template.min_replicas).toBe(1);
  });

  test("into the containers of a container group", () => {
    const stack = testStack();
    new ManagedIdentityBinding(stack, "orders-app", {
      sources: [containerGroup(stack)],
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });
    const containers = onlyResource(stack, "azurerm_container_group").container as Record<string, unknown>[];
    expect(containers.map((container) => container.environment_variables)).toEqual([SETTINGS]);
  });

  test("under entries that only Terraform knows", () => {
    const stack = testStack();
    const given = new TerraformVariable(stack, "given", { type: "map(string)" });
    new ManagedIdentityBinding(stack, "orders-app", {
      sources: [webApp(stack, "web", { appSettings: Token.asStringMap(given.value) })],
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
    });
    expect(settingsIn(stack)).toBe(
      '${merge({"AZURE_KEYVAULT_RESOURCEENDPOINT" = azurerm_key_vault.vault.vault_uri}, var.given)}',
    );
  });

  test("for each instance of a source", () => {
    const stack = testStack();
    const regions = TerraformIterator.fromList(["eu", "us"]);
    const vault = keyVault(stack, "vault", { forEach: regions });
    new ManagedIdentityBinding(stack, "orders-app", {
      sources: [webApp(stack, "web", { forEach: regions })],
      access: [KeyVaultAccess.readSecrets(vault)],
    });
    expect(settingsIn(stack)).toEqual({
      AZURE_KEYVAULT_RESOURCEENDPOINT: "${azurerm_key_vault.vault[each.key].vault_uri}",
    });
  });

  test("with references to another stack", () => {
    const app = testApp();
    const [vaults, apps] = [testStack("vaults", app), testStack("apps", app)];
    new ManagedIdentityBinding(apps, "orders-app", {
      sources: [webApp(apps)],
      access: [KeyVaultAccess.readSecrets(keyVault(vaults))],
    });
    app.synth();
    expect(settingsIn(apps)).toEqual({
      AZURE_KEYVAULT_RESOURCEENDPOINT:
        "${data.terraform_remote_state.cross-stack-reference-input-vaults.outputs." +
        "cross-stack-output-azurerm_key_vaultvaultvault_uri}",
    });
  });
});

describe("settings are named", () => {
  test("after the target, if another one of the service has the usual names", () => {
    const stack = testStack();
    const [web, id] = [webApp(stack), identity(stack)];
    const bind = (name: string, vault: string): ManagedIdentityBinding =>
      new ManagedIdentityBinding(stack, name, {
        sources: [web],
        identity: id,
        access: [KeyVaultAccess.readSecrets(keyVault(stack, vault))],
      });
    bind("orders-app", "vault");
    const second = bind("stock-app", "second-vault");

    const more = {
      AZURE_KEYVAULT_SECOND_VAULT_CLIENTID: CLIENT,
      AZURE_KEYVAULT_SECOND_VAULT_RESOURCEENDPOINT: "${azurerm_key_vault.second-vault.vault_uri}",
    };
    expect(settingsIn(stack)).toEqual({ ...SETTINGS, ...more });
    expect(Object.keys(second.settings).sort()).toEqual(["AZURE_CLIENT_ID", ...Object.keys(more)]);
  });

  test("as the binding and the access say", () => {
    const stack = testStack();
    const binding = new ManagedIdentityBinding(stack, "orders-app", {
      sources: [webApp(stack)],
      settings: { names: { AZURE_KEYVAULT_RESOURCEENDPOINT: "VAULT" } },
    });
    binding.addAccess(KeyVaultAccess.readSecrets(keyVault(stack)));
    binding.addAccess(BlobStorageAccess.read(storageAccount(stack)), { prefix: "EXPORTS" });
    expect(settingsIn(stack)).toEqual({
      EXPORTS_RESOURCEENDPOINT: "${azurerm_storage_account.account.primary_blob_endpoint}",
      VAULT: VAULT_URI,
    });
  });

  test("as a custom access says", () => {
    class Searching extends Access {
      public grantId(): string {
        return "search";
      }
      public grantTo(_scope: unknown, _id: string, principal: IPrincipal): Grant {
        return new Grant(principal, []);
      }
      public override settings(): Record<string, string> {
        return { SEARCH_URL: "https://search.contoso.com" };
      }
    }
    const stack = testStack();
    new ManagedIdentityBinding(stack, "orders-app", { sources: [webApp(stack)], access: [new Searching()] });
    expect(settingsIn(stack)).toEqual({ SEARCH_URL: "https://search.contoso.com" });
  });
});

describe("a binding writes no settings", () => {
  test("if it shall not", () => {
    const stack = testStack();
    const binding = new ManagedIdentityBinding(stack, "orders-app", {
      sources: [webApp(stack)],
      access: [KeyVaultAccess.readSecrets(keyVault(stack))],
      settings: { writeToSources: false },
    });
    expect(settingsIn(stack)).toBeUndefined();
    expect(Object.keys(binding.settings)).toEqual(["AZURE_KEYVAULT_RESOURCEENDPOINT"]);
  });

  test("into a virtual machine, which gets them from outputs", () => {
    const stack = testStack();
    const binding = new ManagedIdentityBinding(stack, "orders-app", {
      sources: [virtualMachine(stack)],
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(keyVault(stack)), KeyVaultAccess.readSecrets(keyVault(stack, "second"))],
      settings: { clientType: ClientType.PYTHON },
    });
    synthesize(stack);
    expect(Object.keys(binding.settings).sort()).toEqual([
      ...Object.keys(SETTINGS),
      "AZURE_KEYVAULT_SECOND_CLIENTID",
      "AZURE_KEYVAULT_SECOND_RESOURCEENDPOINT",
    ]);
  });
});

test("a Spring app has its settings in its deployments, which is a warning", () => {
  const stack = testStack();
  new ManagedIdentityBinding(stack, "orders-app", {
    sources: [
      new SpringCloudApp(stack, "spring", { name: "app", resourceGroupName: "rg-test", serviceName: "spring" }),
    ],
    identity: identity(stack),
    access: [KeyVaultAccess.readSecrets(keyVault(stack))],
  });
  expect(warningsOf(stack)).toContain("[stack/orders-app] settings-in-deployments");
});

describe("several identities of one source", () => {
  const bindTwice = (settings: Record<string, string>): TerraformStack => {
    const stack = testStack();
    const web = webApp(stack, "web", { appSettings: settings });
    ["orders", "stock"].forEach((name) => {
      new ManagedIdentityBinding(stack, `${name}-app`, {
        sources: [web],
        identity: identity(stack, name),
        access: [KeyVaultAccess.readSecrets(keyVault(stack, `${name}-vault`))],
      });
    });
    return stack;
  };

  test("are a warning, because AZURE_CLIENT_ID names one", () => {
    const stack = bindTwice({});
    expect(settingsIn(stack)).toMatchObject({
      AZURE_CLIENT_ID: CLIENT,
      AZURE_KEYVAULT_CLIENTID: CLIENT,
      AZURE_KEYVAULT_STOCK_VAULT_CLIENTID: "${azurerm_user_assigned_identity.stock.client_id}",
    });
    expect(warningsOf(stack).filter((warning) => warning.endsWith(" client-id-ambiguous"))).toHaveLength(1);
  });

  test("are none, if the app says which one it means", () => {
    const chosen = "22222222-aaaa-bbbb-cccc-dddddddddddd";
    const stack = bindTwice({ AZURE_CLIENT_ID: chosen });
    expect(settingsIn(stack)).toMatchObject({ AZURE_CLIENT_ID: chosen });
    expect(warningsOf(stack).filter((warning) => warning.endsWith(" client-id-ambiguous"))).toEqual([]);
  });
});

test("a setting that is there with the same value stays", () => {
  const stack = testStack();
  const vault = keyVault(stack);
  new ManagedIdentityBinding(stack, "orders-app", {
    sources: [webApp(stack, "web", { appSettings: { AZURE_KEYVAULT_RESOURCEENDPOINT: vault.vaultUri } })],
    access: [KeyVaultAccess.readSecrets(vault)],
  });
  expect(problemsOf(stack)).toEqual([]);
  expect(settingsIn(stack)).toEqual({ AZURE_KEYVAULT_RESOURCEENDPOINT: VAULT_URI });
});

import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider, type AzurermProviderConfig } from "@cdktf/provider-azurerm/lib/provider";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { type App, TerraformStack } from "cdktf";
import {
  BuiltInRole,
  KeyVaultAccess,
  KeyVaultPolicyAccess,
  ManagedApi,
  ManagedIdentityApiConnection,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
  RoleAccess,
  SystemAssignedManagedIdentity,
  UserAssignedManagedIdentity,
} from "../../lib";
import { identity, keyVault, SUBSCRIPTION, virtualMachine } from "../support/azure";
import { type TerraformJson } from "../support/conformance";
import { live } from "../support/life";
import { onlyResource, problemsOf, resources, synthesize, testApp, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

const GROUP = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const PROD = "aaaaaaaa-1111-2222-3333-444444444444";
const OTHER_TENANT = "eeeeeeee-1111-2222-3333-444444444444";

function azurerm(stack: TerraformStack, alias?: string, config: Partial<AzurermProviderConfig> = {}): AzurermProvider {
  return new AzurermProvider(stack, alias ?? "azurerm", { features: [{}], alias, ...config });
}

/** A stack with the providers that a test gives it. */
function bareStack(id = "stack", app: App = testApp()): TerraformStack {
  return new TerraformStack(app, id);
}

const group = (stack: TerraformStack, provider?: AzurermProvider, id = "group"): ResourceGroup =>
  new ResourceGroup(stack, id, { name: "rg", location: "westeurope", provider });

/** The provider of every resource of a type. */
function providers(stack: TerraformStack, type: string): unknown[] {
  return Object.values(resources(stack, type)).map(({ provider }) => provider);
}

describe("what the library creates follows the provider of what it belongs to:", () => {
  test("an identity that of its resource group", () => {
    const stack = testStack();
    const prod = azurerm(stack, "prod", { subscriptionId: PROD });
    new UserAssignedManagedIdentity(stack, "id", { name: "id-shop", resourceGroup: group(stack, prod) });
    expect(onlyResource(stack, "azurerm_user_assigned_identity").provider).toBe("azurerm.prod");
  });

  test("a role assignment and an access policy that of their target, and their identity is somewhere else", () => {
    const stack = testStack();
    const prod = azurerm(stack, "prod", { subscriptionId: PROD });
    new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: [
        KeyVaultAccess.readSecrets(keyVault(stack, "roles", { provider: prod })),
        KeyVaultPolicyAccess.readSecrets(
          keyVault(stack, "policies", { provider: prod, rbacAuthorizationEnabled: false }),
        ),
        KeyVaultAccess.readSecrets(keyVault(stack, "default")),
      ],
    });
    const byName = resources(stack, "azurerm_role_assignment");
    expect(byName["azmi_orders_key-vault-secrets-user_roles"]?.provider).toBe("azurerm.prod");
    expect(byName["azmi_orders_key-vault-secrets-user_default"]).not.toHaveProperty("provider");
    expect(providers(stack, "azurerm_key_vault_access_policy")).toEqual(["azurerm.prod"]);
  });

  test("an API connection that of its resource group", () => {
    const stack = testStack();
    const prod = azurerm(stack, "prod", { subscriptionId: PROD });
    new ManagedIdentityApiConnection(stack, "sql", { api: ManagedApi.SQL, resourceGroup: group(stack, prod) });
    expect(providers(stack, "azurerm_resource_group_template_deployment")).toEqual(["azurerm.prod"]);
  });

  test("a look-up in the directory that for the tenant of its source", () => {
    const stack = bareStack();
    const prod = azurerm(stack, "prod", { tenantId: OTHER_TENANT });
    new AzureadProvider(stack, "azuread", {});
    new AzureadProvider(stack, "azuread-prod", { alias: "directory", tenantId: OTHER_TENANT });
    SystemAssignedManagedIdentity.of(virtualMachine(stack, "vm", { provider: prod })).findClientId();
    const [found] = Object.values(synthesize(stack).data?.azuread_service_principal ?? {});
    expect(found?.provider).toBe("azuread.directory");
  });

  test("a provider that is set after the grant counts", () => {
    const stack = testStack();
    const prod = azurerm(stack, "prod", { subscriptionId: PROD });
    const vault = keyVault(stack);
    KeyVaultAccess.readSecrets(vault).grantTo(stack, "grant", identity(stack));
    vault.provider = prod;
    expect(providers(stack, "azurerm_role_assignment")).toEqual(["azurerm.prod"]);
  });

  test("unless it is told another one", () => {
    const stack = testStack();
    const prod = azurerm(stack, "prod");
    new UserAssignedManagedIdentity(stack, "id", { name: "id-shop", resourceGroup: group(stack), provider: prod });
    UserAssignedManagedIdentity.fromLookup(stack, "found", {
      name: "id-other",
      resourceGroupName: "rg",
      provider: prod,
    });
    const directory = new AzureadProvider(stack, "azuread-prod", { alias: "prod" });
    Principal.fromGroupName(stack, "admins", "Admins", { provider: directory });
    RoleAccess.at(`/subscriptions/${SUBSCRIPTION}`, BuiltInRole.READER, { provider: prod }).grantTo(
      stack,
      "grant",
      Principal.group(ObjectId.of(GROUP)),
    );

    const { data } = synthesize(stack);
    expect(providers(stack, "azurerm_user_assigned_identity")).toEqual(["azurerm.prod"]);
    expect(providers(stack, "azurerm_role_assignment")).toEqual(["azurerm.prod"]);
    expect(data?.azurerm_user_assigned_identity?.found?.provider).toBe("azurerm.prod");
    expect(data?.azuread_group?.admins?.provider).toBe("azuread.prod");
  });
});

describe("a stack that has aliased providers only", () => {
  function aliasedOnly(): TerraformStack {
    const stack = bareStack();
    const prod = azurerm(stack, "prod");
    new AzureadProvider(stack, "directory", { alias: "prod" });
    const resourceGroup = group(stack, prod);
    const id = new UserAssignedManagedIdentity(stack, "id", { name: "id-shop", resourceGroup });
    const vault = new KeyVault(stack, "vault", {
      name: "kv-shop",
      resourceGroupName: resourceGroup.name,
      location: resourceGroup.location,
      skuName: "standard",
      tenantId: "99999999-8888-7777-6666-555555555555",
      rbacAuthorizationEnabled: true,
      provider: prod,
    });
    const literal = `/subscriptions/${SUBSCRIPTION}`;
    new ManagedIdentityBinding(stack, "app", {
      identity: id,
      access: [KeyVaultAccess.readSecrets(vault), RoleAccess.at(literal, BuiltInRole.READER)],
    });
    return stack;
  }

  test("names one for everything", () => {
    const all = Object.values(synthesize(aliasedOnly()).resource ?? {}).flatMap((elements) => Object.values(elements));
    expect(all.map(({ provider }) => provider)).toEqual(all.map(() => "azurerm.prod"));
  });

  testWithTerraform("lives", async () => {
    const { apply, replan, access } = await live(aliasedOnly());
    expect(apply.diagnostics).toEqual([]);
    expect(replan.isEmpty).toBe(true);
    expect(access.map(({ role }) => role).sort()).toEqual(["Key Vault Secrets User", "Reader"]);
  });

  test("has to say which one where none is clear", () => {
    const stack = bareStack();
    azurerm(stack, "eu");
    azurerm(stack, "us");
    UserAssignedManagedIdentity.fromLookup(stack, "found", { name: "id-other", resourceGroupName: "rg" });
    expect(problemsOf(stack)).toEqual(["[stack/found] ambiguous-provider"]);
  });
});

describe("what belongs to another stack", () => {
  function twoStacks(
    base: Partial<AzurermProviderConfig>,
    own: readonly Partial<AzurermProviderConfig>[],
  ): TerraformStack {
    const app = testApp();
    const [shared, stack] = [bareStack("base", app), bareStack("app", app)];
    const home = azurerm(shared, base.alias, base);
    own.forEach((config) => azurerm(stack, config.alias, config));
    const resourceGroup = group(shared, base.alias === undefined ? undefined : home);
    new UserAssignedManagedIdentity(stack, "id", { name: "id-shop", resourceGroup });
    return stack;
  }

  const created = (stack: TerraformStack): unknown => {
    stack.prepareStack();
    const { resource } = stack.toTerraform() as TerraformJson;
    return resource?.azurerm_user_assigned_identity?.id?.provider;
  };

  test("is created by the provider of this stack for the same subscription", () => {
    const stack = twoStacks({ alias: "prod", subscriptionId: PROD }, [
      { subscriptionId: SUBSCRIPTION },
      { alias: "live", subscriptionId: PROD },
    ]);
    expect(problemsOf(stack)).toEqual([]);
    expect(created(stack)).toBe("azurerm.live");
  });

  test("is created by the default provider where both stacks leave the subscription to who runs Terraform", () => {
    const stack = twoStacks({}, [{}, { alias: "other" }]);
    expect(problemsOf(stack)).toEqual([]);
    expect(created(stack)).toBeUndefined();
  });

  test("never lands in the default subscription, because not known is not equal", () => {
    expect(problemsOf(twoStacks({ alias: "prod", subscriptionId: PROD }, [{}]))).toEqual([
      "[app/id] no-provider-for-place",
    ]);
    expect(problemsOf(twoStacks({ alias: "prod" }, [{}]))).toEqual(["[app/id] ambiguous-provider"]);
  });
});

describe("wrong providers", () => {
  test("of another stack, of another kind, or none at all are told", () => {
    const app = testApp();
    const [other, stack] = [testStack("other", app), testStack("stack", app)];
    const foreign = azurerm(other, "prod");
    const directory = new AzureadProvider(stack, "directory", { alias: "directory" });
    const resourceGroup = group(stack);
    new UserAssignedManagedIdentity(stack, "foreign", { name: "id-1", resourceGroup, provider: foreign });
    new UserAssignedManagedIdentity(stack, "directory-id", { name: "id-2", resourceGroup, provider: directory });
    new UserAssignedManagedIdentity(stack, "text", { name: "id-3", resourceGroup, provider: "azurerm.prod" as never });
    expect(problemsOf(stack)).toEqual([
      "[stack/foreign] provider-of-other-stack",
      "[stack/directory-id] wrong-provider",
      "[stack/text] wrong-provider",
    ]);
  });

  test("of a principal and a target in different tenants are told", () => {
    const stack = bareStack();
    azurerm(stack, undefined, { tenantId: "99999999-8888-7777-6666-555555555555" });
    new AzureadProvider(stack, "azuread", { tenantId: OTHER_TENANT });
    const admins = Principal.fromGroupName(stack, "admins", "Admins");
    KeyVaultAccess.readSecrets(keyVault(stack)).grantTo(stack, "grant", admins);
    expect(problemsOf(stack)).toEqual(["[stack] principal-of-other-tenant"]);
  });
});

describe("stacks that would need each other", () => {
  test("are told where the binding belongs", () => {
    const app = testApp();
    const [a, b] = [testStack("a", app), testStack("b", app)];
    const [vm, vault] = [virtualMachine(b), keyVault(b)];
    new ManagedIdentityBinding(a, "binding", {
      sources: [vm],
      identity: identity(a),
      access: [KeyVaultAccess.readSecrets(vault)],
    });
    expect(() => {
      app.synth();
    }).toThrow(/\[a\/binding\] .* for the identity of b\/vm; create the construct in stack b \[circular-stacks\]/);
  });

  test("do so no longer when the binding is there", () => {
    const app = testApp();
    const [a, b] = [testStack("a", app), testStack("b", app)];
    new ManagedIdentityBinding(b, "binding", {
      sources: [virtualMachine(b)],
      identity: identity(a),
      access: [KeyVaultAccess.readSecrets(keyVault(b))],
    });
    expect(() => {
      app.synth();
    }).not.toThrow();
  });

  test("are told where something would wait for its own stack", () => {
    const app = testApp();
    const [a, b] = [testStack("a", app), testStack("b", app)];
    const vault = keyVault(b);
    const binding = new ManagedIdentityBinding(a, "binding", {
      identity: identity(a),
      access: [KeyVaultAccess.readSecrets(vault)],
    });
    binding.applyBefore(vault);
    expect(() => {
      app.synth();
    }).toThrow(/stack b; create it in stack b \[circular-wait\]/);
  });
});

import { ApplicationInsights } from "@cdktf/provider-azurerm/lib/application-insights";
import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription";
import { DataAzurermSubscriptions } from "@cdktf/provider-azurerm/lib/data-azurerm-subscriptions";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { ManagementGroup } from "@cdktf/provider-azurerm/lib/management-group";
import { ManagementGroupPolicyAssignment } from "@cdktf/provider-azurerm/lib/management-group-policy-assignment";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { StorageDataLakeGen2Filesystem } from "@cdktf/provider-azurerm/lib/storage-data-lake-gen2-filesystem";
import { SubscriptionPolicyAssignment } from "@cdktf/provider-azurerm/lib/subscription-policy-assignment";
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  BlobStorageAccess,
  BuiltInRole,
  CustomRole,
  type IRole,
  KeyVaultAccess,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
  RoleAccess,
} from "../../lib";
import { identity, keyVault, resourceGroup, storageAccount, SUBSCRIPTION, workflow } from "../support/azure";
import { IS_AZURERM_5 } from "../support/release";
import { messagesOf, onlyResource, problemsOf, resources, synthesize, testStack, warningsOf } from "../support/synth";

const PRINCIPAL = Principal.servicePrincipal(ObjectId.of("11111111-aaaa-bbbb-cccc-dddddddddddd"));
const ROLES = "/providers/Microsoft.Authorization/roleDefinitions";
const READER = `${ROLES}/acdd72a7-3385-48ef-bd42-f606fba81ae7`;

function grantAt(stack: TerraformStack, scope: string, role: IRole = BuiltInRole.READER): void {
  RoleAccess.at(scope, role).grantTo(stack, "grant", PRINCIPAL);
}

/** What the only role assignment of a stack says of its scope and its role. */
function assigned(build: (stack: TerraformStack) => string): { readonly scope: unknown; readonly role: unknown } {
  const stack = testStack();
  grantAt(stack, build(stack));
  const { scope, role_definition_id: role } = onlyResource(stack, "azurerm_role_assignment");
  return { scope, role };
}

const policy = { name: "p", policyDefinitionId: "/providers/Microsoft.Authorization/policyDefinitions/d" };

describe("the subscription in a role id", () => {
  test("is left out where an attribute is the id of a management group, whatever it is read from", () => {
    const group = "/providers/Microsoft.Management/managementGroups/all";
    const of = (stack: TerraformStack): ManagementGroupPolicyAssignment =>
      new ManagementGroupPolicyAssignment(stack, "policy", { ...policy, managementGroupId: group });
    expect(assigned((stack) => of(stack).managementGroupId).role).toBe(READER);
    expect(assigned((stack) => of(stack).id).role).toBe(READER);
    expect(assigned((stack) => new ManagementGroup(stack, "all", {}).tenantScopedId).role).toBe(READER);
    expect(assigned((stack) => new ManagementGroup(stack, "all", {}).parentManagementGroupId).role).toBe(READER);
  });

  test("is read from an attribute that is the id of a subscription, though its name is that of a GUID elsewhere", () => {
    const id = "azurerm_subscription_policy_assignment.policy.subscription_id";
    const of = (stack: TerraformStack): string =>
      new SubscriptionPolicyAssignment(stack, "policy", { ...policy, subscriptionId: `/subscriptions/${SUBSCRIPTION}` })
        .subscriptionId;
    expect(assigned(of)).toEqual({
      scope: `\${${id}}`,
      role: `/subscriptions/\${element(split("/", ${id}), 2)}${READER}`,
    });
  });

  test("is left to Terraform where an attribute may be any id", () => {
    const { role } = assigned((stack) => new RoleDefinition(stack, "role", { name: "r", scope: "/" }).scope);
    expect(role).toBe(`\${regex("^(?:/subscriptions/[^/]+)?", azurerm_role_definition.role.scope)}${READER}`);
  });
});

describe("a scope", () => {
  test("can come from a list", () => {
    const { scope } = assigned((stack) => new DataAzurermSubscriptions(stack, "all", {}).subscriptions.get(0).id);
    expect(scope).toBe("${data.azurerm_subscriptions.all.subscriptions[0].id}");
  });

  test.each([
    [
      "what az prints",
      `/subscriptions/${SUBSCRIPTION}/resourcegroups/Shop`,
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/Shop`,
    ],
    [
      "a resource in small letters",
      `/SUBSCRIPTIONS/${SUBSCRIPTION}/resourcegroups/Shop/providers/microsoft.managedidentity/userassignedidentities/Id-Shop`,
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/Shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Id-Shop`,
    ],
    [
      "a resource in another one",
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/microsoft.servicebus/NAMESPACES/sb/Queues/orders`,
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.ServiceBus/namespaces/sb/queues/orders`,
    ],
    [
      "a management group",
      "/providers/microsoft.management/managementgroups/All",
      "/providers/Microsoft.Management/managementGroups/All",
    ],
    [
      "a type that nobody knows",
      `/subscriptions/${SUBSCRIPTION}/providers/Contoso.Things/boxes/b`,
      `/subscriptions/${SUBSCRIPTION}/providers/Contoso.Things/boxes/b`,
    ],
  ])("is spelled as Azure spells it: %s", (_what, given, spelled) => {
    expect(assigned(() => given).scope).toBe(spelled);
  });

  test("that is composed is spelled as Azure spells it", () => {
    expect(
      assigned((stack) => `${new DataAzurermSubscription(stack, "current", {}).id}/resourcegroups/Shop`).scope,
    ).toBe("${data.azurerm_subscription.current.id}/resourceGroups/Shop");
  });

  test.each([
    [
      "a part that Azure does not have",
      (stack: TerraformStack) => `${new DataAzurermSubscription(stack, "current", {}).id}/resource_groups/x`,
      "[stack] role-scope-with-impossible-part",
    ],
    [
      "an id after a slash",
      (stack: TerraformStack) => `/${new DataAzurermSubscription(stack, "current", {}).id}/resourceGroups/x`,
      "[stack] role-scope-with-nested-arm-id",
    ],
    [
      "an id inside of an id",
      (stack: TerraformStack) => `/subscriptions/${new DataAzurermSubscription(stack, "current", {}).id}`,
      "[stack] role-scope-with-nested-arm-id",
    ],
    [
      "half a pair",
      (stack: TerraformStack) => `${storageAccount(stack).id}/blobServices/default/containers`,
      "[stack] role-scope-incomplete",
    ],
  ])("that is composed wrongly is refused: %s", (_what, build, problem) => {
    const stack = testStack();
    grantAt(stack, build(stack));
    expect(problemsOf(stack)).toEqual([problem]);
  });

  test("that is the GUID of something is refused, with what to give", () => {
    const place = { name: "x", resourceGroupName: "rg", location: "westeurope" };
    const stack = testStack();
    grantAt(stack, new LogAnalyticsWorkspace(stack, "logs", place).workspaceId);
    grantAt(stack, new ApplicationInsights(stack, "insights", { ...place, applicationType: "web" }).appId);
    grantAt(stack, new DataAzurermSubscription(stack, "current", {}).subscriptionId);
    expect(problemsOf(stack)).toEqual([
      "[stack] role-scope-not-arm-id",
      "[stack] role-scope-not-arm-id",
      "[stack] role-scope-not-arm-id",
    ]);
  });

  test("in the user's own Terraform syntax is left to Terraform", () => {
    const stack = testStack();
    new TerraformVariable(stack, "scope", {});
    grantAt(stack, "${var.scope}");
    expect(problemsOf(stack)).toEqual([]);
  });

  test("of a Data Lake file system is the same grant by the service's verb and by the id that it composes", () => {
    const build = (compose: boolean): unknown => {
      const stack = testStack();
      const account = storageAccount(stack);
      const lake = new StorageDataLakeGen2Filesystem(stack, "lake", { name: "raw", storageAccountId: account.id });
      const access = compose
        ? RoleAccess.at(
            `${account.id}/blobServices/default/containers/${lake.name}`,
            BuiltInRole.STORAGE_BLOB_DATA_READER,
          )
        : BlobStorageAccess.read(lake);
      access.grantTo(stack, "grant", PRINCIPAL);
      return Object.keys(resources(stack, "azurerm_role_assignment"));
    };
    expect(build(true)).toEqual(build(false));
  });
});

describe("a role", () => {
  const foreign: [string, string, string][] = [
    ["Cosmos DB Built-in Data Contributor", "Cosmos DB", "azurerm_cosmosdb_sql_role_assignment"],
    ["Data Contributor", "Azure Cache for Redis", "azurerm_redis_cache_access_policy_assignment"],
    ["AllDatabasesViewer", "Azure Data Explorer", "azurerm_kusto_cluster_principal_assignment"],
    ["db_datareader", "SQL", "SqlAccess"],
    ["##MS_ServerStateReader##", "SQL", "SqlAccess"],
    ["Managed HSM Crypto User", "Managed HSM", "azurerm_key_vault_managed_hardware_security_module_role_assignment"],
    ["Synapse Administrator", "Synapse", "azurerm_synapse_role_assignment"],
    ["Directory Readers", "Microsoft Entra ID", "azuread_directory_role_assignment"],
    ["User.Read.All", "Microsoft Graph", "azuread_app_role_assignment"],
    ["cluster-admin", "Kubernetes", "a role binding in the cluster"],
  ];
  test.each(foreign)("that a service keeps itself is told with its own grant: %s", (name, of, grant) => {
    const stack = testStack();
    grantAt(stack, resourceGroup(stack).id, BuiltInRole.fromName(name));
    expect(problemsOf(stack)).toEqual(["[stack] role-of-other-service"]);
    expect(messagesOf(stack)[0]).toContain(of);
    expect(messagesOf(stack)[0]).toContain(grant);
  });

  test("by the id of its definition in azurerm is told, because that ends with a scope", () => {
    const stack = testStack();
    const definition = new RoleDefinition(stack, "role", { name: "r", scope: "/" });
    grantAt(stack, resourceGroup(stack).id, CustomRole.fromId(definition.id));
    expect(problemsOf(stack)).toEqual(["[stack] role-definition-resource-id"]);
  });

  test("without an action on the type of its scope brings a warning", () => {
    const stack = testStack();
    const bus = new ServicebusNamespace(stack, "bus", {
      name: "sb",
      resourceGroupName: "rg",
      location: "x",
      sku: "Basic",
    });
    grantAt(stack, bus.id, BuiltInRole.STORAGE_BLOB_DATA_READER);
    grantAt(
      stack,
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Web/sites/web`,
      BuiltInRole.KEY_VAULT_SECRETS_USER,
    );
    expect(problemsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual(["[stack] role-without-effect", "[stack] role-without-effect"]);
  });

  test.each([
    ["of the service", (stack: TerraformStack) => keyVault(stack).id, BuiltInRole.KEY_VAULT_SECRETS_USER],
    ["for everything", (stack: TerraformStack) => keyVault(stack).id, BuiltInRole.READER],
    ["of what is in a group", (stack: TerraformStack) => resourceGroup(stack).id, BuiltInRole.KEY_VAULT_SECRETS_USER],
    [
      "of what is attached to anything",
      (stack: TerraformStack) => keyVault(stack).id,
      BuiltInRole.MONITORING_METRICS_PUBLISHER,
    ],
    [
      "of what is in an account",
      (stack: TerraformStack) => storageAccount(stack).id,
      BuiltInRole.STORAGE_BLOB_DATA_READER,
    ],
    ["of what contains it", (stack: TerraformStack) => workflow(stack).id, BuiltInRole.LOGIC_APP_OPERATOR],
  ])("with one brings none: a role %s", (_what, scope, role) => {
    const stack = testStack();
    grantAt(stack, scope(stack), role);
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe("a role assignment that is created before it is destroyed", () => {
  function build(
    description: string | undefined,
    consumer: "direct" | "by a detour",
  ): { readonly stack: TerraformStack; readonly problems: readonly string[] } {
    const stack = testStack();
    const [group, vault] = [resourceGroup(stack), keyVault(stack)];
    const binding = new ManagedIdentityBinding(stack, "app", {
      identity: identity(stack),
      access: [KeyVaultAccess.readSecrets(vault, { description })],
    });
    const waiting = storageAccount(stack, "waiting");
    binding.applyBefore(waiting);
    const lifecycle = { createBeforeDestroy: true };
    if (consumer === "direct") {
      waiting.lifecycle = lifecycle;
    } else {
      workflow(stack, "logic", { lifecycle, tags: { account: waiting.id }, resourceGroupName: group.name });
    }
    return { stack, problems: problemsOf(stack) };
  }

  test("must have nothing that replaces it, unless azurerm changes that in place", () => {
    const refused = IS_AZURERM_5 ? [] : ["[stack/app] assignment-created-before-destroyed"];
    const [direct, detour] = [build("why", "direct"), build("why", "by a detour")];
    expect(direct.problems).toEqual(refused);
    expect(detour.problems).toEqual(refused);
    if (!IS_AZURERM_5) {
      expect(messagesOf(direct.stack)[0]).toContain("stack/waiting");
      expect(messagesOf(detour.stack)[0]).toContain("stack/logic");
    }
    expect(build(undefined, "direct").problems).toEqual([]);
  });

  test("may have a description where a stack pins azurerm 5.2", () => {
    const { stack } = build("why", "direct");
    stack.addOverride("terraform.required_providers.azurerm.version", "~> 5.2");
    expect(problemsOf(stack)).toEqual([]);
    expect(synthesize(stack).terraform?.required_providers?.azurerm?.version).toBe("~> 5.2");
  });
});

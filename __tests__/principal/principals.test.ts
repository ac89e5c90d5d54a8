import { AdministrativeUnit } from "@cdktf/provider-azuread/lib/administrative-unit";
import { Application } from "@cdktf/provider-azuread/lib/application";
import { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { DataAzurermArcMachine } from "@cdktf/provider-azurerm/lib/data-azurerm-arc-machine";
import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import { KubernetesCluster, type KubernetesClusterConfig } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { type TerraformStack } from "cdktf";
import {
  BuiltInRole,
  ClientId,
  ClusterAddOn,
  type IPrincipal,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
  PrincipalType,
  RoleAccess,
  SystemAssignedManagedIdentity,
  UserAssignedManagedIdentity,
} from "../../lib";
import { plainIdentity, resourceGroup, SUBSCRIPTION, virtualMachine } from "../support/azure";
import { IS_AZURERM_5 } from "../support/release";
import { messagesOf, onlyResource, problemsOf, resources, synthesize, testStack, warningsOf } from "../support/synth";

const OBJECT = "11111111-aaaa-bbbb-cccc-dddddddddddd";
const CLIENT = "22222222-aaaa-bbbb-cccc-dddddddddddd";

/** How a role assignment names the principal. */
function granted(stack: ReturnType<typeof testStack>, principal: IPrincipal): unknown {
  RoleAccess.at(`/subscriptions/${SUBSCRIPTION}`, BuiltInRole.READER).grantTo(stack, "grant", principal);
  const { principal_id, principal_type } = onlyResource(stack, "azurerm_role_assignment");
  return { principal_id, principal_type };
}

describe("a user-assigned managed identity", () => {
  test("is created in its resource group, with the address of a plain resource", () => {
    const stack = testStack();
    const group = resourceGroup(stack);
    const identity = new UserAssignedManagedIdentity(stack, "orders", {
      name: "id-orders",
      resourceGroup: group,
      tags: { team: "orders" },
    });

    expect(granted(stack, identity)).toEqual({
      principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
      principal_type: "ServicePrincipal",
    });
    expect(synthesize(stack).resource?.azurerm_user_assigned_identity).toEqual({
      orders: {
        name: "id-orders",
        resource_group_name: "${azurerm_resource_group.rg.name}",
        location: "${azurerm_resource_group.rg.location}",
        tags: { team: "orders" },
      },
    });
  });

  test("can be the resource that is there", () => {
    const stack = testStack();
    const identity = UserAssignedManagedIdentity.fromResource(plainIdentity(stack, "mine"));

    expect(granted(stack, identity)).toEqual({
      principal_id: "${azurerm_user_assigned_identity.mine.principal_id}",
      principal_type: "ServicePrincipal",
    });
    expect(identity.displayName).toBe("mine");
  });

  test("can be looked up by name and resource group", () => {
    const stack = testStack();
    const identity = UserAssignedManagedIdentity.fromLookup(stack, "theirs", {
      name: "id-x",
      resourceGroupName: "rg-x",
    });

    expect(granted(stack, identity)).toEqual({
      principal_id: "${data.azurerm_user_assigned_identity.theirs.principal_id}",
      principal_type: "ServicePrincipal",
    });
    expect(synthesize(stack).data).toEqual({
      azurerm_user_assigned_identity: { theirs: { name: "id-x", resource_group_name: "rg-x" } },
    });
  });

  test("can be a data source that is there", () => {
    const stack = testStack();
    const found = new DataAzurermUserAssignedIdentity(stack, "found", { name: "id-x", resourceGroupName: "rg-x" });
    expect(granted(stack, UserAssignedManagedIdentity.fromResource(found))).toEqual({
      principal_id: "${data.azurerm_user_assigned_identity.found.principal_id}",
      principal_type: "ServicePrincipal",
    });
  });
});

describe("a system-assigned managed identity", () => {
  test("is enabled on its source", () => {
    const stack = testStack();
    const identity = SystemAssignedManagedIdentity.of(virtualMachine(stack));

    expect(granted(stack, identity)).toEqual({
      principal_id: "${azurerm_linux_virtual_machine.vm.identity[0].principal_id}",
      principal_type: "ServicePrincipal",
    });
    expect(onlyResource(stack, "azurerm_linux_virtual_machine").identity).toEqual({ type: "SystemAssigned" });
  });

  test("of an existing resource is read from its data source, which stays as it is", () => {
    const stack = testStack();
    const machine = new DataAzurermArcMachine(stack, "machine", { name: "onprem", resourceGroupName: "rg-arc" });

    expect(granted(stack, SystemAssignedManagedIdentity.of(machine))).toEqual({
      principal_id: "${data.azurerm_arc_machine.machine.identity[0].principal_id}",
      principal_type: "ServicePrincipal",
    });
    expect(synthesize(stack).data?.azurerm_arc_machine).toEqual({
      machine: { name: "onprem", resource_group_name: "rg-arc" },
    });
  });

  test("has its client id looked up once, and only when somebody asks", () => {
    const stack = testStack();
    const vm = virtualMachine(stack);
    const identity = SystemAssignedManagedIdentity.of(vm);
    expect(synthesize(stack).data).toBeUndefined();

    const id = identity.findClientId()?.value;
    expect(SystemAssignedManagedIdentity.of(vm).findClientId()?.value).toBeDefined();
    expect(stack.node.findAll().filter((node) => node.node.id === "service-principal")).toHaveLength(1);
    expect(id).toBeDefined();
    expect(synthesize(stack).data).toEqual({
      azuread_service_principal: {
        "vm_service-principal_A6921FFA": {
          object_id: "${azurerm_linux_virtual_machine.vm.identity[0].principal_id}",
        },
      },
    });
  });
});

describe("other principals", () => {
  test.each([
    ["group", Principal.group(ObjectId.of(OBJECT)), PrincipalType.GROUP],
    ["user", Principal.user(ObjectId.of(OBJECT)), PrincipalType.USER],
    ["service principal", Principal.servicePrincipal(ObjectId.of(OBJECT)), PrincipalType.SERVICE_PRINCIPAL],
  ])("can be a %s by object id", (_what, principal, type) => {
    expect(granted(testStack(), principal)).toEqual({ principal_id: OBJECT, principal_type: type });
  });

  test.each([
    [
      "group by name",
      (stack: ReturnType<typeof testStack>) => Principal.fromGroupName(stack, "found", "Admins"),
      { azuread_group: { found: { display_name: "Admins", security_enabled: true } } },
      "azuread_group",
      "Group",
    ],
    [
      "user by principal name",
      (stack: ReturnType<typeof testStack>) => Principal.fromUserPrincipalName(stack, "found", "ada@contoso.com"),
      { azuread_user: { found: { user_principal_name: "ada@contoso.com" } } },
      "azuread_user",
      "User",
    ],
    [
      "service principal by name",
      (stack: ReturnType<typeof testStack>) => Principal.fromServicePrincipalName(stack, "found", "pipeline"),
      { azuread_service_principal: { found: { display_name: "pipeline" } } },
      "azuread_service_principal",
      "ServicePrincipal",
    ],
    [
      "service principal by client id",
      (stack: ReturnType<typeof testStack>) => Principal.fromClientId(stack, "found", ClientId.of(CLIENT)),
      { azuread_service_principal: { found: { client_id: CLIENT } } },
      "azuread_service_principal",
      "ServicePrincipal",
    ],
  ])("can be a %s", (_what, find, data, type, principalType) => {
    const stack = testStack();
    expect(granted(stack, find(stack))).toEqual({
      principal_id: `\${data.${type}.found.object_id}`,
      principal_type: principalType,
    });
    expect(synthesize(stack).data).toEqual(data);
  });
});

describe("the nodes of a Kubernetes cluster", () => {
  const cluster = (stack: TerraformStack): KubernetesCluster =>
    new KubernetesCluster(stack, "aks", {
      name: "aks",
      location: "westeurope",
      resourceGroupName: "rg-test",
      dnsPrefix: "aks",
      ...(IS_AZURERM_5 && { nodeProvisioningProfile: { mode: "Manual" } }),
      defaultNodePool: { name: "default", vmSize: "Standard_D2s_v5", nodeCount: 1 },
    });
  const registry = (stack: TerraformStack, id = "acr"): string =>
    new ContainerRegistry(stack, id, {
      name: id,
      location: "westeurope",
      resourceGroupName: "rg-test",
      sku: "Basic",
    }).id;

  test("are a principal of their own", () => {
    const stack = testStack();
    const aks = cluster(stack);
    new ManagedIdentityBinding(stack, "control-plane", { sources: [aks] });
    const kubelet = Principal.kubelet(aks);
    RoleAccess.at(registry(stack), BuiltInRole.ACRPULL).grantTo(stack, "pull", kubelet);

    expect(resources(stack, "azurerm_role_assignment")).toEqual({
      "azmi_aks-kubelet_identity-0-object_id_acrpull_acr": expect.objectContaining({
        principal_id: "${azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id}",
        principal_type: "ServicePrincipal",
      }) as unknown,
    });
    expect(warningsOf(stack)).not.toContainEqual(expect.stringContaining("image-pull-by-control-plane"));
  });

  test("are meant by who lets a cluster pull images, and a warning says so", () => {
    const stack = testStack();
    new ManagedIdentityBinding(stack, "app", {
      sources: [cluster(stack)],
      access: ["one", "two", "three"].map((id) => RoleAccess.at(registry(stack, id), BuiltInRole.ACRPULL)),
    });
    expect(warningsOf(stack)).toContain("[stack/app] image-pull-by-control-plane");
  });
});

describe("an object id", () => {
  const application = (stack: TerraformStack): Application =>
    new Application(stack, "orders", { displayName: "orders" });

  test.each([
    [
      "of an application",
      (stack: TerraformStack) => application(stack).objectId,
      ["object_id of stack/orders", "azuread_application", "azuread_service_principal"],
    ],
    [
      "of an administrative unit",
      (stack: TerraformStack) => new AdministrativeUnit(stack, "unit", { displayName: "unit" }).objectId,
      ["object_id of stack/unit", "azuread_administrative_unit", "a group or a user in it"],
    ],
    [
      "that is a client id",
      (stack: TerraformStack) => application(stack).clientId,
      ["client_id of stack/orders", "azuread_application", "azuread_service_principal"],
    ],
  ])("%s is refused", (_what, objectId, told) => {
    const stack = testStack();
    const principal = Principal.servicePrincipal(ObjectId.of(objectId(stack)));
    RoleAccess.at(`/subscriptions/${SUBSCRIPTION}`, BuiltInRole.READER).grantTo(stack, "grant", principal);
    expect(problemsOf(stack)).toEqual(["[stack] object-id-of-no-principal"]);
    told.forEach((text) => {
      expect(messagesOf(stack)[0]).toContain(text);
    });
  });
});

describe("object ids and client ids", () => {
  test("are different types: mixing them up does not compile", () => {
    const objectId = ObjectId.of(OBJECT);
    const clientId = ClientId.of(CLIENT);
    const takesObjectId = (id: ObjectId): ObjectId => id;
    const takesClientId = (id: ClientId): ClientId => id;
    // @ts-expect-error a client id is no object id
    takesObjectId(clientId);
    // @ts-expect-error an object id is no client id
    takesClientId(objectId);
    // @ts-expect-error text is neither
    takesObjectId(OBJECT);
    expect([String(objectId), String(clientId)]).toEqual([`object id ${OBJECT}`, `client id ${CLIENT}`]);
  });
});

describe("the add-ons of a Kubernetes cluster", () => {
  const cluster = (stack: TerraformStack, config: Partial<KubernetesClusterConfig>): KubernetesCluster =>
    new KubernetesCluster(stack, "aks", {
      name: "aks",
      location: "westeurope",
      resourceGroupName: "rg-test",
      dnsPrefix: "aks",
      ...(IS_AZURERM_5 && { nodeProvisioningProfile: { mode: "Manual" } }),
      defaultNodePool: { name: "default", vmSize: "Standard_D2s_v5", nodeCount: 1 },
      identity: { type: "SystemAssigned" },
      ...config,
    });

  test("are principals of their own", () => {
    const stack = testStack();
    const aks = cluster(stack, { keyVaultSecretsProvider: { secretRotationEnabled: true } });
    expect(granted(stack, Principal.clusterAddOn(aks, ClusterAddOn.KEY_VAULT_SECRETS_PROVIDER))).toEqual({
      principal_id: "${azurerm_kubernetes_cluster.aks.key_vault_secrets_provider[0].secret_identity[0].object_id}",
      principal_type: "ServicePrincipal",
    });
  });

  test.each([
    ["one that is off", ClusterAddOn.OMS_AGENT, "cluster-without-add-on"],
    ["one that there is not", JSON.parse('"secrets"') as ClusterAddOn, "unknown-cluster-add-on"],
  ])("are not %s", (_what, addOn, rule) => {
    const stack = testStack();
    const principal = Principal.clusterAddOn(cluster(stack, {}), addOn);
    RoleAccess.at(`/subscriptions/${SUBSCRIPTION}`, BuiltInRole.READER).grantTo(stack, "grant", principal);
    expect(problemsOf(stack)).toEqual([`[stack] ${rule}`]);
  });
});

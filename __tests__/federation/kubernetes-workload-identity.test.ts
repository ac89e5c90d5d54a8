import { KubernetesCluster, type KubernetesClusterConfig } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { type TerraformStack } from "cdktf";
import { KubernetesWorkloadIdentity, type KubernetesWorkloadIdentityProps } from "../../lib";
import { identity, virtualMachine } from "../support/azure";
import { IS_AZURERM_5 } from "../support/release";
import { onlyResource, problemsOf, synthesize, testStack } from "../support/synth";

const ON = { oidcIssuerEnabled: true, workloadIdentityEnabled: true };

const cluster = (stack: TerraformStack, config: Partial<KubernetesClusterConfig> = ON): KubernetesCluster =>
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

const outputsOf = (stack: TerraformStack): Readonly<Record<string, unknown>> =>
  (synthesize(stack) as { readonly output?: Readonly<Record<string, unknown>> }).output ?? {};

const pods = { namespace: "shop", serviceAccount: "orders" };

const workload = (
  stack: TerraformStack,
  props: Partial<KubernetesWorkloadIdentityProps> = {},
): KubernetesWorkloadIdentity =>
  new KubernetesWorkloadIdentity(stack, "orders", { cluster: props.cluster ?? cluster(stack), ...pods, ...props });

describe("a workload identity", () => {
  test("is a new identity that trusts the service account, which is an output", () => {
    const stack = testStack();
    workload(stack);
    expect(onlyResource(stack, "azurerm_user_assigned_identity")).toEqual({
      name: "id-shop-orders",
      resource_group_name: "${azurerm_kubernetes_cluster.aks.resource_group_name}",
      location: "${azurerm_kubernetes_cluster.aks.location}",
    });
    expect(onlyResource(stack, "azurerm_federated_identity_credential")).toMatchObject({
      name: "shop-orders",
      issuer: "${azurerm_kubernetes_cluster.aks.oidc_issuer_url}",
      subject: "system:serviceaccount:shop:orders",
    });
    const [name = ""] = Object.keys(synthesize(stack).resource?.azurerm_user_assigned_identity ?? {});
    expect(Object.values(outputsOf(stack))).toEqual([
      {
        description: "Service account shop/orders, for kubectl apply",
        value: [
          "apiVersion: v1",
          "kind: ServiceAccount",
          "metadata:",
          "  name: orders",
          "  namespace: shop",
          "  annotations:",
          `    azure.workload.identity/client-id: \${azurerm_user_assigned_identity.${name}.client_id}`,
          "",
        ].join("\n"),
      },
    ]);
  });

  test("can be an identity that is there", () => {
    const stack = testStack();
    workload(stack, { identity: identity(stack, "theirs") });
    expect(onlyResource(stack, "azurerm_user_assigned_identity")).toMatchObject({ name: "id-theirs" });
  });
});

describe("a workload identity is refused for", () => {
  test.each([
    ["a cluster with neither switch", {}, ["cluster-without-oidc-issuer", "cluster-without-workload-identity"]],
    ["a cluster without the webhook", { oidcIssuerEnabled: true }, ["cluster-without-workload-identity"]],
  ])("%s", (_what, config, rules) => {
    const stack = testStack();
    workload(stack, { cluster: cluster(stack, config) });
    expect(problemsOf(stack)).toEqual(rules.map((rule) => `[stack/orders] ${rule}`));
  });

  test("a resource that is no cluster", () => {
    const stack = testStack();
    workload(stack, { cluster: virtualMachine(stack) });
    expect(problemsOf(stack)).toEqual(["[stack/orders] wrong-resource-type"]);
  });

  test("names that Kubernetes does not take", () => {
    const stack = testStack();
    workload(stack, { serviceAccount: "Orders", identityName: "id-orders" });
    expect(problemsOf(stack)).toEqual(["[stack/orders] impossible-kubernetes-name"]);
  });
});

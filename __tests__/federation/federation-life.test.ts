import { Application } from "@cdktf/provider-azuread/lib/application";
import { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import {
  ApplicationFederatedCredential,
  FederatedCredential,
  FederatedWorkload,
  KeyVaultAccess,
  KubernetesWorkloadIdentity,
  ManagedIdentityBinding,
  ObjectId,
  Principal,
} from "../../lib";
import { identity, keyVault } from "../support/azure";
import { expectAccess, expectGoodLife, liveInWorld } from "../support/life";
import { IS_AZURERM_5 } from "../support/release";
import { testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";

testWithTerraform("pipelines and pods get tokens of identities and applications", async () => {
  const stack = testStack();
  const deployer = identity(stack);
  ["main", "release", "staging"].forEach((branch) => {
    const workload = FederatedWorkload.gitHubBranch("contoso/shop", branch);
    new FederatedCredential(stack, branch, { identity: deployer, workload });
  });

  const application = new Application(stack, "app", { displayName: "pipelines" });
  const { objectId } = new ServicePrincipal(stack, "pipelines", { clientId: application.clientId });
  const all = FederatedWorkload.gitHubBranch("contoso@123/shop@456", "*");
  new ApplicationFederatedCredential(stack, "branches", { application, workload: all });
  const tag = FederatedWorkload.gitLabTag("contoso/shop", "v1");
  new ApplicationFederatedCredential(stack, "release-v1", { application, workload: tag });

  const cluster = new KubernetesCluster(stack, "aks", {
    name: "aks",
    location: "westeurope",
    resourceGroupName: "rg-test",
    dnsPrefix: "aks",
    ...(IS_AZURERM_5 && { nodeProvisioningProfile: { mode: "Manual" } }),
    defaultNodePool: { name: "default", vmSize: "Standard_D2s_v5", nodeCount: 1 },
    identity: { type: "SystemAssigned" },
    oidcIssuerEnabled: true,
    workloadIdentityEnabled: true,
  });
  const pods = new KubernetesWorkloadIdentity(stack, "pods", { cluster, namespace: "shop", serviceAccount: "orders" });

  const access = [KeyVaultAccess.readSecrets(keyVault(stack))];
  new ManagedIdentityBinding(stack, "pod-access", { identity: pods.identity, access });
  new ManagedIdentityBinding(stack, "deployer-access", { identity: deployer, access });
  const principal = Principal.servicePrincipal(ObjectId.of(objectId));
  new ManagedIdentityBinding(stack, "pipeline-access", { principal, access });

  const life = await liveInWorld(stack);
  expectGoodLife(life);
  expectAccess(life, [
    "id-orders: Key Vault Secrets User at vault",
    "id-shop-orders: Key Vault Secrets User at vault",
    "pipelines: Key Vault Secrets User at vault",
  ]);
});

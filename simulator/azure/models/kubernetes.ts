import { type ObjectValue, textOf } from "../../protocol/values";
import { ADD_ONS } from "../cluster-identities";
import { type ResourceModels, type Write } from "../model";

/**
 * A cluster creates identities of its own, in addition to the one that it carries:
 * https://learn.microsoft.com/azure/aks/use-managed-identity
 */
export const KUBERNETES: ResourceModels = {
  azurerm_kubernetes_cluster: {
    compute: (write) => ({
      kubelet_identity: [managedFor(write, "agentpool")],
      oidc_issuer_url:
        write.attributes.oidc_issuer_enabled === true
          ? `https://westeurope.oic.prod-aks.azure.com/${write.account.tenantId}/${write.azure.newGuid("issuer", write.id)}/`
          : "",
      ...Object.fromEntries(Object.entries(ADD_ONS).map(([path, name]) => [path, [managedFor(write, name)]])),
    }),
  },
};

function managedFor({ azure, account, id, attributes }: Write, name: string): ObjectValue {
  const cluster = textOf(attributes.name) ?? "";
  const group = `/subscriptions/${account.subscriptionId}/resourceGroups/MC_${cluster}`;
  return {
    client_id: azure.newGuid(`client ${name}`, id),
    object_id: azure.newGuid(`principal ${name}`, id),
    user_assigned_identity_id: `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${cluster}-${name}`,
  };
}

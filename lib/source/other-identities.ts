import { type ITerraformResource } from "cdktf";

/** AcrPull, and its replacement for repositories with their own permissions, Container Registry Repository Reader. */
const PULL_ROLES = ["7f951dda-4ed3-4680-a7ca-43fe172d538d", "b93aa761-3e63-49ed-ac28-beffa264f7ac"];

/** Sources that use another identity than the attached one for some tasks. */
const OTHERS: readonly { readonly type: string; readonly roleIds: readonly string[]; readonly message: string }[] = [
  {
    type: "azurerm_kubernetes_cluster",
    roleIds: PULL_ROLES,
    message:
      "grants the right to pull images to the identity of the cluster's control plane, and its nodes pull with the kubelet identity; " +
      "grant it to Principal.kubelet(cluster) (https://learn.microsoft.com/azure/aks/use-managed-identity)",
  },
];

/** The warning for a role that the source would need on another identity. */
export function otherIdentityWarning(source: ITerraformResource, roleId: string): string | undefined {
  return OTHERS.find(({ type, roleIds }) => source.terraformResourceType === type && roleIds.includes(roleId))?.message;
}

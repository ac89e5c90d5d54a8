import { type ITerraformResource } from "cdktf";

/** AcrPull, and what takes its place where repositories have permissions of their own, Container Registry Repository Reader. */
const PULL_ROLES = ["7f951dda-4ed3-4680-a7ca-43fe172d538d", "b93aa761-3e63-49ed-ac28-beffa264f7ac"];

/** Sources that do some things with another identity than the one that is attached to them. */
const OTHERS: readonly { readonly type: string; readonly roleIds: readonly string[]; readonly message: string }[] = [
  {
    type: "azurerm_kubernetes_cluster",
    roleIds: PULL_ROLES,
    message:
      "grants the right to pull images to the identity of the cluster's control plane, and its nodes pull with the kubelet identity; " +
      "grant it to Principal.kubelet(cluster) (https://learn.microsoft.com/azure/aks/use-managed-identity)",
  },
];

/** What to say of a role that the source would use another identity for. */
export function otherIdentityWarning(source: ITerraformResource, roleId: string): string | undefined {
  return OTHERS.find(({ type, roleIds }) => source.terraformResourceType === type && roleIds.includes(roleId))?.message;
}

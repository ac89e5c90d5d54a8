import { type ITerraformResource } from "cdktf";
import { BuiltInRole } from "../built-in-role.generated";
import { type RoleAccess, type RoleAccessOptions } from "../role-access";
import { ID, RoleService } from "../role-service";
import { kubernetesProblems } from "../target-settings";

const SERVICE = new RoleService("KubernetesAccess", {
  service: "Azure Kubernetes Service",
  targets: { azurerm_kubernetes_cluster: ID },
  verbs: {
    getCredentials: { role: BuiltInRole.AZURE_KUBERNETES_SERVICE_CLUSTER_USER_ROLE },
    read: { role: BuiltInRole.AZURE_KUBERNETES_SERVICE_RBAC_READER, needs: kubernetesProblems },
    readWrite: { role: BuiltInRole.AZURE_KUBERNETES_SERVICE_RBAC_WRITER, needs: kubernetesProblems },
    administer: { role: BuiltInRole.AZURE_KUBERNETES_SERVICE_RBAC_ADMIN, needs: kubernetesProblems },
    own: { role: BuiltInRole.AZURE_KUBERNETES_SERVICE_RBAC_CLUSTER_ADMIN, needs: kubernetesProblems },
  },
});

/** Where in a cluster a role applies, and what its assignment says beside. */
export interface KubernetesAccessOptions extends RoleAccessOptions {
  /**
   * Name of the namespace that the role is limited to.
   *
   * @default - all namespaces
   */
  readonly namespace?: string;
}

/**
 * Access to an `azurerm_kubernetes_cluster`: to its credentials through Azure, and to its API where the cluster
 * authorizes with Azure roles.
 *
 * https://learn.microsoft.com/azure/aks/manage-azure-rbac
 */
export class KubernetesAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /**
   * Get the kubeconfig with which users sign in; what they may do in the cluster is a second access: Azure Kubernetes
   * Service Cluster User Role.
   */
  public static getCredentials(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("getCredentials", target, options);
  }

  /** Read most objects of the cluster, secrets excepted: Azure Kubernetes Service RBAC Reader. */
  public static read(target: ITerraformResource, options?: KubernetesAccessOptions): RoleAccess {
    return SERVICE.grant("read", target, options, namespaceIn(options));
  }

  /** Read and write most objects of the cluster, secrets included: Azure Kubernetes Service RBAC Writer. */
  public static readWrite(target: ITerraformResource, options?: KubernetesAccessOptions): RoleAccess {
    return SERVICE.grant("readWrite", target, options, namespaceIn(options));
  }

  /**
   * Full control of namespaces, roles included, except quotas and the namespaces themselves: Azure Kubernetes Service
   * RBAC Admin.
   */
  public static administer(target: ITerraformResource, options?: KubernetesAccessOptions): RoleAccess {
    return SERVICE.grant("administer", target, options, namespaceIn(options));
  }

  /** Full control of the cluster: Azure Kubernetes Service RBAC Cluster Admin. */
  public static own(target: ITerraformResource, options?: RoleAccessOptions): RoleAccess {
    return SERVICE.grant("own", target, options);
  }

  private constructor() {
    // only factories
  }
}

const namespaceIn = (options?: KubernetesAccessOptions): string =>
  options?.namespace === undefined ? "" : `/namespaces/${options.namespace}`;

import { type ITerraformResource, TerraformOutput, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { asConstruct, configured, isOverridden } from "../core/attributes";
import { given, isResource, shown } from "../core/given";
import { OwnResource } from "../core/own-resource";
import { Placement } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { attributeOf, knownText, typeProblems } from "../core/resources";
import { rules } from "../core/rules";
import { type IUserAssignedIdentity, UserAssignedManagedIdentity } from "../principal/user-assigned-managed-identity";
import { FederatedCredential } from "./federated-credential";
import { FederatedWorkload } from "./federated-workload";

const OF = "KubernetesWorkloadIdentity";

/** A cluster of the second type has an issuer and workload identity always. */
const CLUSTERS = ["azurerm_kubernetes_cluster", "azurerm_kubernetes_automatic_cluster"];

/** Properties of a workload identity. */
export interface KubernetesWorkloadIdentityProps {
  /** The cluster: an `azurerm_kubernetes_cluster` or `azurerm_kubernetes_automatic_cluster`, resource or data source. */
  readonly cluster: ITerraformResource;

  /** The namespace of the service account. */
  readonly namespace: string;

  /** Name of the service account that the pods run with. */
  readonly serviceAccount: string;

  /**
   * The identity that the pods get.
   *
   * @default - a new one in the resource group and the region of the cluster
   */
  readonly identity?: IUserAssignedIdentity;

  /**
   * Name of the new identity, 3 to 128 letters, digits, hyphens and underscores.
   *
   * @default "id-<namespace>-<service account>"
   */
  readonly identityName?: string;
}

/**
 * Gives the pods of a service account in AKS an identity: the identity, the credential that makes it trust the cluster, and
 * the service account as a manifest. Grant access with `new ManagedIdentityBinding(this, "pods", { identity, access })`.
 *
 * Pods need the label `azure.workload.identity/use: "true"` and the name of the service account.
 *
 * https://learn.microsoft.com/azure/aks/workload-identity-overview
 */
export class KubernetesWorkloadIdentity extends Construct {
  /** The identity that the pods get. */
  public readonly identity: IUserAssignedIdentity;

  /** What makes the identity trust the service account. */
  public readonly credential: FederatedCredential;

  /** The manifest of the service account, as YAML for `kubectl apply`. */
  public readonly manifest: string;

  /** The Terraform output with the manifest. */
  public readonly output: TerraformOutput;

  public constructor(scope: Construct, id: string, props: KubernetesWorkloadIdentityProps) {
    super(scope, id);
    const { cluster, namespace, serviceAccount, identity, identityName } = given(props);
    this.identity = identity ?? this.newIdentity(cluster, identityName ?? `id-${namespace}-${serviceAccount}`);
    const workload = FederatedWorkload.kubernetesServiceAccount(
      isResource(cluster) ? attributeOf(cluster, "oidc_issuer_url") : "https://nowhere.invalid",
      namespace,
      serviceAccount,
    );
    const name = `${namespace}-${serviceAccount}`;
    this.credential = new FederatedCredential(this, "credential", { identity: this.identity, workload, name });
    this.manifest = manifestOf(namespace, serviceAccount, this.identity);
    this.output = new TerraformOutput(this, "service-account", {
      value: this.manifest,
      description: `Service account ${namespace}/${serviceAccount}, for kubectl apply`,
    });
    checkAtSynth(this, () => [
      ...typeProblems("cluster", cluster, CLUSTERS),
      ...(isResource(cluster) ? clusterProblems(cluster) : []),
      ...[namespace, serviceAccount].flatMap((given) => kubernetesNameProblems(given)),
    ]);
  }

  private newIdentity(cluster: ITerraformResource, name: string): IUserAssignedIdentity {
    const belongsTo = isResource(cluster) ? cluster : undefined;
    const placement = new Placement("azurerm", this, () => ({ belongsTo, inSubscription: true }));
    const place = {
      resource_group_name: attributeOf(cluster, "resource_group_name"),
      location: attributeOf(cluster, "location"),
    };
    const type = "azurerm_user_assigned_identity";
    return UserAssignedManagedIdentity.fromResource(
      new OwnResource(this, "identity", type, { name, ...place }, { placement }),
    );
  }
}

function manifestOf(namespace: string, name: string, identity: IUserAssignedIdentity): string {
  return [
    "apiVersion: v1",
    "kind: ServiceAccount",
    "metadata:",
    `  name: ${name}`,
    `  namespace: ${namespace}`,
    "  annotations:",
    `    azure.workload.identity/client-id: ${identity.clientId.value}`,
    "",
  ].join("\n");
}

/** Whether a switch of a cluster of this app is certainly not on. */
function isOff(cluster: ITerraformResource, attribute: string): boolean {
  if (!TerraformResource.isTerraformResource(cluster) || cluster.terraformResourceType !== CLUSTERS[0]) {
    return false;
  }
  const value = configured(cluster, attribute);
  return !isOverridden(cluster, attribute) && (value === undefined || value === false);
}

/** https://learn.microsoft.com/azure/aks/workload-identity-deploy-cluster */
const clusterProblems = rules<[cluster: ITerraformResource]>(OF, [
  {
    rule: "cluster-without-oidc-issuer",
    when: (cluster) => isOff(cluster, "oidc_issuer_enabled"),
    message: (cluster) =>
      `cluster ${asConstruct(cluster).node.path} issues no tokens that an identity could trust; set oidc_issuer_enabled = true`,
  },
  {
    rule: "cluster-without-workload-identity",
    when: (cluster) => isOff(cluster, "workload_identity_enabled"),
    message: (cluster) =>
      `cluster ${asConstruct(cluster).node.path} gives its pods no tokens; set workload_identity_enabled = true`,
  },
]);

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names */
const kubernetesNameProblems = rules<[name: unknown]>(OF, [
  {
    rule: "impossible-kubernetes-name",
    when: (name) => typeof name === "string" && !isPossibleName(name),
    message: (name) =>
      "names in Kubernetes are up to 63 small letters, digits and hyphens, and start and end with a letter or digit; " +
      `got ${shown(name)}`,
  },
]);

function isPossibleName(name: string): boolean {
  const text = knownText(name);
  return text === undefined || text === "" || /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text);
}

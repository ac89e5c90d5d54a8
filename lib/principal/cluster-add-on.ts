import { type ITerraformResource, TerraformResource } from "cdktf";
import { asConstruct, configured, isOverridden } from "../core/attributes";
import { isResource, shown } from "../core/given";
import { rules } from "../core/rules";

/** Add-ons of a Kubernetes cluster that have an identity of their own, by their block in azurerm. */
export enum ClusterAddOn {
  /** The Secrets Store CSI driver, which mounts secrets of a vault into pods. */
  KEY_VAULT_SECRETS_PROVIDER = "key_vault_secrets_provider",
  /** Container insights, which sends metrics and logs. */
  OMS_AGENT = "oms_agent",
  /** The Application Gateway ingress controller, which configures a gateway. */
  INGRESS_APPLICATION_GATEWAY = "ingress_application_gateway",
  /** Application routing, which manages DNS records and reads certificates of a vault. Data sources of azurerm do not show it. */
  WEB_APP_ROUTING = "web_app_routing",
  /** Virtual nodes, which run pods in container instances. */
  ACI_CONNECTOR_LINUX = "aci_connector_linux",
}

/** The block with the identity in the block of each add-on. */
export const ADD_ONS: Readonly<Record<ClusterAddOn, string>> = {
  [ClusterAddOn.KEY_VAULT_SECRETS_PROVIDER]: "secret_identity",
  [ClusterAddOn.OMS_AGENT]: "oms_agent_identity",
  [ClusterAddOn.INGRESS_APPLICATION_GATEWAY]: "ingress_application_gateway_identity",
  [ClusterAddOn.WEB_APP_ROUTING]: "web_app_routing_identity",
  [ClusterAddOn.ACI_CONNECTOR_LINUX]: "connector_identity",
};

export const addOnProblems = rules<[cluster: ITerraformResource, addOn: ClusterAddOn]>("Principals", [
  {
    rule: "unknown-cluster-add-on",
    when: (_, addOn) => !Object.hasOwn(ADD_ONS, addOn),
    message: (_, addOn) => `addOn must be a ClusterAddOn; got ${shown(addOn)}; use one of its constants`,
  },
  {
    rule: "cluster-without-add-on",
    when: (cluster, addOn) => Object.hasOwn(ADD_ONS, addOn) && isOff(cluster, addOn),
    message: (cluster, addOn) =>
      `cluster ${asConstruct(cluster).node.path} does not have the add-on ${addOn}; add the block ${addOn}`,
  },
]);

function isOff(cluster: ITerraformResource, addOn: string): boolean {
  return (
    isResource(cluster) &&
    TerraformResource.isTerraformResource(cluster) &&
    configured(cluster, addOn) === undefined &&
    !isOverridden(cluster, addOn)
  );
}

import { type ITerraformResource, TerraformResource } from "cdktf";
import { asConstruct, configured, isOverridden } from "../core/attributes";
import { isResource, shown } from "../core/given";
import { rules } from "../core/rules";
import { ClusterAddOn } from "./cluster-add-on";

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

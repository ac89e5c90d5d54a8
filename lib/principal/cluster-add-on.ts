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

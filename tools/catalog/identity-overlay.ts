import { type IdentitySupport } from "../../lib/source/identity-support-row";

/**
 * Handwritten facts about identities that `terraform providers schema -json` does not contain. Resource types omit the
 * prefix "azurerm_".
 */

/**
 * Types whose `identity.type` is "SystemAssigned" or "UserAssigned", but never both. azurerm checks that; its schema
 * does not show it.
 */
export const NEVER_BOTH: readonly string[] = [
  "batch_account",
  "blueprint_assignment",
  "chaos_studio_experiment",
  "dashboard_grafana",
  "elastic_san_volume_group",
  "eventgrid_domain",
  "eventgrid_topic",
  "healthcare_fhir_service",
  "healthcare_medtech_service",
  "kubernetes_automatic_cluster",
  "kubernetes_cluster",
  "log_analytics_cluster",
  "log_analytics_workspace",
  "logic_app_workflow",
  "management_group_policy_assignment",
  "monitor_data_collection_rule",
  "monitor_scheduled_query_rules_alert_v2",
  "netapp_account",
  "purview_account",
  "resource_group_policy_assignment",
  "resource_policy_assignment",
  "signalr_service",
  "stream_analytics_job",
  "subscription_policy_assignment",
  "web_pubsub",
  "web_pubsub_socketio",
];

/** Types that Terraform replaces when their identity changes. */
export const REPLACED_ON_CHANGE: readonly string[] = [
  "application_insights_workbook",
  "arc_kubernetes_cluster",
  "arc_kubernetes_cluster_extension",
  "arc_kubernetes_provisioned_cluster",
  "arc_resource_bridge_appliance",
  "dashboard_grafana",
  "data_share_account",
  "hpc_cache",
  "log_analytics_cluster",
  "machine_learning_compute_instance",
  "machine_learning_inference_cluster",
  "machine_learning_synapse_spark",
  "managed_lustre_file_system",
  "new_relic_monitor",
  "resource_deployment_script_azure_cli",
  "resource_deployment_script_azure_power_shell",
];

/** The documented maximum number of user-assigned identities. */
export const MAX_USER_ASSIGNED: Readonly<Record<string, number>> = {
  // https://learn.microsoft.com/azure/databricks/data-governance/unity-catalog/azure-managed-identities
  databricks_access_connector: 1,
  // https://learn.microsoft.com/azure/aks/use-managed-identity
  kubernetes_cluster: 1,
  // https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
  logic_app_workflow: 1,
  // https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure#identity
  management_group_policy_assignment: 1,
  resource_group_policy_assignment: 1,
  resource_policy_assignment: 1,
  subscription_policy_assignment: 1,
};

/** Attributes that must name one of the user-assigned identities, if there is one. */
export const PRIMARY_IDENTITY_ATTRIBUTE: Readonly<Record<string, string>> = {
  ai_foundry: "primary_user_assigned_identity",
  ai_foundry_project: "primary_user_assigned_identity",
  machine_learning_workspace: "primary_user_assigned_identity",
  // https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity
  mssql_server: "primary_user_assigned_identity_id",
};

/**
 * Types that need this attribute even with a system-assigned identity. Other types then use the system-assigned
 * identity.
 */
export const PRIMARY_BESIDE_SYSTEM: readonly string[] = ["mssql_server"];

/** Attributes or blocks that exclude an identity block. */
export const EXCLUDED_BY: Readonly<Record<string, string>> = {
  kubernetes_cluster: "service_principal",
};

/** Attributes that a type needs if it has an identity, and the consequence of omitting them. */
export const NEEDS: Readonly<Record<string, { readonly attribute: string; readonly otherwise: string }>> = {
  management_group_policy_assignment: { attribute: "location", otherwise: "azurerm refuses its identity" },
  orchestrated_virtual_machine_scale_set: { attribute: "sku_name", otherwise: "azurerm drops its identity" },
  resource_group_policy_assignment: { attribute: "location", otherwise: "azurerm refuses its identity" },
  resource_policy_assignment: { attribute: "location", otherwise: "azurerm refuses its identity" },
  static_site: { attribute: "sku_tier", otherwise: "azurerm refuses its identity" },
  subscription_policy_assignment: { attribute: "location", otherwise: "azurerm refuses its identity" },
};

/** The release that added the type, if it is older than the newest schema here. */
export const ADDED_BY: Readonly<Record<string, string>> = {
  managed_devops_pool: "4.73",
};

/** The release that removed the type, if it is older than azurerm 5. */
export const REMOVED_BY: Readonly<Record<string, string>> = {
  mobile_network_packet_core_control_plane: "4.73",
  mobile_network_sim_group: "4.73",
};

/** Changes of azurerm 5 to the identities of a type. */
export const FROM_5: Readonly<Record<string, Partial<Pick<IdentitySupport, "both" | "userBesideSystemOnly">>>> = {
  purview_account: { both: true, userBesideSystemOnly: true },
  static_web_app: { both: false },
};

/** Kinds that azurerm accepts although the documentation of the service does not list them. */
export const DOCUMENTED_USER_ASSIGNED_ONLY: readonly string[] = [
  "application_gateway",
  "express_route_port",
  "firewall_policy",
];

/** Child resources. The directory names their identity with a longer name than `name`. */
export const NESTED: readonly string[] = [
  "app_service_slot",
  "cognitive_account_project",
  "dev_center_project_environment_type",
  "function_app_slot",
  "healthcare_dicom_service",
  "healthcare_fhir_service",
  "healthcare_medtech_service",
  "linux_function_app_slot",
  "linux_web_app_slot",
  "spring_cloud_app",
  "windows_function_app_slot",
  "windows_web_app_slot",
];

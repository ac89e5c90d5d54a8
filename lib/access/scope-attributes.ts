import { type Reference } from "../core/reference";

/**
 * The meaning of azurerm attributes as scopes of role assignments. Names give most of it; the tables contain the rest.
 */

/** Types whose `id` is not an ARM id, and what to use instead. */
const OTHER_IDS: Readonly<Record<string, string>> = {
  azurerm_app_configuration_feature: "the id of its azurerm_app_configuration",
  azurerm_app_configuration_key: "the id of its azurerm_app_configuration",
  azurerm_key_vault_certificate: "resource_manager_versionless_id",
  azurerm_key_vault_key: "resource_versionless_id",
  azurerm_key_vault_secret: "resource_versionless_id",
  azurerm_monitor_diagnostic_setting: "the id of the resource that it is for",
  azurerm_role_definition: "the scope that the role is defined at",
  azurerm_storage_blob: "the id of its container",
  azurerm_storage_data_lake_gen2_filesystem: "BlobStorageAccess, or the id of its account",
  azurerm_storage_data_lake_gen2_path: "the id of its account",
  azurerm_storage_share_directory: "the id of its account",
  azurerm_storage_share_file: "the id of its account",
  azurerm_storage_table: "resource_manager_id",
  azurerm_storage_table_entity: "the resource_manager_id of its table",
};

/** Attributes that are not ARM ids on any type. */
const NEVER_ARM_IDS =
  /(^|_)(access_policy_object|app|application|billing_plan|client|cloud|custom_domain_verification|deployment|external|immutable|key_vault_key|key_vault_secret|object|partition|principal|rack|patch_panel|secret|tenant|unique|user|versioned|versionless|versionless_secret)_ids?$/;

/** Attributes that are not ARM ids on these types, and what to use instead. */
const GUIDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  subscription_id: {
    azurerm_client_config: '"/subscriptions/${config.subscriptionId}"',
    azurerm_subscription: '"/subscriptions/${subscription.subscriptionId}"',
    azurerm_subscriptions: "the id beside it",
  },
  cluster_id: { azurerm_hdinsight_cluster: "id", azurerm_log_analytics_cluster: "id" },
  job_id: { azurerm_stream_analytics_job: "id" },
  virtual_machine_id: { azurerm_linux_virtual_machine: "id", azurerm_windows_virtual_machine: "id" },
  workspace_id: {
    azurerm_ai_foundry: "id",
    azurerm_databricks_workspace: "id",
    azurerm_log_analytics_workspace: "id",
    azurerm_machine_learning_workspace: "id",
  },
};

/** Types with ids in a subscription, in a management group or in the tenant. */
const ANYWHERE = /^azurerm_(policy_(set_)?definition(_built_in)?|role_definition|role_assignment|management_lock)$/;

const ARM_ID = "give an ARM id, such as the id of a resource, a resource group or a subscription";

/** The level of a scope, as far as its attribute determines it. */
export enum ScopeLevel {
  /** In a subscription. The second segment is its id. */
  SUBSCRIPTION,
  /** In a management group or in the tenant. */
  MANAGEMENT_GROUP,
  /** Only Terraform knows. */
  UNKNOWN,
}

/** The level of a reference as a scope. The attribute determines it, not the resource that it is read from. */
export function levelOf({ type, attribute }: Reference): ScopeLevel {
  const name = lastName(attribute);
  if (
    /(^|_)management_group_ids?$/.test(name) ||
    (name === "tenant_scoped_id" && type === "azurerm_management_group")
  ) {
    return ScopeLevel.MANAGEMENT_GROUP;
  }
  if (!type.startsWith("azurerm_") || !/(^|_)id$/.test(name)) {
    return ScopeLevel.UNKNOWN;
  }
  if (name === "id" || /^resource_(manager_)?(versionless_)?id$/.test(name)) {
    return ownLevel(type);
  }
  // Names such as scope_id and target_resource_id do not determine the level.
  return name === "subscription_id" ? ScopeLevel.SUBSCRIPTION : ScopeLevel.UNKNOWN;
}

function ownLevel(type: string): ScopeLevel {
  if (/^azurerm_(management_group|tenant)/.test(type)) {
    return ScopeLevel.MANAGEMENT_GROUP;
  }
  return ANYWHERE.test(type) ? ScopeLevel.UNKNOWN : ScopeLevel.SUBSCRIPTION;
}

/** What to use instead of an attribute that is not an ARM id; undefined if it can be one. */
export function remedyFor({ type, attribute, isDataSource }: Reference): string | undefined {
  if (type.startsWith("azuread_")) {
    return ARM_ID;
  }
  if (!type.startsWith("azurerm_")) {
    return undefined;
  }
  const name = lastName(attribute);
  const guid = GUIDS[name]?.[type];
  if (guid !== undefined) {
    return `give ${guid}`;
  }
  if (/^scopes?$|^resource_(manager_)?(versionless_)?id$/.test(name)) {
    return undefined;
  }
  if (!/(^|_)ids?$/.test(name) || NEVER_ARM_IDS.test(name)) {
    return ARM_ID;
  }
  if (attribute !== "id") {
    return undefined;
  }
  if (type === "azurerm_subscription" && !isDataSource) {
    return `give ${String(GUIDS.subscription_id?.[type])}`;
  }
  if (type.endsWith("_association")) {
    return ARM_ID;
  }
  const other = OTHER_IDS[type];
  return other === undefined ? undefined : `give ${other}`;
}

/** "id" of "subscriptions[0].id", "ids" of "ids[0]". */
function lastName(attribute: string): string {
  return /([a-z0-9_]+)(?:\[[^\]]*\])*$/.exec(attribute)?.[1] ?? attribute;
}

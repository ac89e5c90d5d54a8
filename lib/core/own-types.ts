/**
 * The resources and data sources that the library creates, as data: the arguments that it configures, and the
 * attributes that it reads. Tests compare this with the schemas of all supported provider releases.
 */
interface OwnType {
  readonly arguments: readonly string[];
  readonly exports: readonly string[];
}

export const OWN_RESOURCES = {
  azuread_app_role_assignment: {
    arguments: ["app_role_id", "principal_object_id", "resource_object_id"],
    exports: [],
  },
  azuread_application_federated_identity_credential: {
    arguments: ["application_id", "audiences", "description", "display_name", "issuer", "subject"],
    exports: [],
  },
  azuread_application_flexible_federated_identity_credential: {
    arguments: ["application_id", "audience", "claims_matching_expression", "description", "display_name", "issuer"],
    exports: [],
  },
  azuread_directory_role: {
    arguments: ["template_id"],
    exports: ["template_id"],
  },
  azuread_directory_role_assignment: {
    arguments: ["principal_object_id", "role_id"],
    exports: [],
  },
  azuread_group_member: {
    arguments: ["group_object_id", "member_object_id"],
    exports: [],
  },
  azurerm_cosmosdb_sql_role_assignment: {
    arguments: ["account_name", "principal_id", "resource_group_name", "role_definition_id", "scope"],
    exports: [],
  },
  azurerm_federated_identity_credential: {
    arguments: [
      "audience",
      "issuer",
      "name",
      "parent_id",
      "resource_group_name",
      "subject",
      "user_assigned_identity_id",
    ],
    exports: [],
  },
  azurerm_key_vault_access_policy: {
    arguments: [
      "certificate_permissions",
      "key_permissions",
      "key_vault_id",
      "object_id",
      "secret_permissions",
      "tenant_id",
    ],
    exports: [],
  },
  azurerm_key_vault_managed_hardware_security_module_role_assignment: {
    arguments: ["managed_hsm_id", "name", "principal_id", "role_definition_id", "scope"],
    exports: [],
  },
  azurerm_kusto_cluster_principal_assignment: {
    arguments: ["cluster_name", "name", "principal_id", "principal_type", "resource_group_name", "role", "tenant_id"],
    exports: [],
  },
  azurerm_kusto_database_principal_assignment: {
    arguments: [
      "cluster_name",
      "database_name",
      "name",
      "principal_id",
      "principal_type",
      "resource_group_name",
      "role",
      "tenant_id",
    ],
    exports: [],
  },
  azurerm_managed_redis_access_policy_assignment: {
    arguments: ["managed_redis_id", "object_id"],
    exports: [],
  },
  azurerm_mongo_cluster_user: {
    arguments: ["identity_provider_type", "mongo_cluster_id", "object_id", "principal_type", "role"],
    exports: [],
  },
  azurerm_mysql_flexible_server_active_directory_administrator: {
    arguments: ["identity_id", "login", "object_id", "server_id", "tenant_id"],
    exports: [],
  },
  azurerm_postgresql_flexible_server_active_directory_administrator: {
    arguments: ["object_id", "principal_name", "principal_type", "resource_group_name", "server_name", "tenant_id"],
    exports: [],
  },
  azurerm_redis_cache_access_policy_assignment: {
    arguments: ["access_policy_name", "name", "object_id", "object_id_alias", "redis_cache_id"],
    exports: [],
  },
  azurerm_resource_group_template_deployment: {
    arguments: ["deployment_mode", "name", "parameters_content", "resource_group_name", "template_content"],
    exports: ["id", "output_content"],
  },
  azurerm_pim_eligible_role_assignment: {
    arguments: [
      "condition",
      "condition_version",
      "justification",
      "principal_id",
      "role_definition_id",
      "schedule",
      "scope",
    ],
    exports: [],
  },
  azurerm_role_assignment: {
    arguments: [
      "condition",
      "condition_version",
      "description",
      "principal_id",
      "principal_type",
      "role_definition_id",
      "scope",
    ],
    exports: [],
  },
  azurerm_synapse_role_assignment: {
    arguments: ["principal_id", "principal_type", "role_name", "synapse_spark_pool_id", "synapse_workspace_id"],
    exports: [],
  },
  azurerm_user_assigned_identity: {
    arguments: ["location", "name", "resource_group_name", "tags"],
    exports: ["client_id", "id", "principal_id"],
  },
  azurerm_virtual_machine_run_command: {
    arguments: ["location", "name", "source", "virtual_machine_id"],
    exports: [],
  },
  terraform_data: {
    arguments: ["input", "triggers_replace"],
    exports: ["id", "output"],
  },
} as const satisfies Readonly<Record<string, OwnType>>;

export const OWN_DATA_SOURCES = {
  azuread_group: {
    arguments: ["display_name", "security_enabled"],
    exports: ["object_id"],
  },
  azuread_service_principal: {
    arguments: ["client_id", "display_name", "object_id"],
    exports: ["client_id", "display_name", "object_id"],
  },
  azuread_user: {
    arguments: ["mail", "user_principal_name"],
    exports: ["mail", "object_id"],
  },
  azurerm_client_config: {
    arguments: [],
    exports: ["tenant_id"],
  },
  azurerm_user_assigned_identity: {
    arguments: ["name", "resource_group_name"],
    exports: ["client_id", "id", "principal_id"],
  },
} as const satisfies Readonly<Record<string, OwnType>>;

export type OwnResourceType = keyof typeof OWN_RESOURCES;
export type OwnDataSourceType = keyof typeof OWN_DATA_SOURCES;

type ArgumentsIn<Row extends OwnType> = Readonly<Partial<Record<Row["arguments"][number], unknown>>>;

/** Arguments of a resource type, by Terraform name. Values can be tokens. */
export type ResourceArguments<Type extends OwnResourceType> = ArgumentsIn<(typeof OWN_RESOURCES)[Type]>;

/** Arguments of a data source type, by Terraform name. Values can be tokens. */
export type DataSourceArguments<Type extends OwnDataSourceType> = ArgumentsIn<(typeof OWN_DATA_SOURCES)[Type]>;

/** What lets callers of a service in without Entra ID, and the setting that turns it off: a row per type of azurerm. */
export interface LocalAuthentication {
  /** What lets in, for messages. */
  readonly by: string;
  /** Name of the attribute; of an attribute in a block, "block.attribute". */
  readonly attribute: string;
  /** The value that turns it off. */
  readonly off: boolean | readonly string[];
  /**
   * Whether it is off where nothing is configured.
   *
   * @default false
   */
  readonly offByDefault?: boolean;
  /**
   * Another attribute, from the azurerm release on that has it.
   *
   * @default - the same in every release
   */
  readonly later?: {
    readonly major: number;
    readonly minor: number;
    readonly attribute: string;
    readonly off: boolean;
  };
  /**
   * Block that has to be there, because Entra ID lets nobody in without it; its attribute that has to be true, if there is
   * one.
   *
   * @default - none
   */
  readonly needs?: string;
  /**
   * Attribute of the provider that has to be true, because the provider itself would come by keys otherwise.
   *
   * @default - none
   */
  readonly needsOfProvider?: string;
  /**
   * Attribute that cannot stand beside it.
   *
   * @default - none
   */
  readonly excludedBy?: string;
}

const FROM_78 = { major: 4, minor: 78 };
const KEYS = "access keys";

export const LOCAL_AUTHENTICATION: Readonly<Record<string, LocalAuthentication>> = {
  azurerm_ai_services: { by: KEYS, attribute: "local_authentication_enabled", off: false },
  azurerm_app_configuration: { by: KEYS, attribute: "local_auth_enabled", off: false },
  azurerm_application_insights: {
    by: "instrumentation keys",
    attribute: "local_authentication_disabled",
    off: true,
    later: { ...FROM_78, attribute: "local_authentication_enabled", off: false },
  },
  azurerm_automation_account: { by: "registration keys", attribute: "local_authentication_enabled", off: false },
  azurerm_batch_account: {
    by: KEYS,
    attribute: "allowed_authentication_modes",
    off: ["AAD", "TaskAuthenticationToken"],
  },
  azurerm_bot_service_azure_bot: { by: "channel secrets", attribute: "local_authentication_enabled", off: false },
  azurerm_cognitive_account: { by: KEYS, attribute: "local_auth_enabled", off: false },
  azurerm_container_registry: {
    by: "the admin user",
    attribute: "admin_enabled",
    off: false,
    offByDefault: true,
  },
  azurerm_cosmosdb_account: {
    by: KEYS,
    attribute: "local_authentication_disabled",
    off: true,
    later: { ...FROM_78, attribute: "local_authentication_enabled", off: false },
  },
  azurerm_dashboard_grafana: { by: "API keys", attribute: "api_key_enabled", off: false, offByDefault: true },
  azurerm_eventgrid_domain: { by: KEYS, attribute: "local_auth_enabled", off: false },
  azurerm_eventgrid_partner_namespace: { by: KEYS, attribute: "local_authentication_enabled", off: false },
  azurerm_eventgrid_topic: { by: KEYS, attribute: "local_auth_enabled", off: false },
  azurerm_eventhub_namespace: { by: "SAS keys", attribute: "local_authentication_enabled", off: false },
  azurerm_iothub: { by: "SAS keys", attribute: "local_authentication_enabled", off: false },
  azurerm_kubernetes_cluster: {
    by: "local accounts",
    attribute: "local_account_disabled",
    off: true,
    needs: "azure_active_directory_role_based_access_control",
  },
  azurerm_log_analytics_workspace: { by: "workspace keys", attribute: "local_authentication_enabled", off: false },
  azurerm_managed_redis: {
    by: KEYS,
    attribute: "default_database.access_keys_authentication_enabled",
    off: false,
    offByDefault: true,
  },
  azurerm_maps_account: { by: KEYS, attribute: "local_authentication_enabled", off: false },
  azurerm_mongo_cluster: {
    by: "the password of its administrator",
    attribute: "authentication_methods",
    off: ["MicrosoftEntraID"],
    excludedBy: "administrator_username",
  },
  azurerm_mssql_managed_instance: {
    by: "passwords of SQL logins",
    attribute: "azure_active_directory_administrator.azuread_authentication_only_enabled",
    off: true,
    needs: "azure_active_directory_administrator",
  },
  azurerm_mssql_server: {
    by: "passwords of SQL logins",
    attribute: "azuread_administrator.azuread_authentication_only",
    off: true,
    needs: "azuread_administrator",
  },
  azurerm_postgresql_flexible_server: {
    by: "passwords of roles",
    attribute: "authentication.password_auth_enabled",
    off: false,
    needs: "authentication.active_directory_auth_enabled",
  },
  azurerm_redis_cache: {
    by: KEYS,
    attribute: "access_keys_authentication_enabled",
    off: false,
    needs: "redis_configuration.active_directory_authentication_enabled",
  },
  azurerm_search_service: {
    by: "API keys",
    attribute: "local_authentication_enabled",
    off: false,
    excludedBy: "authentication_failure_mode",
  },
  azurerm_servicebus_namespace: { by: "SAS keys", attribute: "local_auth_enabled", off: false },
  azurerm_signalr_service: { by: KEYS, attribute: "local_auth_enabled", off: false },
  azurerm_storage_account: {
    by: "account keys and the SAS made of them",
    attribute: "shared_access_key_enabled",
    off: false,
    needsOfProvider: "storage_use_azuread",
  },
  azurerm_web_pubsub: { by: KEYS, attribute: "local_auth_enabled", off: false },
  azurerm_web_pubsub_socketio: { by: KEYS, attribute: "local_auth_enabled", off: false },
};

/** Local authentication that azurerm cannot turn off. */
export interface AlwaysLocal {
  /** What lets in, for messages. */
  readonly by: string;
  /** What to do instead, for messages. */
  readonly instead: string;
}

export const ALWAYS_LOCAL: Readonly<Record<string, AlwaysLocal>> = {
  azurerm_communication_service: { by: KEYS, instead: "set disableLocalAuth with azapi_update_resource" },
  azurerm_cosmosdb_postgresql_cluster: { by: "passwords of roles", instead: "use azurerm_postgresql_flexible_server" },
  azurerm_mysql_flexible_server: {
    by: "passwords of users",
    instead: 'set aad_auth_only = "ON" with azurerm_mysql_flexible_server_configuration',
  },
  azurerm_notification_hub_namespace: { by: "SAS keys", instead: "rotate them; the service has no setting" },
  azurerm_redis_enterprise_cluster: { by: KEYS, instead: "use azurerm_managed_redis" },
  azurerm_relay_namespace: { by: "SAS keys", instead: "set disableLocalAuth with azapi_update_resource" },
};

/**
 * What the provider schemas say about secrets that is not so, and what they do not say. Sources: the pages of the
 * resources in the registry, https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs.
 */

/** Sensitive in a schema, but ids, names, addresses, public certificates and proofs that are published in the DNS. */
export const NOT_SECRET =
  /(^|[._])(client_id|object_id|subscription_id|tenant|name|user_?name|username|identity|environments|custom_domain_verification_id|validation_token|trusted_ca|(server_root_|https_)?ca_cert(ificate)?(_base64)?|certificate_pem|key_vault_url|(network_security_group|route_table)_id_wo|sid|service_key|security_domain_encrypted_data|host|update_trigger_endpoint|application_insights_(key|connection_string))$|^(authentication_certificate|trusted_(root|client)_certificate)\.data$|^kube_(admin_)?config\.client_certificate$/;

/** Types whose certificates are public parts only. */
export const PUBLIC_CERTIFICATES: readonly string[] = [
  "azuread_application_certificate",
  "azuread_service_principal_certificate",
  "azurerm_iothub_certificate",
  "azurerm_iothub_dps_certificate",
];

/** Arguments with text of any kind, in which there may be a secret: connection strings, addresses, scripts, files. */
export const TEXT =
  /(^|[._])(connection_strings?|connection_string_\w+|connection_string\.value|content|custom_data|user_data_base64|script_content|protected_settings|uri|ur[il]s?|\w+_ur[il]|encrypted_data|backup_blob_container_uri)$/;

/** Secret only where the argument beside it is true. */
export const SECRET_IF: Readonly<Record<string, string>> = {
  "azurerm_api_management_named_value value": "secret",
  "azurerm_api_management_workspace_named_value value": "secret",
  "azurerm_eventgrid_event_subscription delivery_property.value": "secret",
  "azurerm_eventgrid_system_topic_event_subscription delivery_property.value": "secret",
};

/**
 * Secrets that azurerm does not mark, because their attribute is in a list of objects, or nobody thought of it. The types of
 * Data Factory and Synapse come from bindings, which do not show what is sensitive.
 */
export const UNMARKED =
  /((^|[._])(password|\w+_password|client_secret|app_secret|consumer_secret|radius_server_secret|dead_letter_storage_secret|shared_key|private_key|ssh_private_key|host_key|primary_key|secondary_key|account_key|storage_account_key|sas_key|sas_token|sas_ur[il]|refresh_token|connection_string|service_principal_key|search_service_key)|_access_key|storage_account\.access_key|_(read|write)_key\.secret|query_keys\.key|radius\.server\.secret|security\.token|apns_credential\.token|gcm_credential\.api_key)$/;

/** Blocks that name a secret in a vault. */
export const IN_VAULT = /(^|\.)\w*key_vault_\w+\./;

/** What no pattern tells. In the notation of the generated file. */
export const LACKING: Readonly<Record<string, string>> = {
  azurerm_data_factory_integration_runtime_azure_ssis: "express_custom_setup.component.license",
  azurerm_data_factory_integration_runtime_self_hosted: "=primary_authorization_key =secondary_authorization_key",
  azurerm_data_factory_linked_service_azure_blob_storage: "~connection_string_insecure",
  azurerm_data_factory_linked_service_azure_databricks: "access_token",
  azurerm_data_factory_linked_service_azure_function: "key",
  azurerm_logic_app_trigger_http_request: "=callback_url",
  azurerm_synapse_integration_runtime_self_hosted: "=authorization_key_primary =authorization_key_secondary",
};

/** The same for data sources. */
export const LACKING_DATA: Readonly<Record<string, string>> = {
  azurerm_application_insights: "=instrumentation_key",
};

/**
 * Secrets in the types of providers other than azurerm and azuread, in the notation of sensitive-attributes.generated.ts. What a
 * resource is told is found by the name of its argument, too: the table has what the names do not tell. From the schemas of the
 * providers, https://registry.terraform.io.
 */
export const OTHER_SECRETS: Readonly<Record<string, string>> = {
  acme_certificate: "=certificate_p12 =private_key_pem",
  azuredevops_serviceendpoint_azurerm: "credentials.serviceprincipalkey",
  azuredevops_variable_group: "variable.secret_value",
  azurerm_azuread_service_principal_password: "=value",
  databricks_secret: "string_value",
  databricks_token: "=token_value",
  github_actions_environment_secret: "plaintext_value value",
  github_actions_organization_secret: "plaintext_value value",
  github_actions_secret: "plaintext_value value",
  github_dependabot_secret: "plaintext_value",
  gitlab_project_variable: "value?masked",
  helm_release: "set_sensitive.value",
  kubernetes_secret: "binary_data data !data_wo",
  kubernetes_secret_v1: "binary_data data !data_wo",
  kubernetes_token_request_v1: "=token",
  local_sensitive_file: "~content ~content_base64",
  mysql_user: "plaintext_password",
  pkcs12_from_pem: "=result private_key_pem",
  random_bytes: "=base64 =hex",
  random_password: "=bcrypt_hash =result",
  tls_cert_request: "private_key_pem",
  tls_locally_signed_cert: "ca_private_key_pem",
  tls_private_key: "=private_key_openssh =private_key_pem =private_key_pem_pkcs8",
  tls_self_signed_cert: "private_key_pem",
  vault_generic_secret: "data_json",
  vault_kv_secret_v2: "data_json",
};

/** The same for data sources. */
export const OTHER_SECRET_DATA: Readonly<Record<string, string>> = {
  kubernetes_secret: "=binary_data =data",
  kubernetes_secret_v1: "=binary_data =data",
  vault_generic_secret: "=data =data_json",
  vault_kv_secret_v2: "=data =data_json",
};

/** How many resources one workload has, see `workload`. */
const A_WORKLOAD = 20;

/**
 * Terraform JSON as CDKTF writes it, with a mix of resources as estates have them: web apps with settings, identities, role
 * assignments, vaults, storage, databases, monitoring. The same size gives the same text. Most of it is clean; every tenth
 * workload has a secret and a role that is too wide.
 */
export function bigEstate(resources: number): string {
  const resource: Record<string, Record<string, object>> = {};
  for (let index = 0; index < resources / A_WORKLOAD; index++) {
    workload(index).forEach(([type, name, values]) => {
      const path = `estate/workload-${String(index)}/${name}`;
      const full = `workload-${String(index)}_${name}`;
      (resource[type] ??= {})[full] = { "//": { metadata: { path, uniqueId: full } }, ...values };
    });
  }
  const estate = {
    "//": { metadata: { backend: "local", stackName: "estate", version: "0.21.0" }, outputs: {} },
    provider: { azurerm: [{ features: [{}] }] },
    terraform: { required_providers: { azurerm: { source: "hashicorp/azurerm", version: "4.55.0" } } },
    variable: { sku: { type: "string", default: "P1v3" } },
    resource,
  };
  return JSON.stringify(estate, null, 2);
}

type Resource = readonly [type: string, name: string, values: object];

function workload(index: number): Resource[] {
  const isWrong = index % 10 === 0;
  const of = (type: string, name: string, attribute: string): string =>
    `\${${type}.workload-${String(index)}_${name}.${attribute}}`;
  const group = of("azurerm_resource_group", "group", "name");
  const place = { resource_group_name: group, location: of("azurerm_resource_group", "group", "location") };
  const tags = { environment: "production", workload: `workload-${String(index)}`, owner: "platform" };
  const identity = { type: "UserAssigned", identity_ids: [of("azurerm_user_assigned_identity", "identity", "id")] };
  const named = (prefix: string): object => ({ name: `${prefix}-${String(index)}`, ...place, tags });
  const roleOn = (type: string, name: string, role: string): object => ({
    scope: of(type, name, "id"),
    role_definition_name: role,
    principal_id: of("azurerm_user_assigned_identity", "identity", "principal_id"),
    principal_type: "ServicePrincipal",
  });
  const app = (name: string): object => ({
    ...named(name),
    service_plan_id: of("azurerm_service_plan", "plan", "id"),
    https_only: true,
    identity,
    site_config: { always_on: true, minimum_tls_version: "1.3", application_stack: { node_version: "20-lts" } },
    app_settings: {
      AZURE_CLIENT_ID: of("azurerm_user_assigned_identity", "identity", "client_id"),
      KEY_VAULT_URL: of("azurerm_key_vault", "vault", "vault_uri"),
      STORAGE_ENDPOINT: of("azurerm_storage_account", "storage", "primary_blob_endpoint"),
      SERVICE_BUS: `${of("azurerm_servicebus_namespace", "bus", "name")}.servicebus.windows.net`,
      FEATURE_FLAGS: "orders,stock,returns",
      WEBSITE_RUN_FROM_PACKAGE: "1",
      ...(isWrong && name === "web" ? { ORDERS_API_KEY: `live-${String(index).padStart(8, "0")}-Zx81kQpWm2` } : {}),
    },
  });
  return [
    ["azurerm_resource_group", "group", { name: `rg-${String(index)}`, location: "westeurope", tags }],
    ["azurerm_user_assigned_identity", "identity", named("id")],
    ["azurerm_service_plan", "plan", { ...named("plan"), os_type: "Linux", sku_name: "${var.sku}" }],
    ["azurerm_linux_web_app", "web", app("web")],
    ["azurerm_linux_web_app", "api", app("api")],
    ["azurerm_key_vault", "vault", { ...named("kv"), sku_name: "standard", rbac_authorization_enabled: true }],
    [
      "azurerm_storage_account",
      "storage",
      { ...named("st"), account_tier: "Standard", shared_access_key_enabled: false },
    ],
    [
      "azurerm_storage_container",
      "orders",
      { name: "orders", storage_account_id: of("azurerm_storage_account", "storage", "id") },
    ],
    ["azurerm_servicebus_namespace", "bus", { ...named("sb"), sku: "Standard", local_auth_enabled: false }],
    [
      "azurerm_servicebus_queue",
      "queue",
      { name: "orders", namespace_id: of("azurerm_servicebus_namespace", "bus", "id") },
    ],
    [
      "azurerm_log_analytics_workspace",
      "logs",
      { ...named("log"), sku: "PerGB2018", local_authentication_enabled: false },
    ],
    ["azurerm_virtual_network", "network", { ...named("vnet"), address_space: ["10.0.0.0/16"] }],
    ["azurerm_subnet", "subnet", { name: "apps", resource_group_name: group, address_prefixes: ["10.0.1.0/24"] }],
    ["azurerm_network_security_group", "rules", { ...named("nsg"), security_rule: [httpsOnly(100), httpsOnly(110)] }],
    ["azurerm_private_endpoint", "endpoint", { ...named("pe"), subnet_id: of("azurerm_subnet", "subnet", "id") }],
    ["azurerm_monitor_diagnostic_setting", "diagnostics", diagnostics(of)],
    ["azurerm_role_assignment", "secrets", roleOn("azurerm_key_vault", "vault", "Key Vault Secrets User")],
    ["azurerm_role_assignment", "blobs", roleOn("azurerm_storage_container", "orders", "Storage Blob Data Reader")],
    ["azurerm_role_assignment", "send", roleOn("azurerm_servicebus_queue", "queue", "Azure Service Bus Data Sender")],
    [
      "azurerm_role_assignment",
      "group",
      roleOn("azurerm_resource_group", "group", isWrong ? "Storage Blob Data Owner" : "Reader"),
    ],
  ];
}

const httpsOnly = (priority: number): object => ({
  name: `https-${String(priority)}`,
  priority,
  direction: "Inbound",
  access: "Allow",
  protocol: "Tcp",
  source_port_range: "*",
  destination_port_range: "443",
  source_address_prefix: "VirtualNetwork",
  destination_address_prefix: "*",
});

const diagnostics = (of: (type: string, name: string, attribute: string) => string): object => ({
  name: "all",
  target_resource_id: of("azurerm_linux_web_app", "web", "id"),
  log_analytics_workspace_id: of("azurerm_log_analytics_workspace", "logs", "id"),
  enabled_log: [{ category: "AppServiceHTTPLogs" }, { category: "AppServiceAuditLogs" }],
});

import { DIRECTORY_ROLES } from "./directory-roles.generated";

/** Roles that services manage themselves. They have names like Azure roles, but role assignments cannot grant them. */
const FOREIGN_ROLES: readonly { readonly name: RegExp; readonly of: string; readonly grant: string }[] = [
  {
    name: /^Cosmos DB Built-in Data (Reader|Contributor)$/i,
    of: "Cosmos DB",
    grant: "azurerm_cosmosdb_sql_role_assignment",
  },
  {
    name: /^Data (Owner|Contributor|Reader)$/i,
    of: "Azure Cache for Redis",
    grant: "azurerm_redis_cache_access_policy_assignment",
  },
  {
    name: /^(AllDatabases(Admin|Viewer|Monitor)|Database ?(Admin|Ingestor|Monitor|UnrestrictedViewer|User|Viewer))$/i,
    of: "Azure Data Explorer",
    grant: "azurerm_kusto_cluster_principal_assignment or azurerm_kusto_database_principal_assignment",
  },
  {
    name: /^(db_\w+|##MS_\w+##|sysadmin|securityadmin|dbmanager|loginmanager)$/i,
    of: "SQL",
    grant: "SqlAccess",
  },
  {
    name: /^Managed HSM /i,
    of: "Managed HSM",
    grant: "azurerm_key_vault_managed_hardware_security_module_role_assignment",
  },
  {
    name: /^Synapse /i,
    of: "Synapse",
    grant: "azurerm_synapse_role_assignment",
  },
  {
    name: /^(azure_pg_admin|pg_\w+)$/i,
    of: "PostgreSQL",
    grant: "azurerm_postgresql_flexible_server_active_directory_administrator, or SQL in the database",
  },
  {
    name: /^(cluster-admin|admin|edit|view)$/i,
    of: "Kubernetes",
    grant: "a role binding in the cluster, or one of the Azure Kubernetes Service RBAC roles",
  },
  {
    name: /^[A-Z]\w+(-\w+)?(\.[A-Z]\w+)+$/,
    of: "Microsoft Graph",
    grant: "azuread_app_role_assignment",
  },
];

/** The service that a role belongs to, and how to grant it; undefined for unknown names. */
export function foreignRole(name: string): { readonly of: string; readonly grant: string } | undefined {
  return DIRECTORY_ROLES.has(name.toLowerCase())
    ? { of: "Microsoft Entra ID", grant: "azuread_directory_role_assignment" }
    : FOREIGN_ROLES.find(({ name: pattern }) => pattern.test(name));
}

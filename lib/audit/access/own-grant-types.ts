import { type Risk } from "./access-model";

/** A resource with which a service grants access itself, without roles of Azure. */
export interface OwnGrantType {
  /** The argument with the id of the principal. */
  readonly principal: string;
  /** What it is about: the first argument that says it, by id or by the name of a resource. */
  readonly targets: readonly string[];
  /** Arguments that say what may be done; or else `does`. */
  readonly what?: readonly string[];
  readonly does?: string;
  /** What the values of `what` are called. */
  readonly names?: Readonly<Record<string, string>>;
  /** Values of `what` with which access can be given to others; all, if nothing else is said. */
  readonly privileged?: RegExp;
  readonly plane?: "control" | "data";
  readonly eligible?: boolean;
  /** What is reached if no argument says it. */
  readonly reached?: string;
  /** Whether the principal must be an object id. Some services take client ids. */
  readonly byObjectId?: boolean;
}

const COSMOS_ROLES = {
  "00000000-0000-0000-0000-000000000001": "Cosmos DB Built-in Data Reader",
  "00000000-0000-0000-0000-000000000002": "Cosmos DB Built-in Data Contributor",
};

const ANY = /(?:)/;

/** Roles of Microsoft Graph with which an application can give itself all others. */
const PRIVILEGED_GRAPH_ROLE =
  /^(AppRoleAssignment\.ReadWrite\.All|RoleManagement\.ReadWrite\.Directory|(Application|Directory)\.ReadWrite\.All)$/;

/** Roles of the directory that can become others, and one that servers need. */
const DIRECTORY_ROLES = {
  "158c047a-c907-4556-b7ef-446551a6b5f7": "Cloud Application Administrator",
  "62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
  "88d8e3e3-8f55-4a1e-953a-9b9898b8876b": "Directory Readers",
  "7be44c8a-adaf-4e2a-84d6-ab2649e08a13": "Privileged Authentication Administrator",
  "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3": "Application Administrator",
  "e8611ab8-c189-46e8-94e1-60213ab1f814": "Privileged Role Administrator",
};

const PRIVILEGED_DIRECTORY_ROLE = /^((cloud )?application|global|privileged (role|authentication)) administrator$/i;

export const OWN_GRANT_TYPES: Readonly<Record<string, OwnGrantType>> = {
  azuread_app_role_assignment: {
    principal: "principal_object_id",
    targets: ["resource_object_id"],
    what: ["app_role_id"],
    privileged: PRIVILEGED_GRAPH_ROLE,
    byObjectId: true,
  },
  azuread_directory_role_assignment: {
    principal: "principal_object_id",
    targets: ["directory_scope_id", "directory_scope_object_id"],
    what: ["role_id"],
    names: DIRECTORY_ROLES,
    privileged: PRIVILEGED_DIRECTORY_ROLE,
    plane: "control",
    reached: "Microsoft Entra ID",
    byObjectId: true,
  },
  azuread_directory_role_member: {
    principal: "member_object_id",
    targets: [],
    what: ["role_object_id"],
    names: DIRECTORY_ROLES,
    privileged: PRIVILEGED_DIRECTORY_ROLE,
    plane: "control",
    reached: "Microsoft Entra ID",
    byObjectId: true,
  },
  azuread_directory_role_eligibility_schedule_request: {
    principal: "principal_id",
    targets: [],
    what: ["role_definition_id"],
    names: DIRECTORY_ROLES,
    privileged: PRIVILEGED_DIRECTORY_ROLE,
    plane: "control",
    eligible: true,
    reached: "Microsoft Entra ID",
    byObjectId: true,
  },
  azurerm_cosmosdb_sql_role_assignment: {
    principal: "principal_id",
    targets: ["scope", "account_name"],
    what: ["role_definition_id"],
    names: COSMOS_ROLES,
    byObjectId: true,
  },
  azurerm_key_vault_managed_hardware_security_module_role_assignment: {
    principal: "principal_id",
    targets: ["managed_hsm_id", "vault_base_url"],
    what: ["role_definition_id"],
    byObjectId: true,
  },
  azurerm_kusto_cluster_principal_assignment: {
    principal: "principal_id",
    targets: ["cluster_name"],
    what: ["role"],
    privileged: /^AllDatabasesAdmin$/,
  },
  azurerm_kusto_database_principal_assignment: {
    principal: "principal_id",
    targets: ["database_name", "cluster_name"],
    what: ["role"],
    privileged: /^Admin$/,
  },
  azurerm_managed_redis_access_policy_assignment: {
    principal: "object_id",
    targets: ["managed_redis_id"],
    does: "all commands",
    byObjectId: true,
  },
  azurerm_mongo_cluster_user: {
    principal: "object_id",
    targets: ["mongo_cluster_id"],
    does: "root",
    privileged: ANY,
    byObjectId: true,
  },
  azurerm_mssql_managed_instance_active_directory_administrator: {
    principal: "object_id",
    targets: ["managed_instance_id"],
    does: "administrator of the server",
    privileged: ANY,
  },
  azurerm_mysql_flexible_server_active_directory_administrator: {
    principal: "object_id",
    targets: ["server_id"],
    does: "administrator of the server",
    privileged: ANY,
  },
  azurerm_postgresql_flexible_server_active_directory_administrator: {
    principal: "object_id",
    targets: ["server_name"],
    does: "administrator of the server",
    privileged: ANY,
    byObjectId: true,
  },
  azurerm_redis_cache_access_policy_assignment: {
    principal: "object_id",
    targets: ["redis_cache_id"],
    what: ["access_policy_name"],
    byObjectId: true,
  },
  azurerm_sql_active_directory_administrator: {
    principal: "object_id",
    targets: ["server_name"],
    does: "administrator of the server",
    privileged: ANY,
  },
  azurerm_synapse_role_assignment: {
    principal: "principal_id",
    targets: ["synapse_spark_pool_id", "synapse_workspace_id"],
    what: ["role_name"],
    privileged: /^(Synapse|Workspace|Sql|Apache Spark) Admin(istrator)?$/i,
  },
  azurerm_synapse_workspace_aad_admin: {
    principal: "object_id",
    targets: ["synapse_workspace_id"],
    does: "administrator of the workspace",
    privileged: ANY,
  },
  databricks_service_principal: {
    principal: "application_id",
    targets: [],
    does: "member of the workspace",
    reached: "Databricks workspace",
  },
  // Providers of the community, which create users in databases.
  mssql_azuread_service_principal: { principal: "client_id", targets: ["database_id"], does: "user" },
  mssql_azuread_user: { principal: "user_object_id", targets: ["database_id"], does: "user" },
  mssql_user: {
    principal: "object_id",
    targets: ["database"],
    what: ["roles"],
    privileged: /\bdb_(owner|securityadmin|accessadmin)\b/,
  },
  mysql_user: { principal: "user", targets: [], does: "user", reached: "MySQL server" },
  postgresql_role: { principal: "name", targets: [], does: "role", reached: "PostgreSQL server" },
};

/** The same in a nested block. */
export interface NestedGrantType extends OwnGrantType {
  readonly type: string;
  readonly block: string;
}

export const NESTED_GRANT_TYPES: readonly NestedGrantType[] = [
  {
    type: "azurerm_mssql_server",
    block: "azuread_administrator",
    principal: "object_id",
    targets: [],
    does: "administrator of the server",
    privileged: ANY,
  },
  {
    type: "azurerm_mssql_managed_instance",
    block: "azure_active_directory_administrator",
    principal: "object_id",
    targets: [],
    does: "administrator of the server",
    privileged: ANY,
  },
  {
    type: "azurerm_cosmosdb_postgresql_cluster",
    block: "azuread_administrator",
    principal: "object_id",
    targets: [],
    does: "administrator of the server",
    privileged: ANY,
  },
];

export const riskWhen = (isPrivileged: boolean): Risk => (isPrivileged ? "privileged" : "none");

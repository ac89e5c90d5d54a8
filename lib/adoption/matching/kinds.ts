import { isObject, NotKnown, type Value } from "../expression";
import { type Attributes, eitherPart, memberPart, type Part, part, rolePart } from "./parts";

/** What a difference between the code and what exists makes Terraform do. */
export type Effect =
  | "replaces"
  | "updates"
  /** Where the code does not give it, Azure keeps what it has. */
  | "replaces if given"
  | "updates if given"
  /** Releases of azurerm from 5.2 on update it. */
  | "replaces before 5.2";

/** A type of which what exists can be recognized. */
export interface Kind {
  readonly type: string;
  /** What it is in Azure: two resources that have the same parts are the same. */
  readonly parts: readonly Part[];
  /** Whether the subscription counts too, which no argument tells. */
  readonly isPlaced?: true;
  /** What else has to be the same, or the plan has a change. */
  readonly compared?: Readonly<Record<string, Effect>>;
  /** Why it is harmless when Terraform creates it though it exists; other types are refused then. */
  readonly creation?: string;
  /** The argument that has to be the same to the letter, since whatever is different in it is another one. */
  readonly exact?: string;
  /** Whether the arguments say that it is of this kind, for types that are used for other things too. */
  readonly isMeant?: (attributes: Attributes) => boolean | undefined;
}

const byNameInGroup = (): readonly Part[] => [part("resource_group_name"), part("name")];

const FACT = "triggers_replace";

/** What facts of SQL servers consist of; other fields say how a fact comes true. */
const FACT_PARTS = [
  "server",
  "database",
  "kind",
  "name",
  "role",
  "member",
  "permission",
  "on",
  "schema",
  "object",
  "grantee",
];

export const KINDS: readonly Kind[] = [
  {
    type: "azurerm_user_assigned_identity",
    parts: byNameInGroup(),
    isPlaced: true,
    compared: { location: "replaces", tags: "updates", isolation_scope: "updates" },
  },
  {
    type: "azurerm_role_assignment",
    parts: [part("scope"), part("principal_id"), rolePart],
    compared: {
      scope: "replaces",
      principal_id: "replaces",
      condition: "replaces before 5.2",
      condition_version: "replaces if given",
      delegated_managed_identity_resource_id: "replaces",
      description: "replaces before 5.2",
      name: "replaces if given",
      principal_type: "replaces if given",
    },
  },
  {
    type: "azurerm_key_vault_access_policy",
    parts: [part("key_vault_id"), part("object_id"), part("application_id")],
    compared: {
      tenant_id: "replaces",
      certificate_permissions: "updates",
      key_permissions: "updates",
      secret_permissions: "updates",
      storage_permissions: "updates",
    },
  },
  {
    type: "azurerm_federated_identity_credential",
    parts: [eitherPart(["user_assigned_identity_id", "parent_id"]), part("name")],
    compared: { audience: "updates", issuer: "updates", subject: "updates" },
  },
  {
    type: "azurerm_resource_group_template_deployment",
    parts: byNameInGroup(),
    isPlaced: true,
    compared: {
      deployment_mode: "updates",
      parameters_content: "updates if given",
      template_content: "updates if given",
      tags: "updates",
    },
    creation: "deploys the existing resources again, in place",
  },
  {
    type: "azuread_app_role_assignment",
    parts: [part("resource_object_id"), part("principal_object_id"), part("app_role_id")],
  },
  {
    type: "azuread_directory_role",
    parts: [eitherPart(["template_id", "display_name"])],
    creation: "finds the role in the directory",
  },
  {
    type: "azuread_directory_role_assignment",
    parts: [part("role_id"), part("principal_object_id"), eitherPart(["app_scope_id", "directory_scope_id"], "/")],
  },
  { type: "azuread_group_member", parts: [part("group_object_id"), part("member_object_id")] },
  {
    type: "azurerm_cosmosdb_sql_role_assignment",
    parts: [part("resource_group_name"), part("account_name"), part("scope"), part("principal_id"), rolePart],
    isPlaced: true,
    compared: { name: "replaces if given", scope: "replaces" },
  },
  {
    type: "azurerm_kusto_cluster_principal_assignment",
    parts: [part("resource_group_name"), part("cluster_name"), part("principal_id"), part("role")],
    isPlaced: true,
    compared: { name: "replaces", principal_type: "replaces", tenant_id: "replaces" },
  },
  {
    type: "azurerm_kusto_database_principal_assignment",
    parts: [
      part("resource_group_name"),
      part("cluster_name"),
      part("database_name"),
      part("principal_id"),
      part("role"),
    ],
    isPlaced: true,
    compared: { name: "replaces", principal_type: "replaces", tenant_id: "replaces" },
  },
  {
    type: "azurerm_managed_redis_access_policy_assignment",
    parts: [part("managed_redis_id"), part("object_id")],
  },
  {
    type: "azurerm_redis_cache_access_policy_assignment",
    parts: [part("redis_cache_id"), part("object_id"), part("access_policy_name")],
    compared: { name: "replaces", object_id_alias: "replaces" },
  },
  {
    type: "azurerm_mysql_flexible_server_active_directory_administrator",
    parts: [part("server_id")],
    compared: { identity_id: "updates", login: "updates", object_id: "updates", tenant_id: "updates" },
  },
  {
    type: "azurerm_postgresql_flexible_server_active_directory_administrator",
    parts: [part("resource_group_name"), part("server_name"), part("object_id")],
    isPlaced: true,
    compared: { principal_name: "replaces", principal_type: "replaces", tenant_id: "replaces" },
  },
  {
    type: "terraform_data",
    parts: FACT_PARTS.map((name) => memberPart(FACT, name)),
    exact: FACT,
    creation: "applies a fact that already holds, so nothing changes on the server",
    isMeant: (attributes) => isFact(attributes(FACT)),
  },
];

const BY_TYPE = new Map(KINDS.map((kind) => [kind.type, kind]));

/** The kind that a resource is of; undefined for what is not recognized. */
export function kindOf(type: string, attributes: Attributes): Kind | undefined {
  const kind = BY_TYPE.get(type);
  return kind?.isMeant?.(attributes) === false ? undefined : kind;
}

/** Whether an import takes it over; a fact is made true again instead. */
export const isImportable = (kind: Kind | undefined): boolean => kind !== undefined && kind.exact === undefined;

/** Apps may have resources of this type for other purposes. */
function isFact(value: Value | undefined): boolean {
  return !(value instanceof NotKnown) && isObject(value) && typeof value.kind === "string" && "server" in value;
}

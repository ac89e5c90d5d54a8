import { isObject, NotKnown, type Value } from "../expression";
import { type Attributes, eitherPart, memberPart, type Part, part, rolePart } from "./parts";

/** What Terraform does if an argument differs. */
export type Effect =
  | "replaces"
  | "updates"
  /** If the code omits it, Azure keeps its value. */
  | "replaces if given"
  | "updates if given"
  /** azurerm 5.2 and later update it. */
  | "replaces before 5.2";

/** A type whose existing resources can be recognized. */
export interface Kind {
  readonly type: string;
  /** What identifies it in Azure. Two resources with the same parts are the same. */
  readonly parts: readonly Part[];
  /** Whether the subscription is part of the identity. No argument has it. */
  readonly isPlaced?: true;
  /** Other arguments that must be equal, or the plan has a change. */
  readonly compared?: Readonly<Record<string, Effect>>;
  /** Why Terraform may create it although it exists. Azure rejects that for other types. */
  readonly creation?: string;
  /** The argument that must be exactly equal, because every difference makes another resource. */
  readonly exact?: string;
  /** Whether the arguments belong to this kind, for types that have other uses too. */
  readonly isMeant?: (attributes: Attributes) => boolean | undefined;
}

const byNameInGroup = (): readonly Part[] => [part("resource_group_name"), part("name")];

const FACT = "triggers_replace";

/** The fields that identify a fact. The other fields say how the fact is applied. */
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

/** The kind of a resource; undefined if it is not recognized. */
export function kindOf(type: string, attributes: Attributes): Kind | undefined {
  const kind = BY_TYPE.get(type);
  return kind?.isMeant?.(attributes) === false ? undefined : kind;
}

/** Whether it is adopted with an import. Facts are applied again instead. */
export const isImportable = (kind: Kind | undefined): boolean => kind !== undefined && kind.exact === undefined;

/** Apps can use this type for other purposes. */
function isFact(value: Value | undefined): boolean {
  return !(value instanceof NotKnown) && isObject(value) && typeof value.kind === "string" && "server" in value;
}

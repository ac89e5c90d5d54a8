import { type Paths, type TypeRules } from "../../provider/type-rules";

/** Additions to azurerm between the two releases that have schemas. */
export interface Addition {
  /** The version that added it. */
  readonly since: string;
  readonly type: string;
  /** Attributes that the newer schema describes from then on, all of them optional; without this, the whole type. */
  readonly attributes?: readonly string[];
  /** Attributes that became optional. */
  readonly optional?: readonly string[];
  /** Rules in addition to those of the type, and to the newer release's rules for the attributes. */
  readonly rules?: TypeRules;
}

const oneOf = (...names: string[]): Paths => Object.fromEntries(names.map((name) => [name, names]));
const notBoth = (one: string, other: string): Paths => ({ [one]: [other], [other]: [one] });

/** https://github.com/hashicorp/terraform-provider-azurerm/blob/main/CHANGELOG.md */
export const ADDITIONS: readonly Addition[] = [
  { since: "4.59.0", type: "azurerm_user_assigned_identity", attributes: ["isolation_scope"] },
  { since: "4.60.0", type: "azurerm_managed_redis_access_policy_assignment" },
  {
    since: "4.65.0",
    type: "azurerm_federated_identity_credential",
    attributes: ["user_assigned_identity_id"],
    optional: ["parent_id", "resource_group_name"],
    rules: { exactlyOneOf: oneOf("parent_id", "user_assigned_identity_id") },
  },
  {
    since: "4.77.0",
    type: "azurerm_storage_table",
    attributes: ["storage_account_id"],
    optional: ["storage_account_name"],
    rules: {
      forceNew: ["storage_account_id"],
      exactlyOneOf: oneOf("storage_account_id", "storage_account_name"),
    },
  },
  {
    since: "4.78.0",
    type: "azurerm_cosmosdb_account",
    attributes: ["local_authentication_enabled"],
    rules: { conflictsWith: notBoth("local_authentication_disabled", "local_authentication_enabled") },
  },
  {
    since: "4.78.0",
    type: "azurerm_application_insights",
    attributes: ["local_authentication_enabled"],
    rules: { conflictsWith: notBoth("local_authentication_disabled", "local_authentication_enabled") },
  },
  { since: "4.81.0", type: "azurerm_container_registry", attributes: ["role_assignment_mode"] },
  {
    since: "4.81.0",
    type: "azurerm_logic_app_standard",
    attributes: ["storage_key_vault_secret_id"],
    optional: ["storage_account_access_key"],
  },
];

/** Arguments that azurerm updates in place since a version, if the serving release does so. */
export const IN_PLACE_SINCE: readonly {
  readonly since: string;
  readonly type: string;
  readonly arguments: readonly string[];
}[] = [
  { since: "5.2.0", type: "azurerm_role_assignment", arguments: ["condition", "condition_version", "description"] },
];

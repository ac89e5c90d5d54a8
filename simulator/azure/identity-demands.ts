/** What a service requires of the identities of its resources. */
export interface IdentityDemands {
  /** The maximum number of user-assigned identities. */
  readonly mostUserAssigned?: number;
  /** The attribute that must name one of the user-assigned identities. */
  readonly primary?: string;
  /** Whether it is required with a system-assigned identity, too. */
  readonly primaryAlways?: boolean;
  /** The attribute without which azurerm rejects the identity. */
  readonly refusedWithout?: string;
  /** The attribute without which azurerm silently drops the identity. */
  readonly droppedWithout?: string;
}

const ONE: IdentityDemands = { mostUserAssigned: 1 };
const PRIMARY: IdentityDemands = { primary: "primary_user_assigned_identity" };
/** https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure#identity */
const POLICY_ASSIGNMENT: IdentityDemands = { ...ONE, refusedWithout: "location" };

const DEMANDS: Readonly<Record<string, IdentityDemands>> = {
  azurerm_ai_foundry: PRIMARY,
  azurerm_ai_foundry_project: PRIMARY,
  // https://learn.microsoft.com/azure/databricks/data-governance/unity-catalog/azure-managed-identities
  azurerm_databricks_access_connector: ONE,
  // https://learn.microsoft.com/azure/aks/use-managed-identity
  azurerm_kubernetes_cluster: ONE,
  // https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
  azurerm_logic_app_workflow: ONE,
  azurerm_machine_learning_workspace: PRIMARY,
  azurerm_management_group_policy_assignment: POLICY_ASSIGNMENT,
  // https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-user-assigned-managed-identity
  azurerm_mssql_server: { primary: "primary_user_assigned_identity_id", primaryAlways: true },
  azurerm_orchestrated_virtual_machine_scale_set: { droppedWithout: "sku_name" },
  azurerm_resource_group_policy_assignment: POLICY_ASSIGNMENT,
  azurerm_resource_policy_assignment: POLICY_ASSIGNMENT,
  azurerm_subscription_policy_assignment: POLICY_ASSIGNMENT,
};

export const identityDemandsOf = (type: string): IdentityDemands => DEMANDS[type] ?? {};

/** Parts of the examples of several rules. */

export const GROUP = { azurerm_resource_group: { shop: { name: "rg-shop", location: "westeurope" } } };

export const VAULT = {
  azurerm_key_vault: {
    vault: {
      name: "kv-shop",
      location: "westeurope",
      resource_group_name: "${azurerm_resource_group.shop.name}",
      tenant_id: "${var.tenant_id}",
      sku_name: "standard",
      rbac_authorization_enabled: true,
    },
  },
};

export const IDENTITY = {
  azurerm_user_assigned_identity: {
    orders: { name: "id-orders", location: "westeurope", resource_group_name: "${azurerm_resource_group.shop.name}" },
  },
};

/** An app that uses the identity. */
export const APP = {
  azurerm_container_app: {
    orders: {
      name: "ca-orders",
      resource_group_name: "${azurerm_resource_group.shop.name}",
      container_app_environment_id: "${var.environment_id}",
      revision_mode: "Single",
      identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.orders.id}"] },
      template: { container: { name: "orders", image: "orders:1", cpu: 0.25, memory: "0.5Gi" } },
    },
  },
};

export const VARIABLES = { tenant_id: {}, environment_id: {} };

/** A role of the identity of the app. */
export function assignment(role: string, scope: string): Readonly<Record<string, unknown>> {
  return {
    scope: `\${${scope}}`,
    role_definition_name: role,
    principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
    principal_type: "ServicePrincipal",
  };
}

/** An app with an identity, a vault and assignments of roles by their names. */
export function appWith(
  assignments: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Readonly<Record<string, unknown>> {
  return {
    variable: VARIABLES,
    resource: { ...GROUP, ...VAULT, ...IDENTITY, ...APP, azurerm_role_assignment: assignments },
  };
}

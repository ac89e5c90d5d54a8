/**
 * Allows an identity to use a V2 connection. The tenant is that of the subscription, because managed identities belong
 * to it.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#arm-template-for-api-connections-and-managed-identities
 */
export const ACCESS_POLICY_TEMPLATE = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: {
    name: { type: "string" },
    connectionId: { type: "string" },
    location: { type: "string" },
    objectId: { type: "string" },
  },
  resources: [
    {
      type: "Microsoft.Web/connections/accessPolicies",
      apiVersion: "2016-06-01",
      name: "[concat(last(split(parameters('connectionId'), '/')), '/', parameters('name'))]",
      location: "[parameters('location')]",
      properties: {
        principal: {
          type: "ActiveDirectory",
          identity: { objectId: "[parameters('objectId')]", tenantId: "[subscription().tenantId]" },
        },
      },
    },
  ],
  outputs: { name: { type: "string", value: "[parameters('name')]" } },
} as const;

/** The template of a Logic Apps connection that signs in with a managed identity. */
export const connectionTemplate = (api: string): string =>
  JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources: [
      {
        type: "Microsoft.Web/connections",
        apiVersion: "2018-07-01-preview",
        name: api,
        location: "[resourceGroup().location]",
        kind: "V1",
        properties: {
          displayName: api,
          api: {
            id: `[subscriptionResourceId('Microsoft.Web/locations/managedApis', resourceGroup().location, '${api}')]`,
          },
          parameterValueSet: { name: "oauthMI", values: {} },
        },
      },
    ],
    outputs: { id: { type: "string", value: `[resourceId('Microsoft.Web/connections', '${api}')]` } },
  });

import { type Argument } from "../core/function-call";
import { literalText } from "../core/literal-text";
import { type ManagedApi } from "./managed-api";

const CONNECTION_ID = "resourceId('Microsoft.Web/connections', parameters('name'))";
const API_ID =
  "subscriptionResourceId('Microsoft.Web/locations/managedApis', variables('location'), parameters('api'))";

/**
 * A template for an API connection that authenticates with the identity of its user. Connectors with a parameter set
 * have one template, connectors without a set another, and those of the latter that need values a third.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#arm-template-for-api-connections-and-managed-identities
 */
export function connectionTemplate({ valueSet, parameters }: ManagedApi): Argument {
  const hasSet = valueSet !== undefined;
  const hasValues = hasSet || parameters.length > 0;
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: {
      name: { type: "string" },
      location: { type: "string" },
      tags: { type: "object" },
      kind: { type: "string" },
      api: { type: "string" },
      displayName: { type: "string" },
      ...(hasSet && { valueSet: { type: "string" } }),
      ...(hasValues && { values: { type: "object" } }),
    },
    variables: {
      // Ids of managed APIs contain "westeurope", even if the region is written as "West Europe".
      location: "[toLower(replace(parameters('location'), ' ', ''))]",
    },
    resources: [
      {
        type: "Microsoft.Web/connections",
        apiVersion: "2018-07-01-preview",
        name: "[parameters('name')]",
        location: "[variables('location')]",
        tags: "[parameters('tags')]",
        kind: "[parameters('kind')]",
        properties: {
          displayName: "[parameters('displayName')]",
          api: { id: `[${API_ID}]` },
          ...(hasSet
            ? { parameterValueSet: { name: "[parameters('valueSet')]", values: "[parameters('values')]" } }
            : {
                parameterValueType: "Alternative",
                ...(hasValues && { alternativeParameterValues: "[parameters('values')]" }),
              }),
        },
      },
    ],
    outputs: {
      connectionId: { type: "string", value: `[${CONNECTION_ID}]` },
      managedApiId: { type: "string", value: `[${API_ID}]` },
      runtimeUrl: {
        type: "string",
        value: `[if(equals(parameters('kind'), 'V2'), reference(${CONNECTION_ID}, '2018-07-01-preview').connectionRuntimeUrl, '')]`,
      },
    },
  };
}

/** The values of a connection, and the set that they belong to. */
export function connectionValues(
  { valueSet, parameters: names }: ManagedApi,
  parameters: Readonly<Record<string, string>>,
): Readonly<Record<string, Argument>> {
  const values = Object.entries(parameters).map(([name, value]) => [name, literalText(value)] as const);
  if (valueSet !== undefined) {
    return { valueSet, values: Object.fromEntries(values.map(([name, value]) => [name, { value }])) };
  }
  return names.length > 0 ? { values: Object.fromEntries(values) } : {};
}

import { type Argument } from "../core/function-call";
import { literalText } from "../core/literal-text";
import { type ManagedApi } from "./managed-api";

const CONNECTION_ID = "resourceId('Microsoft.Web/connections', parameters('name'))";
const API_ID =
  "subscriptionResourceId('Microsoft.Web/locations/managedApis', variables('location'), parameters('api'))";

/**
 * A template for an API connection that authenticates with the identity of its user. There is one template for
 * connectors with parameter sets, and one for the others.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#arm-template-for-api-connections-and-managed-identities
 */
export function connectionTemplate({ valueSet }: ManagedApi): Argument {
  const hasSets = valueSet !== undefined;
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
      ...(hasSets && { valueSet: { type: "string" }, values: { type: "object" } }),
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
          ...(hasSets
            ? { parameterValueSet: { name: "[parameters('valueSet')]", values: "[parameters('values')]" } }
            : { parameterValueType: "Alternative" }),
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

/** The parameter set of a connector, with its values. */
export function parameterSet(
  { valueSet }: ManagedApi,
  parameters: Readonly<Record<string, string>>,
): Readonly<Record<string, Argument>> {
  if (valueSet === undefined) {
    return {};
  }
  const values = Object.entries(parameters).map(([name, value]) => [name, { value: literalText(value) }] as const);
  return { valueSet, values: Object.fromEntries(values) };
}

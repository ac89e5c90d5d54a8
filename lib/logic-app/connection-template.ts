import { type Argument } from "../core/function-call";
import { literalText } from "../core/literal-text";
import { type ManagedApi } from "./managed-api";

const CONNECTION_ID = "resourceId('Microsoft.Web/connections', parameters('name'))";
const API_ID =
  "subscriptionResourceId('Microsoft.Web/locations/managedApis', variables('location'), parameters('api'))";

/** The connection as it is before it authenticates; what authenticates it comes as an object from the parameters. */
const PROPERTIES = `createObject('displayName', parameters('displayName'), 'api', createObject('id', ${API_ID}))`;

/**
 * An API connection that authenticates with the identity of whoever uses it.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity#arm-template-for-api-connections-and-managed-identities
 */
export const CONNECTION_TEMPLATE = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: {
    name: { type: "string" },
    location: { type: "string" },
    tags: { type: "object" },
    kind: { type: "string" },
    api: { type: "string" },
    displayName: { type: "string" },
    authentication: { type: "object" },
  },
  variables: {
    // Ids of managed APIs have the name of the region, "westeurope", where people also write "West Europe".
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
      properties: `[union(${PROPERTIES}, parameters('authentication'))]`,
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
} as const;

/** What of the connection's properties says that it authenticates with a managed identity. */
export function authenticationOf({ valueSet }: ManagedApi, parameters: Readonly<Record<string, string>>): Argument {
  if (valueSet === undefined) {
    return { parameterValueType: "Alternative" };
  }
  const values = Object.entries(parameters).map(([name, value]) => [name, { value: literalText(value) }] as const);
  return { parameterValueSet: { name: valueSet, values: Object.fromEntries(values) } };
}

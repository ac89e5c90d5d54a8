import { type Argument } from "../../core/function-call";

const WORKFLOW_ID = "resourceId('Microsoft.Logic/workflows', parameters('name'))";
const API_VERSION = "2019-05-01";

/**
 * A template for a Consumption workflow with its identity, connections and state.
 *
 * https://learn.microsoft.com/azure/templates/microsoft.logic/2019-05-01/workflows
 */
export const WORKFLOW_TEMPLATE: Argument = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: {
    name: { type: "string" },
    location: { type: "string" },
    tags: { type: "object" },
    identity: { type: "object" },
    state: { type: "string" },
    definition: { type: "object" },
    parameters: { type: "object" },
  },
  resources: [
    {
      type: "Microsoft.Logic/workflows",
      apiVersion: API_VERSION,
      name: "[parameters('name')]",
      location: "[parameters('location')]",
      tags: "[parameters('tags')]",
      identity: "[parameters('identity')]",
      properties: {
        state: "[parameters('state')]",
        definition: "[parameters('definition')]",
        parameters: "[parameters('parameters')]",
      },
    },
  ],
  outputs: {
    workflowId: { type: "string", value: `[${WORKFLOW_ID}]` },
    principalId: {
      type: "string",
      value:
        "[if(equals(parameters('identity').type, 'SystemAssigned'), " +
        `reference(${WORKFLOW_ID}, '${API_VERSION}', 'Full').identity.principalId, '')]`,
    },
  },
};

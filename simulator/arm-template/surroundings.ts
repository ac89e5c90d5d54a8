import { type ObjectValue } from "../protocol/values";

/** The target of a deployment. */
export interface Surroundings {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly tags: ObjectValue;
  readonly deployment: string;
}

/**
 * The values of the functions without arguments:
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment
 */
export function answersOf(here: Surroundings): Readonly<Record<string, ObjectValue>> {
  const { tenantId, subscriptionId, resourceGroup: name, location, tags, deployment } = here;
  const subscription = `/subscriptions/${subscriptionId}`;
  return {
    deployment: { name: deployment, properties: { mode: "Incremental", provisioningState: "Accepted" } },
    environment: PUBLIC_CLOUD,
    resourceGroup: {
      id: `${subscription}/resourceGroups/${name}`,
      name,
      type: "Microsoft.Resources/resourceGroups",
      location,
      tags,
      properties: { provisioningState: "Succeeded" },
    },
    subscription: { id: subscription, subscriptionId, tenantId, displayName: "Simulated subscription" },
    tenant: { tenantId },
  };
}

const PUBLIC_CLOUD: ObjectValue = {
  name: "AzureCloud",
  resourceManager: "https://management.azure.com/",
  authentication: { loginEndpoint: "https://login.microsoftonline.com/", tenant: "common" },
  suffixes: {
    keyvaultDns: ".vault.azure.net",
    sqlServerHostname: ".database.windows.net",
    storage: "core.windows.net",
  },
};

import { type Simulator } from "../../simulator";
import { deploying, GROUP } from "./simulation";

export type Arguments = Record<string, unknown>;

const PLACE = { resource_group_name: "${azurerm_resource_group.it.name}" };

/** A template for a resource group. */
export const template = (parts: Readonly<Record<string, unknown>>): Arguments => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  resources: [],
  ...parts,
});

/** Arguments of a template deployment in the resource group "it". */
export const deployment = (
  parts: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Arguments => ({
  ...PLACE,
  name: "connections",
  deployment_mode: "Incremental",
  template_content: JSON.stringify(template(parts)),
  ...more,
});

/** An expression for an output of the deployment with a Terraform name. */
export const outputOf = (name: string, output: string): string =>
  `\${jsondecode(azurerm_resource_group_template_deployment.${name}.output_content).${output}.value}`;

/** The connection of a template to a managed API; one to SQL with a managed identity, unless something else is said. */
export const connection = (more: Readonly<Record<string, unknown>> = {}, api = "sql"): Arguments => ({
  type: "Microsoft.Web/connections",
  apiVersion: "2016-06-01",
  name: api,
  location: "westeurope",
  kind: "V1",
  ...more,
  properties: {
    api: { id: `[subscriptionResourceId('Microsoft.Web/locations/managedApis', 'westeurope', '${api}')]` },
    parameterValueSet: { name: "oauthMI", values: {} },
    ...(more.properties as object | undefined),
  },
});

/** The resource group, a template deployment "it", and what else there is. */
export const stack = (it: Arguments, more: Readonly<Record<string, Arguments>> = {}): ReturnType<typeof deploying> =>
  deploying({ ...GROUP, ...more, azurerm_resource_group_template_deployment: { it } });

/** What templates deployed: id in the group. */
export const deployed = (simulator: Simulator): string[] =>
  simulator
    .resources()
    .filter(({ type }) => type.includes("/"))
    .map(({ id }) => id.split("/providers/").slice(1).join("/providers/"));

/** Attributes of the only resource of a type. */
export const attributesOf = (simulator: Simulator, type: string): Readonly<Record<string, unknown>> | undefined =>
  simulator.resources().find((resource) => resource.type === type)?.attributes;

/** A resource of a type about which nothing is special. */
export const thing = (name: string, more: Arguments = {}): Arguments => ({
  type: "Example.Things/things",
  apiVersion: "2024-01-01",
  name,
  ...more,
});

/** Id of the resource group. */
export const groupIdOf = ({ account }: Simulator): string =>
  `/subscriptions/${account.subscriptionId}/resourceGroups/rg`;

/** A policy for a principal on the connection "sql"; nobody's without an object id. */
export const policy = (objectId?: string, more: Arguments = {}): Arguments => ({
  type: "Microsoft.Web/connections/accessPolicies",
  apiVersion: "2016-06-01",
  name: "sql/orders",
  location: "westeurope",
  dependsOn: ["sql"],
  properties: {
    principal: {
      type: "ActiveDirectory",
      identity: { objectId: objectId ?? "[parameters('principal')]", tenantId: "[tenant().tenantId]" },
    },
  },
  ...more,
});

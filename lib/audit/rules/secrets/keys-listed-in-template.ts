import { type Rule } from "../rule";

const TEMPLATES: readonly [type: string, argument: string][] = [
  ["azurerm_management_group_template_deployment", "template_content"],
  ["azurerm_resource_group_template_deployment", "template_content"],
  ["azurerm_subscription_template_deployment", "template_content"],
  ["azurerm_template_deployment", "template_body"],
  ["azurerm_tenant_template_deployment", "template_content"],
];

/** Functions of templates that read secrets: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#list. */
const LISTS_KEYS = /\blist(?:\w{0,40}Keys|Keys?|Secrets?|AccountSas|ServiceSas|ConnectionStrings|Credentials?)\s?\(/i;

const deployment = { name: "connections", resource_group_name: "rg-shop", deployment_mode: "Incremental" };

const template = (properties: unknown): string =>
  JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources: [{ type: "Microsoft.Web/connections", apiVersion: "2016-06-01", name: "blob", properties }],
  });

export const keysListedInTemplate: Rule = {
  id: "keys-listed-in-template",
  severity: "high",
  title: "a template lists the keys of a resource",
  why: "The template passes the key to the resources that it deploys, where Terraform does not see it and nobody rotates it.",
  remedy: "Give the resource in the template a managed identity, and grant a role to it.",
  constructs: ["LogicAppConnection"],
  scanners: [],
  failing: {
    resource: {
      azurerm_resource_group_template_deployment: {
        connections: {
          ...deployment,
          template_content: template({
            parameterValues: { accessKey: "[listKeys('store', '2023-01-01').keys[0].value]" },
          }),
        },
      },
    },
  },
  passing: {
    resource: {
      azurerm_resource_group_template_deployment: {
        connections: {
          ...deployment,
          template_content: template({ parameterValueSet: { name: "managedIdentityAuth" } }),
        },
      },
    },
  },
  check: ({ analysis }, report) => {
    for (const [type, argument] of TEMPLATES) {
      for (const block of analysis.resourcesOf(type)) {
        const text = block.values[argument];
        if (typeof text === "string" && LISTS_KEYS.test(text)) {
          report({ block, path: argument, message: "the template lists keys or secrets of a resource" });
        }
      }
    }
  },
};

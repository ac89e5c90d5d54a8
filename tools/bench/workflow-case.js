"use strict";
/**
 * Builds and synthesizes an app with one workflow of N actions: as a literal in a template deployment, which can refer
 * to other resources, as JSON text there, which cannot, or as a ConsumptionWorkflow. Prints the duration and the peak
 * memory: `workflow-case.js (literal|text|construct) <N>`.
 */
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { AzurermProvider } = require("@cdktf/provider-azurerm/lib/provider");
const { ResourceGroup } = require("@cdktf/provider-azurerm/lib/resource-group");
const { ResourceGroupTemplateDeployment } = require("@cdktf/provider-azurerm/lib/resource-group-template-deployment");
const { App, Fn, TerraformStack } = require("cdktf");
const { ConsumptionWorkflow, DataAction, RequestTrigger, WorkflowValue } = require("../../dist");

/** Names of the actions, each of which reads the one before. */
const namesOf = (count) => Array.from({ length: count }, (_, index) => `Step_${index}`);

const before = (index) => (index === 0 ? "triggerBody()" : `outputs('Step_${index - 1}')?['value']`);

function byTemplate(stack, group, count, json) {
  const actions = namesOf(count).map((name, index) => [
    name,
    {
      type: "Compose",
      inputs: { name, value: `@${before(index)}` },
      runAfter: index === 0 ? {} : { [`Step_${index - 1}`]: ["Succeeded"] },
    },
  ]);
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { location: { type: "string" }, definition: { type: "object" } },
    resources: [
      {
        type: "Microsoft.Logic/workflows",
        apiVersion: "2019-05-01",
        name: "bench",
        location: "[parameters('location')]",
        identity: { type: "SystemAssigned" },
        properties: { state: "Enabled", definition: "[parameters('definition')]" },
      },
    ],
  };
  const definition = {
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    triggers: { manual: { type: "Request", kind: "Http", inputs: {} } },
    actions: Object.fromEntries(actions),
  };
  new ResourceGroupTemplateDeployment(stack, "workflow", {
    name: "bench",
    resourceGroupName: group.name,
    deploymentMode: "Incremental",
    templateContent: JSON.stringify(template),
    parametersContent: json({ location: { value: "westeurope" }, definition: { value: definition } }),
  });
}

function byConstruct(stack, group, count) {
  const actions = namesOf(count).map((name, index) => [
    name,
    DataAction.compose(
      { name, value: WorkflowValue.expression(before(index)) },
      { runAfter: index === 0 ? [] : [`Step_${index - 1}`] },
    ),
  ]);
  new ConsumptionWorkflow(stack, "workflow", {
    name: "bench",
    resourceGroup: group,
    triggers: { manual: RequestTrigger.of() },
    actions: Object.fromEntries(actions),
  });
}

const BUILDS = {
  literal: (stack, group, count) => byTemplate(stack, group, count, (value) => Fn.jsonencode(value)),
  text: (stack, group, count) => byTemplate(stack, group, count, JSON.stringify),
  construct: byConstruct,
};

function milliseconds(build, count) {
  const outdir = mkdtempSync(join(tmpdir(), "azmi-bench-"));
  const start = process.hrtime.bigint();
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "bench");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  const group = new ResourceGroup(stack, "group", { name: "rg", location: "westeurope" });
  build(stack, group, count);
  app.synth();
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  rmSync(outdir, { recursive: true });
  return elapsed;
}

const [variant, count] = process.argv.slice(2);
const build = BUILDS[variant];
milliseconds(build, 10);
const elapsed = milliseconds(build, Number(count));
console.log(JSON.stringify({ milliseconds: elapsed, megabytes: process.resourceUsage().maxRSS / 2 ** 10 }));

import { LogicAppActionCustom } from "@cdktf/provider-azurerm/lib/logic-app-action-custom";
import { LogicAppTriggerCustom } from "@cdktf/provider-azurerm/lib/logic-app-trigger-custom";
import { type LogicAppWorkflow } from "@cdktf/provider-azurerm/lib/logic-app-workflow";
import { type TerraformStack } from "cdktf";
import {
  LogicAppConnection,
  ManagedApi,
  ManagedIdentityApiConnection,
  type WorkflowAction,
  type WorkflowTrigger,
} from "../../lib/logic-app";
import { simulateLifeCycle } from "../../simulator";
import { workflow } from "./azure";
import { type JsonObject } from "./conformance";
import { synthesize, testStack } from "./synth";
import { workflowDefinition } from "./workflow-definition";

/** A connection as a Consumption workflow has it. */
export const connectionOf = (api: ManagedApi): LogicAppConnection => LogicAppConnection._ofWorkflow(api.name, api);

/** Actions and triggers by name. */
export interface WorkflowParts {
  readonly triggers?: Readonly<Record<string, WorkflowTrigger>>;
  readonly actions?: Readonly<Record<string, WorkflowAction>>;
}

const PARAMETERS: Readonly<Record<string, string>> = {
  adtInstance: "orders.api.weu.digitaltwins.azure.net",
  azureOpenAIResourceName: "orders",
  ConnectionEndpoint: "https://orders.search.windows.net",
  namespaceEndpoint: "sb://orders.servicebus.windows.net/",
  siteUrl: "https://orders.cognitiveservices.azure.com/",
  vaultName: "kv-orders",
};

/** A workflow that has a connection of each kind that there is, by the name of its connector. */
export function workflowWithConnections(stack: TerraformStack): LogicAppWorkflow {
  const app = workflow(stack, "workflow");
  for (const api of ManagedApi._all()) {
    const parameters = Object.fromEntries(api.parameters.map((name) => [name, PARAMETERS[name] ?? ""]));
    const place = { resourceGroupName: "rg-test", location: "westeurope" };
    new ManagedIdentityApiConnection(stack, api.name, { ...place, api, parameters }).addTo(app);
  }
  return app;
}

/** The definition of a workflow with these parts, after the real terraform has deployed them one after the other. */
export async function deployedDefinition(
  partsOf: WorkflowParts | ((workflow: LogicAppWorkflow) => WorkflowParts),
): Promise<JsonObject> {
  const stack = testStack();
  const app = workflowWithConnections(stack);
  const { triggers = {}, actions = {} } = typeof partsOf === "function" ? partsOf(app) : partsOf;
  const logicAppId = app.id;
  const made: LogicAppActionCustom[] = [];
  for (const [name, { body }] of Object.entries(triggers)) {
    new LogicAppTriggerCustom(stack, name, { name, logicAppId, body });
  }
  for (const [name, { body }] of Object.entries(actions)) {
    made.push(new LogicAppActionCustom(stack, name, { name, logicAppId, body, dependsOn: made.slice(-1) }));
  }
  return definitionOf(stack);
}

/** The definition of the workflow in the stack, after a life in which nothing went wrong and no plan was left. */
export async function definitionOf(stack: TerraformStack): Promise<JsonObject> {
  synthesize(stack);
  const { replan, resources, leftovers, ...life } = await simulateLifeCycle(stack, {
    before: (simulator) => {
      simulator.declare("azurerm_resource_group", { name: "rg-test" });
    },
  });
  const steps = [life.validate, life.plan, life.apply, replan, life.destroy];
  expect(steps.map(({ ok, diagnostics }) => ({ ok, diagnostics }))).toEqual(
    steps.map(() => ({ ok: true, diagnostics: [] })),
  );
  expect({ isEmpty: replan.isEmpty, leftovers }).toEqual({ isEmpty: true, leftovers: [] });
  return workflowDefinition(resources);
}

import Ajv from "ajv";
import { type SimulatedResource } from "../../simulator";
import controlSchema from "../logic-app/workflow-control.schema.json";
import schema from "../logic-app/workflow-definition.schema.json";
import { type JsonObject } from "./conformance";

const validate = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false, strictRequired: false })
  .addSchema(controlSchema)
  .compile(schema);

/**
 * The definition that the resources of one workflow make up, as Azure would have it.
 *
 * @returns what is wrong with it is thrown
 */
export function workflowDefinition(resources: readonly SimulatedResource[]): JsonObject {
  const bodies = (type: string): JsonObject =>
    Object.fromEntries(
      resources
        .filter((resource) => resource.type === type)
        .map(({ attributes }) => [String(attributes.name), JSON.parse(String(attributes.body)) as JsonObject]),
    );
  const workflow = resources.find(({ type }) => type === "azurerm_logic_app_workflow");
  const parameters = Object.entries((workflow?.attributes.workflow_parameters ?? {}) as Record<string, string>);
  const definition = {
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    parameters: Object.fromEntries(parameters.map(([name, text]) => [name, JSON.parse(text) as JsonObject])),
    triggers: { ...bodies("azurerm_logic_app_trigger_custom"), ...recurrences(resources) },
    actions: bodies("azurerm_logic_app_action_custom"),
  };
  const problems = definitionProblems(definition);
  if (problems.length > 0) {
    throw new Error(`the workflow is not what the workflow definition language allows:\n${problems.join("\n")}`);
  }
  return definition;
}

/** The triggers that azurerm has a resource of their own for. */
function recurrences(resources: readonly SimulatedResource[]): JsonObject {
  const found = resources.filter(({ type }) => type === "azurerm_logic_app_trigger_recurrence");
  return Object.fromEntries(
    found.map(({ attributes: { name, frequency, interval } }) => [
      String(name),
      { type: "Recurrence", recurrence: { frequency, interval } },
    ]),
  ) as JsonObject;
}

/** What the schema does not allow, and names that nothing has. */
export function definitionProblems(definition: object): string[] {
  validate(definition);
  // What an alternative misses is told by the alternatives themselves.
  const told = (validate.errors ?? []).filter(({ keyword }) => !["if", "oneOf", "anyOf"].includes(keyword));
  const all = told.length > 0 ? told : (validate.errors ?? []);
  return [...all.map(({ instancePath, message = "" }) => `${instancePath} ${message}`), ...unknownNames(definition)];
}

interface Definition {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly triggers?: Readonly<Record<string, unknown>>;
  readonly actions?: Readonly<Record<string, { readonly runAfter?: Readonly<Record<string, unknown>> }>>;
}

function unknownNames({ parameters = {}, triggers = {}, actions = {} }: Definition): string[] {
  const used = JSON.stringify({ triggers, actions }).includes("parameters('$connections')");
  return [
    ...Object.entries(actions).flatMap(([name, { runAfter = {} }]) =>
      Object.keys(runAfter)
        .filter((before) => !(before in actions))
        .map((before) => `/actions/${name}/runAfter there is no action ${before}`),
    ),
    ...(used && !("$connections" in parameters) ? ["/parameters there is no parameter $connections"] : []),
  ];
}

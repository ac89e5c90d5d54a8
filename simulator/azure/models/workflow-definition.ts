import { blocksOf, isObject, type ObjectValue, textOf } from "../../protocol/values";
import { isPartOf } from "../parts";
import { type Azure } from "../azure";
import { type Resource } from "../inventory";
import { jsonObject } from "../json-text";
import { AzureError } from "../refusal";

/** An action or a trigger of a workflow, as a Terraform resource. */
type ComponentResource = Pick<Resource, "type" | "id" | "state">;

interface ComponentType {
  readonly kind: "action" | "trigger";
  /** Its part of the workflow definition; undefined if it is invalid. */
  readonly definition: (state: ObjectValue) => ObjectValue | undefined;
}

const custom = ({ body }: ObjectValue): ObjectValue | undefined => jsonObject(body);

/** https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language */
export const COMPONENTS: Readonly<Record<string, ComponentType>> = {
  azurerm_logic_app_action_custom: { kind: "action", definition: custom },
  azurerm_logic_app_action_http: {
    kind: "action",
    definition: ({ run_after: after, ...inputs }) => ({
      inputs,
      runAfter: Object.fromEntries(
        blocksOf(after).map(({ action_name: name, action_result: result }) => [textOf(name) ?? "", [result ?? null]]),
      ),
    }),
  },
  azurerm_logic_app_trigger_custom: { kind: "trigger", definition: custom },
  azurerm_logic_app_trigger_http_request: { kind: "trigger", definition: (inputs) => ({ inputs }) },
  azurerm_logic_app_trigger_recurrence: { kind: "trigger", definition: (recurrence) => ({ recurrence }) },
};

/** The actions and triggers of a workflow. */
export const componentsOf = (azure: Azure, workflow: Resource): ComponentResource[] =>
  azure.inventory.all().filter((resource) => resource.type in COMPONENTS && isPartOf(resource, workflow));

/** Azure validates the whole definition of a workflow when a part of it changes. */
export function checkDefinition(components: readonly ComponentResource[], connections: ObjectValue): void {
  const actions = components.filter(({ type }) => COMPONENTS[type]?.kind === "action").map(nameOf);
  const problems = components.flatMap((component) => [
    ...runAfter(component)
      .filter((name) => !actions.includes(name))
      .map((name) => `The 'runAfter' property of ${described(component)} contains non-existent action: '${name}'.`),
    ...connectionsIn(component)
      .filter((name) => !(name in connections))
      .map(
        (name) =>
          `The ${described(component)} is not valid: '$connections' of the workflow has no connection '${name}'.`,
      ),
  ]);
  if (problems.length > 0) {
    throw new AzureError(400, "InvalidTemplate", `The template validation failed: '${problems.join(" ")}'.`);
  }
}

const nameOf = ({ state }: ComponentResource): string => textOf(state.name) ?? "";

const definitionOf = ({ type, state }: ComponentResource): ObjectValue => COMPONENTS[type]?.definition(state) ?? {};

const described = (component: ComponentResource): string =>
  `template ${COMPONENTS[component.type]?.kind ?? ""} '${nameOf(component)}'`;

function runAfter(component: ComponentResource): string[] {
  const { runAfter: after = null } = definitionOf(component);
  return isObject(after) ? Object.keys(after) : [];
}

/** The keys in expressions such as "@parameters('$connections')['sql']['connectionId']". */
function connectionsIn(component: ComponentResource): string[] {
  const references = JSON.stringify(definitionOf(component)).matchAll(/parameters\('\$connections'\)\['([^']+)'\]/g);
  return [...new Set([...references].map(([, key = ""]) => key))];
}

import { isObject, type ObjectValue, textOf, type Value } from "../../protocol/values";
import { type Azure } from "../azure";
import { type Resource } from "../inventory";
import { goJson, jsonObject, parsedJson } from "../json-text";
import { type ResourceModel, type ResourceModels } from "../model";
import { Refusal } from "../refusal";
import { checkConnections, connectionsOf } from "./workflow-connections";
import { checkDefinition, COMPONENTS, componentsOf } from "./workflow-definition";

/** Consumption workflows, with their actions and triggers. */
export const LOGIC_APPS: ResourceModels = {
  azurerm_logic_app_workflow: {
    check: (write) => {
      const { azure, attributes, before } = write;
      checkParameters(attributes);
      checkConnections(write);
      checkDefinition(before ? componentsOf(azure, before) : [], connectionsOf(attributes));
    },
    // azurerm reads definitions and values back as compact JSON with sorted keys, except texts and secrets.
    keep: (state) => {
      const { parameters = null, workflow_parameters: definitions = null } = state;
      return {
        ...state,
        parameters: compactValues(parameters, (name) => !IS_TEXT.test(typeOf(name, definitions) ?? "")),
        workflow_parameters: compactValues(definitions, () => true),
      };
    },
  },
  ...Object.fromEntries(Object.keys(COMPONENTS).map((type) => [type, component(type)])),
};

function component(type: string): ResourceModel {
  const hasBody = type.endsWith("_custom");
  return {
    check: ({ azure, id, attributes }) => {
      const workflow = workflowOf(azure, attributes);
      if (!workflow) {
        throw new Refusal(`Logic App Workflow ${textOf(attributes.logic_app_id) ?? ""} was not found`);
      }
      if (!COMPONENTS[type]?.definition(attributes)) {
        throw new Refusal("unmarshalling JSON: the body has to be a JSON object");
      }
      const others = componentsOf(azure, workflow).filter((other) => other.id.toLowerCase() !== id.toLowerCase());
      checkDefinition([...others, { type, id, state: attributes }], connectionsOf(workflow.state));
    },
    checkRemoval: ({ id, state }, azure) => {
      const workflow = workflowOf(azure, state);
      if (workflow) {
        const left = componentsOf(azure, workflow).filter((other) => other.id !== id);
        checkDefinition(left, connectionsOf(workflow.state));
      }
    },
    ...(hasBody && {
      json: ["body"],
      keep: (state: ObjectValue): ObjectValue => ({ ...state, body: goJson(jsonObject(state.body) ?? {}) }),
    }),
  };
}

function workflowOf(azure: Azure, { logic_app_id: id }: ObjectValue): Resource | undefined {
  const found = azure.inventory.find(textOf(id) ?? "");
  return found?.type === "azurerm_logic_app_workflow" ? found : undefined;
}

/** azurerm requires a definition for each value, and a value that matches its definition. */
function checkParameters({ parameters, workflow_parameters: definitions }: ObjectValue): void {
  const declared = isObject(definitions) ? definitions : {};
  Object.keys(declared).forEach((name) => {
    if (typeOf(name, declared) === undefined) {
      throw new Refusal(`the definition of the workflow parameter "${name}" has to be a JSON object with a type`);
    }
  });
  Object.entries(isObject(parameters) ? parameters : {}).forEach(([name, text]) => {
    const type = typeOf(name, declared);
    if (type === undefined) {
      throw new Refusal(`no parameter definition for ${name}`);
    }
    if (!/^(secure)?string$/i.test(type) && parsedJson(text) === undefined) {
      throw new Refusal(`unmarshalling ${name}: it is no JSON, and its type is ${type}`);
    }
  });
}

/** Values that are not JSON, or that Azure does not return. */
const IS_TEXT = /^(string|secure)/i;

/** The type of a parameter in its definition. */
function typeOf(name: string, definitions: Value): string | undefined {
  return textOf(jsonObject(isObject(definitions) ? definitions[name] : undefined)?.type);
}

function compactValues(parameters: Value, isJson: (name: string) => boolean): Value {
  if (!isObject(parameters)) {
    return parameters;
  }
  const compact = ([name, text]: [string, Value]): [string, Value] => {
    const value = isJson(name) ? parsedJson(text) : undefined;
    return [name, value === undefined ? text : goJson(value)];
  };
  return Object.fromEntries(Object.entries(parameters).map(compact));
}

import { isObject, type ObjectValue, textOf } from "../../protocol/values";
import { normalLocation } from "../../provider/plan";
import { textAt } from "../../provider/values-at";
import { checkConnectionsOf } from "../models/workflow-connections";
import { componentsOf } from "../models/workflow-definition";
import { AzureError } from "../refusal";
import { type ArmRequest, type ArmServices } from "./arm-service";
import { definitionFaults } from "./workflow-definitions";

/** The type of azurerm for the same resource. */
const TERRAFORM_TYPE = "azurerm_logic_app_workflow";

/** Consumption workflows as a whole: https://learn.microsoft.com/rest/api/logic/workflows/create-or-update */
export const WORKFLOWS: ArmServices = {
  "Microsoft.Logic/workflows": {
    takenOver: ({ type, state }) => {
      const [block] = Array.isArray(state.identity) ? (state.identity as readonly ObjectValue[]) : [];
      return type === TERRAFORM_TYPE
        ? { location: state.location ?? null, identity: { principalId: block?.principal_id ?? null } }
        : undefined;
    },
    problems: (request) => {
      const { body, before } = request;
      const { state = "Enabled" } = propertiesOf(body);
      const [here, there] = [body.location, before?.state.location].map((location) => textOf(location) ?? "");
      return [
        ...identityProblems(body),
        ...(state === "Enabled" || state === "Disabled" ? [] : ["properties.state has to be 'Enabled' or 'Disabled'"]),
        ...(before === undefined || normalLocation(here ?? "") === normalLocation(there ?? "")
          ? []
          : [`the workflow is in location '${there ?? ""}' already, and cannot be moved to '${here ?? ""}'`]),
      ];
    },
    properties: (request) => {
      const { azure, id, body } = request;
      checkContent(request);
      // The definition has all actions and triggers, also those that azurerm wrote one by one.
      const present = azure.inventory.find(id);
      if (present) {
        componentsOf(azure, present).forEach((part) => azure.inventory.remove(part.id));
      }
      return { ...propertiesOf(body), provisioningState: "Succeeded", accessEndpoint: `https://simulated.logic${id}` };
    },
  },
};

const propertiesOf = ({ properties }: ObjectValue): ObjectValue => (isObject(properties) ? properties : {});

const usersOf = (body: ObjectValue): string[] => {
  const users = isObject(body.identity) ? body.identity.userAssignedIdentities : undefined;
  return isObject(users) ? Object.keys(users) : [];
};

function identityProblems(body: ObjectValue): string[] {
  const type = textAt(body, "identity.type") ?? "None";
  const users = usersOf(body);
  const wanted = type === "UserAssigned" ? 1 : 0;
  return [
    ...(["None", "SystemAssigned", "UserAssigned"].includes(type)
      ? []
      : [`a Consumption workflow takes one identity, and identity.type is '${type}'`]),
    ...(users.length === wanted ? [] : [`identity.type '${type}' takes ${String(wanted)} user-assigned identities`]),
  ];
}

function checkContent({ azure, id, body }: ArmRequest): void {
  const { definition = null, parameters = null } = propertiesOf(body);
  const [given, whole] = [isObject(parameters) ? parameters : {}, isObject(definition) ? definition : {}];
  const $connections = isObject(given.$connections) ? given.$connections.value : undefined;
  const connections = isObject($connections) ? $connections : {};
  const faults = [...parameterFaults(given, whole), ...definitionFaults(whole, connections)];
  if (faults.length > 0) {
    throw new AzureError(400, "InvalidTemplate", `The template validation failed: '${faults.join(" ")}'.`);
  }
  const identity = { type: textAt(body, "identity.type") ?? "None", users: usersOf(body) };
  checkConnectionsOf({ azure, name: id.split("/").at(-1) ?? "", connections, identity });
}

function parameterFaults(given: ObjectValue, { parameters }: ObjectValue): string[] {
  const declared = isObject(parameters) ? parameters : {};
  return [
    ...Object.keys(given)
      .filter((name) => !(name in declared))
      .map((name) => `The workflow parameter '${name}' is not declared in the definition.`),
    ...Object.entries(declared)
      .filter(([name, one]) => !(name in given) && !(isObject(one) && "defaultValue" in one))
      .map(([name]) => `The value for the workflow parameter '${name}' is not provided.`),
  ];
}

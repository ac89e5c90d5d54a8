import { isObject, type ObjectValue, type Value } from "../../protocol/values";
import { textAt } from "../../provider/values-at";
import { type AccessEntry } from "../access";
import { type Azure } from "../azure";
import { type Resource } from "../inventory";
import { builtInProblems, managedProblems, type Surroundings } from "./connection-problems";
import { type LogicAppPackage } from "./logic-app-package";
import { LogicAppSite } from "./logic-app-site";

const MANAGED = "managedApiConnections";
const BUILT_IN = "serviceProviderConnections";

/** Where the inputs of an action or trigger name a connection of each part of connections.json. */
const NAMED: Readonly<Record<string, string>> = {
  [MANAGED]: "host.connection.referenceName",
  [BUILT_IN]: "serviceProviderConfiguration.connectionName",
  functionConnections: "function.connectionName",
  apiManagementConnections: "apiManagement.connection",
};

/**
 * What the host of a Standard logic app reports when the package has been deployed to it.
 *
 * https://learn.microsoft.com/azure/logic-apps/devops-deployment-single-tenant-azure-logic-apps
 */
export function packageProblems(
  azure: Azure,
  app: Resource,
  { connections, workflows }: LogicAppPackage,
  access: readonly AccessEntry[],
): string[] {
  if (!connections) {
    return ["connections.json is not a JSON object"];
  }
  const surroundings = { azure, access, site: new LogicAppSite(azure, app) };
  return [
    ...Object.entries(connections).flatMap(([section, all]) =>
      connectionsOf(all).flatMap(([key, connection]) =>
        problemsOf(section, connection, surroundings).map((problem) => `${section} '${key}': ${problem}`),
      ),
    ),
    ...Object.entries(workflows).flatMap(([name, workflow]) => unknownConnections(name, workflow, connections)),
  ];
}

function problemsOf(section: string, connection: ObjectValue, surroundings: Surroundings): string[] {
  const missing = surroundings.site.missingSettings(connection);
  if (missing.length > 0) {
    return missing.map((name) => `the app setting '${name}' is not there`);
  }
  const resolved = surroundings.site.resolvedObject(connection);
  switch (section) {
    case MANAGED:
      return managedProblems(resolved, surroundings);
    case BUILT_IN:
      return builtInProblems(resolved, surroundings);
    default:
      return [];
  }
}

function unknownConnections(workflow: string, definition: ObjectValue, connections: ObjectValue): string[] {
  return Object.entries(NAMED).flatMap(([section, path]) => {
    const known = connectionsOf(connections[section]).map(([key]) => key.toLowerCase());
    const used = inputsIn(definition).flatMap((inputs) => textAt(inputs, path) ?? []);
    return [...new Set(used)]
      .filter((key) => !known.includes(key.toLowerCase()))
      .map((key) => `workflow '${workflow}': ${section} of connections.json has no connection '${key}'`);
  });
}

/** The inputs of all actions and triggers, at any depth. */
function inputsIn(value: Value): ObjectValue[] {
  if (!isObject(value)) {
    return [];
  }
  return [...(isObject(value.inputs) ? [value.inputs] : []), ...Object.values(value).flatMap(inputsIn)];
}

function connectionsOf(section: Value | undefined): [string, ObjectValue][] {
  return Object.entries(isObject(section) ? section : {}).filter((entry): entry is [string, ObjectValue] =>
    isObject(entry[1]),
  );
}

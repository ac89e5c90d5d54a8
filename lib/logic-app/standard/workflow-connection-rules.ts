import { type Problem, rules } from "../../core/rules";
import { isMember, type Member, memberAt } from "../workflow-text";
import { type ConnectionSections } from "./connection-sections";

/** Where the inputs of an action or trigger name a connection of each part of connections.json. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  managedApiConnections: ["host", "connection", "referenceName"],
  serviceProviderConnections: ["serviceProviderConfiguration", "connectionName"],
  functionConnections: ["function", "connectionName"],
  apiManagementConnections: ["apiManagement", "connection"],
};

/** Reports actions and triggers, at any depth, with connections that connections.json does not have. */
export function connectionProblems(workflow: string, definition: Member, sections: ConnectionSections): Problem[] {
  return Object.entries(NAMED).flatMap(([section, path]) => {
    const known = sections.keys(section);
    const has = new Set(known.map((key) => key.toLowerCase()));
    const used = operationsIn(definition).map((inputs) => memberAt(inputs, path));
    return [...new Set(used)]
      .filter((key) => typeof key === "string" && !has.has(key.toLowerCase()))
      .flatMap((key) => unknownConnection(workflow, String(key), section, known.join(", ") || "none"));
  });
}

/** All keys of connections that a definition names. */
export function connectionsNamedIn(definition: Member): string[] {
  const keys = operationsIn(definition).flatMap((inputs) => Object.values(NAMED).map((path) => memberAt(inputs, path)));
  return keys.filter((key) => typeof key === "string");
}

/** The inputs of all actions and triggers. */
function operationsIn(value: unknown): Member[] {
  if (!isMember(value)) {
    return [];
  }
  const own = typeof value.type === "string" && isMember(value.inputs) ? [value.inputs] : [];
  return [...own, ...Object.values(value).flatMap(operationsIn)];
}

const unknownConnection = rules<[workflow: string, key: string, section: string, known: string]>(
  "LogicAppWorkflowFile",
  [
    {
      rule: "workflow-file-connection-missing",
      message: (workflow, key, section, known) =>
        `workflow ${workflow} uses connection "${key}", which ${section} does not have (it has: ${known}); add it to the app with ` +
        "addTo, or merge the file that has it",
    },
  ],
);

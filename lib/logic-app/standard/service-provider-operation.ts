import { emptyProblems } from "../actions/argument-rules";
import { type Define, workflowJson } from "../actions/workflow-json";
import { shown } from "../../core/given";
import { refuse, rules } from "../../core/rules";
import { type BuiltInConnector } from "./built-in-connector";
import { LogicAppBuiltInConnection } from "./logic-app-built-in-connection";

/** An operation of a built-in connector, as an action or trigger has it. */
export interface ServiceProviderOperation {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Names that must not be empty. */
  readonly names?: Readonly<Record<string, unknown>>;
}

/** Creates the definition of an action or trigger. */
export function serviceProvider(
  connection: LogicAppBuiltInConnection,
  { operation, parameters, names = parameters }: ServiceProviderOperation,
): Define {
  return (problems) => {
    problems.push(...emptyProblems({ operation, ...names }));
    return {
      type: "ServiceProvider",
      inputs: {
        parameters: workflowJson("parameters", parameters, problems),
        serviceProviderConfiguration: connection._configuration(operation),
      },
    };
  };
}

/** Throws if a connection is not one of the connector. */
export function requireConnector(
  what: string,
  connection: LogicAppBuiltInConnection,
  connector?: BuiltInConnector,
): void {
  refuse(connectionProblems(connection, connector?.name), what);
}

const connectionProblems = rules<[connection: LogicAppBuiltInConnection, connector: string | undefined]>(
  "Workflow actions and triggers",
  [
    {
      rule: "connection-of-other-built-in-connector",
      when: (connection, connector) =>
        !(connection instanceof LogicAppBuiltInConnection) ||
        (connector !== undefined && connection.connector.name !== connector),
      message: (connection, connector) =>
        `connection must be what addTo of a built-in connection returned${connector === undefined ? "" : `, for connector ${connector}`}; got ` +
        (connection instanceof LogicAppBuiltInConnection
          ? `connection "${connection.key}" of ${connection.connector.name}`
          : shown(connection)),
    },
  ],
);

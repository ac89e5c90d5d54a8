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
export function requireConnector(what: string, connection: unknown, wanted?: BuiltInConnector): void {
  const isOne = LogicAppBuiltInConnection._isOne(connection);
  if (!isOne || (wanted !== undefined && connection.connector.name !== wanted.name)) {
    const got = isOne ? `connection "${connection.key}" of ${connection.connector.name}` : shown(connection);
    refuse(otherConnection(got, wanted === undefined ? "" : ` for connector ${wanted.name}`), what);
  }
}

const otherConnection = rules<[got: string, wanted: string]>("Workflow actions and triggers", [
  {
    rule: "connection-of-other-built-in-connector",
    message: (got, wanted) =>
      `connection must be what BuiltInConnection.addTo returned${wanted}; got ${got}; give the connection of that connector`,
  },
]);

import { emptyProblems } from "../actions/argument-rules";
import { WorkflowAction, type WorkflowActionOptions } from "../actions/workflow-action";
import { workflowJson } from "../actions/workflow-json";
import { type LogicAppBuiltInConnection } from "./logic-app-built-in-connection";

/** An operation of a built-in connector. Strings are text. For an expression, use `WorkflowValue.expression`. */
export interface ServiceProviderActionProps extends WorkflowActionOptions {
  /** Id of the operation, such as "executeQuery". The reference of the connector lists it as "Operation ID". */
  readonly operation: string;

  /**
   * Parameters of the operation, by key: text, `WorkflowValue`, or JSON of these.
   *
   * @default - none
   */
  readonly parameters?: Record<string, unknown>;
}

/**
 * Actions with built-in connectors, for the workflow.json of a Standard logic app.
 *
 * https://learn.microsoft.com/azure/logic-apps/connectors/built-in/reference/
 */
export class ServiceProviderAction {
  /** Calls an operation of the connector. */
  public static of(connection: LogicAppBuiltInConnection, props: ServiceProviderActionProps): WorkflowAction {
    const { operation, parameters } = props;
    return WorkflowAction._of(`ServiceProviderAction (${operation})`, props, (problems) => {
      problems.push(...emptyProblems({ operation }));
      return {
        type: "ServiceProvider",
        inputs: {
          parameters: workflowJson("parameters", parameters, problems) ?? {},
          serviceProviderConfiguration: connection._configuration(operation),
        },
      };
    });
  }

  private constructor() {
    // only factories
  }
}

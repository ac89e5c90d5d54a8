import { Token } from "cdktf";
import { type Problem, rules } from "../../core/rules";
import { WorkflowAction, type WorkflowActionOptions } from "../actions/workflow-action";
import { workflowJson } from "../actions/workflow-json";
import { WorkflowTrigger, type WorkflowTriggerOptions } from "../actions/workflow-trigger";

/** Method of a request. */
export enum RequestMethod {
  GET = "GET",
  POST = "POST",
  PUT = "PUT",
  PATCH = "PATCH",
  DELETE = "DELETE",
}

/** A request that starts a run. */
export interface RequestTriggerProps extends WorkflowTriggerOptions {
  /**
   * The only method that starts a run.
   *
   * @default - any, as long as there is no relative path
   */
  readonly method?: RequestMethod;

  /**
   * The path behind the URL of the trigger, with parameters in braces such as "orders/{id}". Expressions read them with
   * `triggerOutputs()['relativePathParameters']['id']`.
   *
   * @default - none
   */
  readonly relativePath?: string;

  /**
   * JSON schema of the body, for the designer.
   *
   * @default - none
   */
  readonly schema?: Record<string, unknown>;
}

/**
 * Starts a run with each HTTP request to the URL that Azure gives the trigger. Whoever knows the URL can start one.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-reqres
 */
export class RequestTrigger {
  /** @param props all optional */
  public static of(props: RequestTriggerProps = {}): WorkflowTrigger {
    const { method, relativePath, schema } = props;
    return WorkflowTrigger._of("RequestTrigger.of", props, (problems) => ({
      type: "Request",
      kind: "Http",
      inputs: { method, relativePath, schema: workflowJson("schema", schema, problems) },
    }));
  }

  private constructor() {
    // only a factory
  }
}

/** A response. Strings are text. For an expression, use `WorkflowValue.expression`. */
export interface ResponseProps extends WorkflowActionOptions {
  /**
   * The HTTP status: 200 to 299, or 400 to 599.
   *
   * @default 200
   */
  readonly statusCode?: number;

  /**
   * Headers.
   *
   * @default - none
   */
  readonly headers?: Record<string, unknown>;

  /**
   * Body: text, `WorkflowValue`, or JSON of these.
   *
   * @default - none
   */
  readonly body?: unknown;

  /**
   * JSON schema of the body, for workflows that call this one.
   *
   * @default - none
   */
  readonly schema?: Record<string, unknown>;
}

/**
 * Answers the request that started the run. Azure does not allow it in loops, and in workflows that no request starts.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#response-action
 */
export class ResponseAction {
  /** @param props all optional */
  public static of(props: ResponseProps = {}): WorkflowAction {
    const { statusCode = 200, headers, body, schema } = props;
    return WorkflowAction._of("ResponseAction.of", props, (problems: Problem[]) => {
      problems.push(...statusProblems(statusCode));
      return {
        type: "Response",
        kind: "Http",
        inputs: {
          statusCode,
          headers: workflowJson("headers", headers, problems),
          body: workflowJson("body", body, problems),
          schema: workflowJson("schema", schema, problems),
        },
      };
    });
  }

  private constructor() {
    // only a factory
  }
}

const statusProblems = rules<[statusCode: number]>("Workflow actions and triggers", [
  {
    rule: "impossible-response-status",
    when: (status) =>
      !Token.isUnresolved(status) && !(Number.isInteger(status) && [2, 4, 5].includes(Math.floor(status / 100))),
    message: (status) => `statusCode must be from 200 to 299 or from 400 to 599; got ${String(status)}`,
  },
]);

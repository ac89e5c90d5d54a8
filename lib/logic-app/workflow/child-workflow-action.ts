import { emptyProblems } from "../actions/argument-rules";
import { WorkflowAction, type WorkflowActionOptions } from "../actions/workflow-action";
import { workflowJson } from "../actions/workflow-json";

/** A call of another workflow. Strings are text. For an expression, use `WorkflowValue.expression`. */
export interface ChildWorkflowProps extends WorkflowActionOptions {
  /** Name of its Request trigger. */
  readonly trigger: string;

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
}

/**
 * Calls another Consumption workflow of the same subscription, and waits for its response.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#workflow-action
 */
export class ChildWorkflowAction {
  /** @param workflowId resource id of the workflow, such as the `id` of an `azurerm_logic_app_workflow` */
  public static call(workflowId: string, props: ChildWorkflowProps): WorkflowAction {
    const { trigger: triggerName, headers, body } = props;
    return WorkflowAction._of("ChildWorkflowAction.call", props, (problems) => {
      problems.push(...emptyProblems({ workflowId, trigger: triggerName }));
      return {
        type: "Workflow",
        inputs: {
          host: { workflow: { id: workflowId }, triggerName },
          headers: workflowJson("headers", headers, problems),
          body: workflowJson("body", body, problems),
        },
      };
    });
  }

  private constructor() {
    // only a factory
  }
}

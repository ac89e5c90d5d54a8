import { terraformJson } from "../../core/function-call";
import { emptyProblems, refuse } from "./refuse";
import { type Define } from "./workflow-json";

/**
 * How an action of a workflow ends.
 *
 * https://learn.microsoft.com/azure/logic-apps/error-exception-handling#manage-the-run-after-behavior
 */
export enum WorkflowStatus {
  /** It succeeded. */
  SUCCEEDED = "Succeeded",
  /** It failed. */
  FAILED = "Failed",
  /** It did not run, because an action before it ended with another status. */
  SKIPPED = "Skipped",
  /** It timed out. */
  TIMED_OUT = "TimedOut",
}

/** When an action runs. */
export interface WorkflowActionOptions {
  /**
   * Names of the actions that must end before, with one of `runAfterStatuses`. The `name` of an
   * `azurerm_logic_app_action_custom` also makes Terraform create that action first: Azure rejects an action that runs
   * after an unknown one.
   *
   * @default - it runs as soon as the workflow starts
   */
  readonly runAfter?: string[];

  /**
   * The statuses of the actions in `runAfter` with which this action runs, such as `[WorkflowStatus.FAILED,
   * WorkflowStatus.TIMED_OUT]` for an error handler. Applies to all of them. An empty list throws.
   *
   * @default - all of them must succeed
   */
  readonly runAfterStatuses?: WorkflowStatus[];
}

/** One action of a workflow, for an `azurerm_logic_app_action_custom` or the definition of a Standard workflow. */
export class WorkflowAction {
  /** @internal */
  public static _of(what: string, options: WorkflowActionOptions, define: Define): WorkflowAction {
    const { runAfter = [], runAfterStatuses = [WorkflowStatus.SUCCEEDED] } = options;
    const problems: string[] = [];
    const definition = {
      ...define(problems),
      runAfter: Object.fromEntries(runAfter.map((name) => [name, runAfterStatuses])),
    };
    refuse(what, [
      ...problems,
      ...statusProblems(options),
      ...runAfter.flatMap((name, index) => emptyProblems({ [`runAfter[${String(index)}]`]: name })),
    ]);
    return new WorkflowAction(definition);
  }

  /** JSON text for `body` of the resource. In a definition file, use `Fn.jsondecode` of it. */
  public readonly body: string;

  private constructor(definition: Readonly<Record<string, unknown>>) {
    this.body = terraformJson(definition);
  }
}

function statusProblems({ runAfter = [], runAfterStatuses }: WorkflowActionOptions): string[] {
  if (runAfterStatuses?.length === 0) {
    return ["runAfterStatuses are none, and the action would never start; give one, or leave them out"];
  }
  return runAfterStatuses && runAfter.length === 0
    ? ["runAfterStatuses are given without runAfter; give the names of the actions, too"]
    : [];
}

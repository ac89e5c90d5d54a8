import { terraformJson } from "../../core/function-call";
import { emptyProblems, refuse } from "./refuse";
import { type Define } from "./workflow-json";

/**
 * How an action of a workflow ends.
 *
 * https://learn.microsoft.com/azure/logic-apps/error-exception-handling#manage-the-run-after-behavior
 */
export enum WorkflowStatus {
  /** It did what it should. */
  SUCCEEDED = "Succeeded",
  /** It failed. */
  FAILED = "Failed",
  /** It did not start, because what it runs after ended otherwise. */
  SKIPPED = "Skipped",
  /** It took too long. */
  TIMED_OUT = "TimedOut",
}

/** When an action starts. */
export interface WorkflowActionOptions {
  /**
   * Names of the actions that have to end before, each as `runAfterStatuses` says. The `name` of an `azurerm_logic_app_action_custom` makes Terraform
   * create that one first, too; Azure refuses an action that runs after one it does not know.
   *
   * @default - it starts as soon as the workflow does
   */
  readonly runAfter?: string[];

  /**
   * How the actions in `runAfter` may end for this one to start, such as `[WorkflowStatus.FAILED, WorkflowStatus.TIMED_OUT]`
   * for one that handles errors. It holds for all of them; an empty list is refused at once.
   *
   * @default - they have to succeed
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

  /** JSON text, for `body` of the resource; in a definition file, `Fn.jsondecode` of it. */
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

import { terraformJson } from "../../core/function-call";
import { firstRule, type Problem, refuse } from "../../core/rules";
import { emptyProblems } from "./argument-rules";
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
    const problems: Problem[] = [];
    const definition = {
      ...define(problems),
      runAfter: Object.fromEntries(runAfter.map((name) => [name, runAfterStatuses])),
    };
    const emptyNames = runAfter.flatMap((name, index) => emptyProblems({ [`runAfter[${String(index)}]`]: name }));
    refuse([...problems, ...statusProblems(options), ...emptyNames], what);
    return new WorkflowAction(definition);
  }

  private constructor(
    /**
     * As a member of `actions` in a definition.
     *
     * @internal
     */
    public readonly _definition: Readonly<Record<string, unknown>>,
  ) {}

  /** JSON text for `body` of the resource. In a definition file, use `Fn.jsondecode` of it. */
  public get body(): string {
    return terraformJson(this._definition);
  }
}

const statusProblems = firstRule<[options: WorkflowActionOptions]>("Workflow actions and triggers", [
  {
    rule: "run-after-no-status",
    when: ({ runAfterStatuses }) => runAfterStatuses?.length === 0,
    message: "runAfterStatuses is empty, so the action would never start; give a status, or leave it out",
  },
  {
    rule: "run-after-status-without-action",
    when: ({ runAfter = [], runAfterStatuses }) => runAfterStatuses !== undefined && runAfter.length === 0,
    message: "runAfterStatuses is given without runAfter; give the names of the actions as well",
  },
]);

import { terraformJson } from "../../core/function-call";
import { type Problem, refuse } from "../../core/rules";
import { withOptions } from "./definition-parts";
import { runAfterOf, runAfterProblems } from "./run-after";
import { ACTION_OPTIONS, type WorkflowActionOptions } from "./workflow-action-options";
import { type Define } from "./workflow-json";

export { type WorkflowActionOptions } from "./workflow-action-options";
export { WorkflowStatus } from "./workflow-status";

/** One action of a workflow, for an `azurerm_logic_app_action_custom` or the definition of a Standard workflow. */
export class WorkflowAction {
  /** @internal */
  public static _of(what: string, options: WorkflowActionOptions, define: Define): WorkflowAction {
    const problems: Problem[] = [];
    const definition = withOptions("action", define(problems), options, ACTION_OPTIONS, problems);
    refuse([...problems, ...runAfterProblems(options)], what);
    return new WorkflowAction({ ...definition, runAfter: runAfterOf(options) });
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

import { terraformJson } from "../../core/terraform-json";
import { emptyProblems, refuse } from "./refuse";
import { type Define } from "./workflow-json";

/** When an action starts. */
export interface WorkflowActionOptions {
  /**
   * Names of the actions that have to succeed before. The `name` of an `azurerm_logic_app_action_custom` makes Terraform
   * create that one first, too; Azure refuses an action that runs after one it does not know.
   *
   * @default - it starts as soon as the workflow does
   */
  readonly runAfter?: string[];
}

/** One action of a workflow, for an `azurerm_logic_app_action_custom` or the definition of a Standard workflow. */
export class WorkflowAction {
  /** @internal */
  public static _of(what: string, { runAfter = [] }: WorkflowActionOptions, define: Define): WorkflowAction {
    const problems: string[] = [];
    const definition = {
      ...define(problems),
      runAfter: Object.fromEntries(runAfter.map((name) => [name, ["Succeeded"]])),
    };
    refuse(what, [
      ...problems,
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

import { terraformJson } from "../../core/terraform-json";
import { type Recurrence } from "./recurrence";
import { refuse } from "./refuse";
import { type Define } from "./workflow-json";

/** How a trigger polls. */
export interface WorkflowTriggerOptions {
  /** How often it polls. */
  readonly every: Recurrence;
}

/** A trigger of a workflow, for an `azurerm_logic_app_trigger_custom` or the definition of a Standard workflow. */
export class WorkflowTrigger {
  /** @internal */
  public static _of(what: string, { every }: WorkflowTriggerOptions, define: Define): WorkflowTrigger {
    const problems: string[] = [];
    const definition = { ...define(problems), recurrence: every._json() };
    refuse(what, problems);
    return new WorkflowTrigger(definition);
  }

  /** JSON text for `body` of the resource. In a definition file, use `Fn.jsondecode` of it. */
  public readonly body: string;

  private constructor(definition: Readonly<Record<string, unknown>>) {
    this.body = terraformJson(definition);
  }
}

import { terraformJson } from "../../core/function-call";
import { type Problem, refuse, rules } from "../../core/rules";
import { type Part, withOptions } from "./definition-parts";
import { type Define, workflowJson } from "./workflow-json";
import { TRIGGER_OPTIONS, type TriggerOptions } from "./workflow-trigger-options";

export {
  type PollingTriggerOptions,
  type TriggerConcurrency,
  type WorkflowTriggerOptions,
} from "./workflow-trigger-options";

/** A trigger of a workflow, for an `azurerm_logic_app_trigger_custom` or the definition of a Standard workflow. */
export class WorkflowTrigger {
  /** @internal */
  public static _of(what: string, options: TriggerOptions, define: Define): WorkflowTrigger {
    const problems: Problem[] = [];
    const definition = withOptions("trigger", define(problems), options, TRIGGER_OPTIONS, problems);
    refuse([...problems, ...splitProblems(options)], what);
    return new WorkflowTrigger(correlated(split(definition, options), options));
  }

  private constructor(
    /**
     * As a member of `triggers` in a definition.
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

function split(definition: Part, options: TriggerOptions): Part {
  return options.split === false ? { ...definition, splitOn: undefined } : definition;
}

/** Azure wants the id of a run of one item in another place. */
function correlated(definition: Part, { clientTrackingId }: TriggerOptions): Part {
  if (clientTrackingId === undefined) {
    return definition;
  }
  const correlation = { clientTrackingId: workflowJson("clientTrackingId", clientTrackingId, []) };
  return definition.splitOn === undefined
    ? { ...definition, correlation }
    : { ...definition, splitOnConfiguration: { correlation } };
}

const splitProblems = rules<[options: TriggerOptions]>("Workflow actions and triggers", [
  {
    rule: "split-list-of-trigger-that-does-not-split",
    when: ({ split, splitOn }) => split === false && splitOn !== undefined,
    message: "splitOn is given, but split is false; leave one of them out",
  },
]);

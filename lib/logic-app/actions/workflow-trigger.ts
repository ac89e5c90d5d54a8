import { Token } from "cdktf";
import { terraformJson } from "../../core/function-call";
import { type Problem, refuse, rules } from "../../core/rules";
import { type Define } from "./workflow-json";

/**
 * The maximum count of each unit.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-recurrence
 */
const HIGHEST: Readonly<Record<string, number>> = {
  Second: 9_999_999,
  Minute: 72_000,
  Hour: 12_000,
  Day: 500,
  Week: 71,
  Month: 16,
};

/**
 * How often a trigger polls. Consumption bills each poll as an execution.
 *
 * Throws unless the count is a whole number from 1 to Azure's maximum. Azure checks Terraform references.
 */
export class Recurrence {
  /** @param count 1 to 9,999,999 */
  public static seconds(count: number): Recurrence {
    return new Recurrence("Second", count);
  }

  /** @param count 1 to 72,000 */
  public static minutes(count: number): Recurrence {
    return new Recurrence("Minute", count);
  }

  /** @param count 1 to 12,000 */
  public static hours(count: number): Recurrence {
    return new Recurrence("Hour", count);
  }

  /** @param count 1 to 500 */
  public static days(count: number): Recurrence {
    return new Recurrence("Day", count);
  }

  /** @param count 1 to 71 */
  public static weeks(count: number): Recurrence {
    return new Recurrence("Week", count);
  }

  /** @param count 1 to 16 */
  public static months(count: number): Recurrence {
    return new Recurrence("Month", count);
  }

  /** Unit, such as "Minute". */
  public readonly frequency: string;

  /** Number of units. */
  public readonly interval: number;

  private constructor(frequency: string, interval: number) {
    refuse(recurrenceProblems(frequency, interval, HIGHEST[frequency] ?? 0));
    this.frequency = frequency;
    this.interval = interval;
  }

  /** @internal */
  public _json(): Readonly<Record<string, unknown>> {
    return { frequency: this.frequency, interval: this.interval };
  }
}

/** How a trigger polls. */
export interface WorkflowTriggerOptions {
  /** How often it polls. */
  readonly every: Recurrence;
}

/** A trigger of a workflow, for an `azurerm_logic_app_trigger_custom` or the definition of a Standard workflow. */
export class WorkflowTrigger {
  /** @internal */
  public static _of(what: string, { every }: WorkflowTriggerOptions, define: Define): WorkflowTrigger {
    const problems: Problem[] = [];
    const definition = { ...define(problems), recurrence: every._json() };
    refuse(problems, what);
    return new WorkflowTrigger(definition);
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

const recurrenceProblems = rules<[frequency: string, interval: number, highest: number]>(
  "Workflow actions and triggers",
  [
    {
      rule: "impossible-recurrence",
      when: (_, interval, highest) =>
        !Token.isUnresolved(interval) && (!Number.isInteger(interval) || interval < 1 || interval > highest),
      message: (frequency, interval, highest) =>
        `a recurrence in ${frequency.toLowerCase()}s must be a whole number from 1 to ${String(highest)}; got ${String(interval)}`,
    },
  ],
);

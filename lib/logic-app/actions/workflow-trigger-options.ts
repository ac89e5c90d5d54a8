import { notMadeWith, textProblems } from "../../core/given";
import { countProblems, expressionJson } from "./argument-rules";
import { option, type Option, secured } from "./definition-parts";
import { type Recurrence } from "./recurrence";
import { retryInputs, type RetryPolicy } from "./retry-policy";
import { type WorkflowValue } from "./workflow-value";

/** How many runs of a workflow there are at once. */
export interface TriggerConcurrency {
  /**
   * Maximum number of runs at the same time: 1 to 100.
   *
   * @default - 25
   */
  readonly runs?: number;

  /**
   * Maximum number of runs that wait for others: 1 to 100. Then a polling trigger skips polls, and a request is answered
   * with 429.
   *
   * @default - 10, and the number of runs at the same time
   */
  readonly maximumWaitingRuns?: number;
}

/**
 * When and how a trigger starts runs. A trigger whose type does not have an option throws.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers
 */
export interface WorkflowTriggerOptions {
  /**
   * Expressions that must all be true, such as `WorkflowValue.expression("equals(triggerBody()?['kind'], 'order')")`.
   * Otherwise, the trigger starts no run.
   *
   * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#trigger-conditions
   *
   * @default - none
   */
  readonly conditions?: WorkflowValue[];

  /**
   * Limits the runs at the same time. Azure cannot remove the limit from a trigger that has one, and splits lists of at
   * most 100 items then.
   *
   * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#change-trigger-concurrency
   *
   * @default - no limit
   */
  readonly concurrency?: TriggerConcurrency;

  /**
   * Whether a trigger that gets a list starts a run for each item. If not, it starts one run with the whole list.
   *
   * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#split-on-debatch
   *
   * @default true
   */
  readonly split?: boolean;

  /**
   * The list whose items start a run each, such as `WorkflowValue.expression("triggerBody()?['rows']")`.
   *
   * @default - the list of the operation, if it has one
   */
  readonly splitOn?: WorkflowValue;

  /**
   * The id that correlates the runs of several workflows, such as
   * `WorkflowValue.expression("triggerBody()?['orderId']")`. The text must have at most 128 letters, digits, hyphens,
   * dots and underscores.
   *
   * https://learn.microsoft.com/azure/logic-apps/monitor-workflows-collect-diagnostic-data
   *
   * @default - an id that Azure chooses for each run
   */
  readonly clientTrackingId?: WorkflowValue;

  /**
   * How often the trigger repeats a request that fails. For triggers that send requests.
   *
   * @default - four retries, at intervals of 5 to 45 seconds
   */
  readonly retry?: RetryPolicy;

  /**
   * Hides the inputs in the run history.
   *
   * https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#obfuscate
   *
   * @default false
   */
  readonly secureInputs?: boolean;

  /**
   * Hides the outputs in the run history, and the inputs of actions that use them.
   *
   * @default false
   */
  readonly secureOutputs?: boolean;

  /**
   * Note for readers of the definition.
   *
   * @default - none
   */
  readonly description?: string;
}

/** How a trigger polls. */
export interface PollingTriggerOptions extends WorkflowTriggerOptions {
  /** How often it polls. */
  readonly every: Recurrence;
}

/** The options of any trigger. */
export interface TriggerOptions extends WorkflowTriggerOptions {
  readonly every?: Recurrence;
}

const REQUESTS = ["ApiConnection", "ApiConnectionWebhook", "ApiManagement", "Http", "HttpWebhook"];
const CLOCKS = ["Recurrence", "SlidingWindow"];

/** Recurrence and splitting are elsewhere: they depend on other options. */
export const TRIGGER_OPTIONS: readonly Option<TriggerOptions>[] = [
  option("every", (every, problems) => {
    const wrong = notMadeWith("every", "Recurrence", every);
    problems.push(...wrong, ...(wrong.length > 0 ? [] : every._problems()));
    return wrong.length > 0 ? {} : { recurrence: every._json() };
  }),
  option("conditions", (conditions, problems) => ({
    conditions: conditions.map((condition, index) => ({
      expression: expressionJson(`conditions[${String(index)}]`, condition, problems),
    })),
  })),
  option("concurrency", ({ runs, maximumWaitingRuns }, problems) => {
    problems.push(
      ...countProblems("runs of concurrency", runs, 100),
      ...countProblems("maximumWaitingRuns of concurrency", maximumWaitingRuns, 100),
    );
    return { runtimeConfiguration: { concurrency: { runs, maximumWaitingRuns } } };
  }),
  option("splitOn", (list, problems) => ({ splitOn: expressionJson("splitOn", list, problems) }), {
    exceptTypes: CLOCKS,
  }),
  option("retry", retryInputs, { types: REQUESTS }),
  option("secureInputs", () => secured("inputs"), { exceptTypes: CLOCKS, default: false }),
  option("secureOutputs", () => secured("outputs"), { exceptTypes: CLOCKS, default: false }),
  option("description", (description, problems) => {
    problems.push(...textProblems({ description }));
    return { description };
  }),
];

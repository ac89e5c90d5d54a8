import { durationProblems } from "../actions/duration";
import { type PollingTriggerOptions, WorkflowTrigger } from "../actions/workflow-trigger";

/** Windows of time, one after the other. */
export interface SlidingWindowProps extends PollingTriggerOptions {
  /**
   * How long each run waits after the end of its window, as an ISO 8601 duration such as "PT5S".
   *
   * @default - it does not wait
   */
  readonly delay?: string;
}

/** Starts runs by the clock. */
export class RecurrenceTrigger {
  /**
   * Starts a run at each time of a recurrence. A time at which the workflow was disabled is left out.
   *
   * https://learn.microsoft.com/azure/connectors/connectors-native-recurrence
   */
  public static of(options: PollingTriggerOptions): WorkflowTrigger {
    return WorkflowTrigger._of("RecurrenceTrigger.of", options, () => ({ type: "Recurrence" }));
  }

  /**
   * Starts a run for each window of time, also for those in which the workflow was disabled. Expressions read the window
   * with `triggerOutputs()['windowStartTime']` and `triggerOutputs()['windowEndTime']`. Consumption only.
   *
   * https://learn.microsoft.com/azure/connectors/connectors-native-sliding-window
   */
  public static slidingWindow(props: SlidingWindowProps): WorkflowTrigger {
    const { delay } = props;
    return WorkflowTrigger._of("RecurrenceTrigger.slidingWindow", props, (problems) => {
      problems.push(...durationProblems("delay", delay));
      return { type: "SlidingWindow", ...(delay !== undefined && { inputs: { delay } }) };
    });
  }

  private constructor() {
    // only factories
  }
}

import { countProblems } from "../actions/argument-rules";
import { WorkflowAction, type WorkflowActionOptions } from "../actions/workflow-action";
import { workflowJson } from "../actions/workflow-json";
import { type WorkflowValue } from "../actions/workflow-value";

/** Unit of a delay. */
export enum DelayUnit {
  SECOND = "Second",
  MINUTE = "Minute",
  HOUR = "Hour",
  DAY = "Day",
  WEEK = "Week",
  MONTH = "Month",
}

/** How long an action waits. */
export interface DelayProps extends WorkflowActionOptions {
  /** Number of units. */
  readonly count: number;
  /** The unit. */
  readonly unit: DelayUnit;
}

/**
 * Actions that wait.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-delay
 */
export class DelayAction {
  /** Waits for some time. */
  public static of(props: DelayProps): WorkflowAction {
    const { count, unit } = props;
    return WorkflowAction._of("DelayAction.of", props, (problems) => {
      problems.push(...countProblems("count", count));
      return { type: "Wait", inputs: { interval: { count, unit } } };
    });
  }

  /**
   * Waits until a time.
   *
   * @param time in UTC, such as `WorkflowValue.text("2030-10-01T00:00:00Z")` or `WorkflowValue.expression("addDays(utcNow(), 3)")`
   */
  public static until(time: WorkflowValue, options: WorkflowActionOptions = {}): WorkflowAction {
    return WorkflowAction._of("DelayAction.until", options, (problems) => ({
      type: "Wait",
      inputs: { until: { timestamp: workflowJson("time", time, problems) } },
    }));
  }

  private constructor() {
    // only factories
  }
}

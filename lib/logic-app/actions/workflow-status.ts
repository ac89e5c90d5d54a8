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

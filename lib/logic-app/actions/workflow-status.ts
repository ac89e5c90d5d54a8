/**
 * How an action of a workflow ends.
 *
 * https://learn.microsoft.com/azure/logic-apps/error-exception-handling#manage-the-run-after-behavior
 */
export enum WorkflowStatus {
  /** It did what it should. */
  SUCCEEDED = "Succeeded",
  /** It failed. */
  FAILED = "Failed",
  /** It did not start, because what it runs after ended otherwise. */
  SKIPPED = "Skipped",
  /** It took too long. */
  TIMED_OUT = "TimedOut",
}

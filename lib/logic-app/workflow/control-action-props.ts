import { type WorkflowAction, type WorkflowActionOptions } from "../actions/workflow-action";

/** A loop over a list. */
export interface ForeachProps extends WorkflowActionOptions {
  /** The actions of the loop, by name. In them, `items('name of the loop')` is the item. */
  readonly actions: Record<string, WorkflowAction>;

  /**
   * How many items run at the same time: 1 to 50. 1 keeps the order.
   *
   * https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#for-each-loop
   *
   * @default - 20
   */
  readonly concurrency?: number;
}

/** The branches of a condition. */
export interface ConditionProps extends WorkflowActionOptions {
  /** The actions that run if the condition is true, by name. */
  readonly then: Record<string, WorkflowAction>;

  /**
   * The actions that run if the condition is false, by name.
   *
   * @default - none
   */
  readonly otherwise?: Record<string, WorkflowAction>;
}

/** One case of a switch. */
export interface SwitchCase {
  /** The value: a string or a whole number. */
  readonly value: unknown;

  /** The actions that run in this case, by name. */
  readonly actions: Record<string, WorkflowAction>;

  /**
   * Name of the case in the definition.
   *
   * @default - "Case", "Case_2" and so on, as in the designer
   */
  readonly name?: string;
}

/** The cases of a switch. */
export interface SwitchProps extends WorkflowActionOptions {
  /** Up to 25 cases. */
  readonly cases: SwitchCase[];

  /**
   * The actions that run if no case has the value, by name.
   *
   * @default - none
   */
  readonly otherwise?: Record<string, WorkflowAction>;
}

/**
 * A loop that ends with a condition. Its option `timeout` limits the time of all iterations; it is an hour by default.
 */
export interface UntilProps extends WorkflowActionOptions {
  /** The actions of the loop, by name. */
  readonly actions: Record<string, WorkflowAction>;

  /**
   * The maximum number of iterations: 1 to 5,000.
   *
   * @default 60
   */
  readonly count?: number;
}

/** A group of actions. */
export interface ScopeProps extends WorkflowActionOptions {
  /** The actions of the group, by name. */
  readonly actions: Record<string, WorkflowAction>;
}

/** How a run ends. */
export enum RunStatus {
  /** It succeeds. */
  SUCCEEDED = "Succeeded",
  /** It fails, with a code and a message. */
  FAILED = "Failed",
  /** It is cancelled. */
  CANCELLED = "Cancelled",
}

/** The end of a run. */
export interface TerminateProps extends WorkflowActionOptions {
  /** The status of the run. */
  readonly status: RunStatus;

  /**
   * Code of the error, for a run that fails: text, or a `WorkflowValue`.
   *
   * @default - none
   */
  readonly code?: unknown;

  /**
   * Message of the error, for a run that fails: text, or a `WorkflowValue`.
   *
   * @default - none
   */
  readonly message?: unknown;
}

import { type IConstruct } from "constructs";

/** A server as those see it who run T-SQL there. */
export interface ExecutionTarget {
  /** DNS name. */
  readonly host: string;
  readonly isManagedInstance: boolean;
  /** Part of construct ids and of names. */
  id(scope: IConstruct): string;
  /** What the runner is told about the connection. */
  readonly runnerArguments: readonly string[];
  /** Name of a run of its own. */
  readonly run: string | undefined;
  /** For how long transient errors are retried. */
  readonly retryForSeconds: number;
}

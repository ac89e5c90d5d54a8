import { type IConstruct } from "constructs";

/** A server, as executions use it. */
export interface ExecutionTarget {
  /** DNS name. */
  readonly host: string;
  readonly isManagedInstance: boolean;
  /** Part of construct ids and names. */
  id(scope: IConstruct): string;
  /** The runner's arguments about the connection. */
  readonly runnerArguments: readonly string[];
  /** The name of a separate run. */
  readonly run: string | undefined;
  /** For how long transient errors are retried. */
  readonly retryForSeconds: number;
}

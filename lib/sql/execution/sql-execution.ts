import { type TerraformResource } from "cdktf";
import { type Construct, type IConstruct } from "constructs";
import { type SqlExecutor } from "./sql-executor";
import { type SqlFactResource } from "./sql-fact-resource";

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
  /** How long transient errors are retried. */
  readonly retryForSeconds: number;
}

/** How the facts of one server are applied. */
export interface SqlExecution {
  /** The runner's arguments for removing facts; undefined if the runner does not remove them. */
  readonly runnerArguments: readonly string[] | undefined;
  /** The name of the run that applies its facts, if it is not the run of the server. */
  readonly run?: string | undefined;
  /** The executor, if it is not the local one. All facts of a server must have the same. */
  readonly executor?: SqlExecutor;
  /** Adds the resource of a fact, once for each construct that declares it. */
  take(resource: SqlFactResource, asker: Construct): void;
  /** The resource that applies a fact; undefined if Terraform has none. */
  makerOf(resource: SqlFactResource): TerraformResource | undefined;
}

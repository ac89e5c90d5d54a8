import { type TerraformResource } from "cdktf";
import { type Construct, type IConstruct } from "constructs";
import { type SqlExecutor } from "./sql-executor";
import { type SqlFactResource } from "./sql-fact-resource";

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
  /** For how long what may pass by itself is tried again. */
  readonly retryForSeconds: number;
}

/** How the facts of one server become true. */
export interface SqlExecution {
  /** What the runner is told about the connection when it takes facts away; undefined where it does not. */
  readonly runnerArguments: readonly string[] | undefined;
  /** Name of the run that makes its facts true, where that is not the one of the server. */
  readonly run?: string | undefined;
  /** What makes this another way than that of other facts of the server, where the runner takes no part. */
  readonly executor?: SqlExecutor;
  /** Takes in the resource of a fact, once for each construct that says it. */
  take(resource: SqlFactResource, asker: Construct): void;
  /** What makes a fact true that it has taken in; undefined where that is nothing in Terraform. */
  makerOf(resource: SqlFactResource): TerraformResource | undefined;
}

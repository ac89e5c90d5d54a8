import { type Construct } from "constructs";
import { type SqlFactExecution, type SqlFactResource } from "./sql-fact-resource";

/**
 * Makes the facts of one server true: by the runner that Terraform starts, by files that a person runs, or by a deployment
 * script. `SqlExecutor` is how somebody chooses one.
 */
export interface Executor extends SqlFactExecution {
  /** Takes a fact in, once for each construct that asks for it. */
  take(resource: SqlFactResource, asker: Construct): void;
}

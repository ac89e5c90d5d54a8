import { type Construct } from "constructs";
import { type SqlFactExecution, type SqlFactResource } from "./sql-fact-resource";

/**
 * Applies the facts of one server: with the SQL runner that Terraform starts, with files that a person runs, or with a
 * deployment script. Users choose one with `SqlExecutor`.
 */
export interface Executor extends SqlFactExecution {
  /** Adds a fact, once for each construct that declares it. */
  take(resource: SqlFactResource, asker: Construct): void;
}

import { type Construct } from "constructs";
import { childOf } from "../../core/children";
import { StackLibrary } from "../../core/stack-library";
import { type ExecutionTarget } from "./execution-target";
import { type Executor } from "./executor";
import { type SqlFactResource } from "./sql-fact-resource";
import { SqlScripts } from "./sql-scripts";

/** Synth writes files, and a person runs them. */
export class ScriptExecutor implements Executor {
  public readonly identity = "script";
  public readonly runnerArguments = undefined;

  public constructor(private readonly target: ExecutionTarget) {}

  public take(resource: SqlFactResource, asker: Construct): void {
    const folder = StackLibrary.of(resource);
    childOf(folder, "sql-scripts", (scope) => new SqlScripts(scope, "sql-scripts")).add(this.target, resource, asker);
  }

  public makerOf(): undefined {
    return undefined;
  }
}

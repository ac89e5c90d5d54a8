import { type TerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { type SqlFactResource } from "./sql-fact-resource";
import { SqlRun } from "./sql-run";
import { type ExecutionTarget, type SqlExecution } from "./sql-execution";

/** Terraform starts the SQL runner on its own machine, once for all facts of a server that must be applied. */
export class LocalExecution implements SqlExecution {
  public constructor(private readonly target: ExecutionTarget) {}

  public get runnerArguments(): readonly string[] {
    return this.target.runnerArguments;
  }

  public get run(): string | undefined {
    return this.target.run;
  }

  public take(resource: SqlFactResource, asker: Construct): void {
    SqlRun.take(resource, asker, resource.execution.run);
  }

  public makerOf(resource: SqlFactResource): TerraformResource | undefined {
    return SqlRun.of(resource);
  }
}

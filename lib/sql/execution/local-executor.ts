import { type TerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { type ExecutionTarget } from "./execution-target";
import { type Executor } from "./executor";
import { type SqlFactResource } from "./sql-fact-resource";
import { SqlRun } from "./sql-run";

/** Terraform starts the SQL runner on its own machine, once for all facts of a server that must be applied. */
export class LocalExecutor implements Executor {
  public readonly identity: string;
  public readonly runnerArguments: readonly string[];
  private readonly run: string | undefined;

  public constructor({ runnerArguments, run }: ExecutionTarget) {
    this.runnerArguments = runnerArguments;
    this.run = run;
    this.identity = JSON.stringify(["local", run, runnerArguments]);
  }

  public take(resource: SqlFactResource, asker: Construct): void {
    SqlRun.take(resource, asker, this.run);
  }

  public makerOf(resource: SqlFactResource): TerraformResource | undefined {
    return SqlRun.of(resource);
  }
}

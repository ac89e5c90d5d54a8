import { type TerraformResource, type TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { remember } from "../../core/remember";
import { type SqlFactResource } from "../sql-fact-resource";
import { SqlRun } from "../sql-run";
import { type ExecutionTarget, type SqlExecution } from "./sql-execution";

/** Terraform starts the runner where it runs itself, once for all facts of a server that come true. */
export class LocalExecution implements SqlExecution {
  private readonly runs = new Map<TerraformStack, Set<SqlRun>>();

  public constructor(private readonly target: ExecutionTarget) {}

  public get runnerArguments(): readonly string[] {
    return this.target.runnerArguments;
  }

  public get run(): string | undefined {
    return this.target.run;
  }

  public take(resource: SqlFactResource, asker: Construct): void {
    const { fact, execution } = resource;
    const run = SqlRun.of(asker, fact, execution.run);
    run.add(resource, execution.runnerArguments ?? []);
    remember(this.runs, resource.cdktfStack, () => new Set()).add(run);
  }

  public resources(stack: TerraformStack): readonly TerraformResource[] {
    return [...(this.runs.get(stack) ?? [])];
  }
}

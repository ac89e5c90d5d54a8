import { type TerraformResource, type TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { childOf } from "../../core/children";
import { checkAtSynth } from "../../core/problems";
import { StackLibrary } from "../../core/stack-library";
import { type SqlDeploymentScriptProps } from "./sql-deployment-script-props";
import { type SqlExecutor } from "./sql-executor";
import { type SqlFactResource } from "./sql-fact-resource";
import { SqlDeploymentScript } from "./sql-deployment-script";
import { type ExecutionTarget, type SqlExecution } from "./sql-execution";

/** Applies all facts of a server in a container in Azure. */
export class DeploymentScriptExecution implements SqlExecution {
  public readonly runnerArguments = undefined;

  public constructor(
    private readonly target: ExecutionTarget,
    public readonly executor: SqlExecutor,
    private readonly props: SqlDeploymentScriptProps,
  ) {}

  public take(resource: SqlFactResource, asker: Construct): void {
    const script = this.scriptIn(resource.cdktfStack);
    script.add(this.target, resource, asker);
    if (script.executor !== this.executor && resource.execution.executor === this.executor) {
      checkAtSynth(asker, () => [
        "another SqlExecutor.deploymentScript runs the T-SQL of this server in this stack; give both the same executor",
      ]);
    }
  }

  public makerOf({ cdktfStack }: SqlFactResource): TerraformResource {
    return this.scriptIn(cdktfStack).resource;
  }

  private scriptIn(stack: TerraformStack): SqlDeploymentScript {
    const folder = StackLibrary.of(stack);
    const id = `sql-script-${this.target.id(folder)}`;
    const make = (scope: Construct): SqlDeploymentScript =>
      new SqlDeploymentScript(scope, id, this.target, this.executor, this.props);
    return childOf(folder, id, make);
  }
}

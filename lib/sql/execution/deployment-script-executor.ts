import { type TerraformResource, type TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { childOf } from "../../core/children";
import { checkAtSynth } from "../../core/problems";
import { StackLibrary } from "../../core/stack-library";
import { type ExecutionTarget } from "./execution-target";
import { type Executor } from "./executor";
import { SqlDeploymentScript } from "./sql-deployment-script";
import { type SqlDeploymentScriptProps } from "./sql-deployment-script-props";
import { type SqlFactResource } from "./sql-fact-resource";

/** Applies all facts of a server in a container in Azure. */
export class DeploymentScriptExecutor implements Executor {
  public readonly runnerArguments = undefined;

  public constructor(
    private readonly target: ExecutionTarget,
    private readonly props: SqlDeploymentScriptProps,
  ) {}

  /** Each `SqlExecutor.deploymentScript` has its own copy of the props. */
  public get identity(): unknown {
    return this.props;
  }

  public take(resource: SqlFactResource, asker: Construct): void {
    const script = this.scriptIn(resource.cdktfStack);
    script.add(this.target, resource, asker);
    if (script.props !== this.props && resource.execution.identity === this.identity) {
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
    return childOf(folder, id, (scope) => new SqlDeploymentScript(scope, id, this.target, this.props));
  }
}

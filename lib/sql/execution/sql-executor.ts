import { DeploymentScriptExecutor } from "./deployment-script-executor";
import { type ExecutionTarget } from "./execution-target";
import { type Executor } from "./executor";
import { LocalExecutor } from "./local-executor";
import { ScriptExecutor } from "./script-executor";
import { type SqlDeploymentScriptProps } from "./sql-deployment-script-props";

/**
 * Who runs the T-SQL that logins, users, roles and permissions need.
 *
 * Whoever it is, every fact is a Terraform resource of its own, at the same address: another executor changes no
 * address, and `azmi sql verify` checks the facts of all of them.
 */
export class SqlExecutor {
  /** Terraform, at apply, over the network of the machine it runs on. Needs `node` there. */
  public static local(): SqlExecutor {
    return new SqlExecutor((target) => new LocalExecutor(target));
  }

  /**
   * A database administrator: synth writes reviewable .sql files to `sql/` beside the stack's Terraform JSON, and nothing
   * runs them. `sql/<server>/apply` makes every fact of the app true, `sql/<server>/remove` untrue; both can be run again.
   * A fact that leaves the app leaves the files too: run what `remove` said about it before.
   *
   * Ids that Terraform knows after apply only are variables of sqlcmd: the output `sql_script_variables` has their values.
   * Names have to be known at synth.
   *
   * https://learn.microsoft.com/sql/tools/sqlcmd/sqlcmd-use-scripting-variables
   */
  public static script(): SqlExecutor {
    return new SqlExecutor((target) => new ScriptExecutor(target));
  }

  /**
   * A script in a container inside Azure, signed in as a managed identity: for servers that the machine which runs
   * Terraform does not reach. There is one script per server, and it runs again when a fact changes.
   *
   * Its limits: it makes facts true and never untrue, so what leaves the app stays on the server until somebody drops it.
   * It takes minutes. Names have to be known at synth. The region needs Azure Container Instances, and without a
   * storage account Azure creates one that allows shared keys.
   *
   * https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-script-template
   */
  public static deploymentScript(props: SqlDeploymentScriptProps): SqlExecutor {
    const own = { ...props };
    return new SqlExecutor((target) => new DeploymentScriptExecutor(target, own));
  }

  private constructor(
    /** @internal */
    public readonly _on: (target: ExecutionTarget) => Executor,
  ) {}
}

import { DeploymentScriptExecutor } from "./deployment-script-executor";
import { type ExecutionTarget } from "./execution-target";
import { type Executor } from "./executor";
import { LocalExecutor } from "./local-executor";
import { ScriptExecutor } from "./script-executor";
import { type SqlDeploymentScriptProps } from "./sql-deployment-script-props";

/**
 * How the T-SQL for logins, users, roles and permissions runs.
 *
 * With every executor, each fact is a Terraform resource at the same address. Changing the executor changes no address,
 * and `azmi sql verify` checks the facts of all executors.
 */
export class SqlExecutor {
  /** Terraform runs it at apply, from its own machine, which needs `node`. */
  public static local(): SqlExecutor {
    return new SqlExecutor((target) => new LocalExecutor(target));
  }

  /**
   * A database administrator runs it. Synth writes .sql files for review to `sql/` next to the stack's Terraform JSON.
   * `sql/<server>/apply` applies every fact of the app, and `sql/<server>/remove` removes it; both can be run again. A
   * fact that you remove from the app is removed from the files too: run its previous `remove` file.
   *
   * Ids that are known only after apply are sqlcmd variables. The output `sql_script_variables` has their values. Names
   * must be known at synth.
   *
   * https://learn.microsoft.com/sql/tools/sqlcmd/sqlcmd-use-scripting-variables
   */
  public static script(): SqlExecutor {
    return new SqlExecutor((target) => new ScriptExecutor(target));
  }

  /**
   * A script in a container in Azure runs it, signed in with a managed identity. Use it for servers that the machine
   * with Terraform cannot reach. There is one script for each server. It runs again when a fact changes.
   *
   * Limits: it removes nothing, so facts that you remove from the app stay on the server until somebody drops them. It
   * takes minutes. Names must be known at synth. The region must offer Azure Container Instances. Without a storage
   * account, Azure creates one that allows shared keys.
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

import { type TerraformResource, type TerraformResourceConfig, type TerraformStack } from "cdktf";
import { startRunner } from "../sql-runner-asset";
import { type ExecutionTarget, type SqlExecution } from "./sql-execution";

/** Terraform starts the runner where it runs itself, once per fact. */
export class LocalExecution implements SqlExecution {
  public constructor(private readonly target: ExecutionTarget) {}

  public get runnerArguments(): readonly string[] {
    return this.target.runnerArguments;
  }

  public provisioners(stack: TerraformStack): TerraformResourceConfig["provisioners"] {
    const runner = startRunner(stack);
    const { runnerArguments } = this.target;
    // Destroy-time provisioners can refer to nothing but the resource itself, so the fact is part of it.
    const command = "${jsonencode(self.triggers_replace)}";
    return [
      { type: "local-exec", interpreter: [...runner, "apply", ...runnerArguments], command },
      { type: "local-exec", interpreter: [...runner, "remove", ...runnerArguments], command, when: "destroy" },
    ];
  }

  public take(): void {
    // its provisioners do everything
  }

  public resources(): readonly TerraformResource[] {
    return [];
  }
}

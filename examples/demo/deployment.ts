import { Simulator } from "../../simulator";
import { CommandError } from "./command";
import { type Project } from "./project";
import { type Stack, total } from "./stack";

type Tell = (progress: string) => void;

/** The stacks of a project in the simulator. */
export class Deployment {
  /** Starts the simulator with the machine that the stack on-premises looks up. */
  public static async start(project: Project, stacks: readonly Stack[], terraform: string): Promise<Deployment> {
    const simulator = await Simulator.start();
    simulator.declare("azurerm_arc_machine", {
      name: "onprem-01",
      resource_group_name: "rg-arc",
      identity: [{ type: "SystemAssigned" }],
    });
    return new Deployment(simulator, project, stacks, terraform);
  }

  private constructor(
    public readonly simulator: Simulator,
    private readonly project: Project,
    private readonly stacks: readonly Stack[],
    private readonly terraform: string,
  ) {}

  public async deploy(tell: Tell): Promise<void> {
    await this.cdktf("deploy", tell);
  }

  public async destroy(tell: Tell): Promise<void> {
    await this.cdktf("destroy", tell);
  }

  /**
   * Plans a stack again.
   *
   * @returns the plan if it is not empty
   */
  public async plan({ name, directory }: Stack): Promise<string | undefined> {
    const args = ["plan", "-detailed-exitcode", "-input=false", "-no-color"];
    const result = await this.project.run(this.terraform, args, { cwd: directory, environment: this.environment });
    switch (result.exitCode) {
      case 0:
        return undefined;
      case 2:
        return result.output;
      default:
        throw new CommandError(`terraform plan in stack ${name}`, result);
    }
  }

  /** What Terraform knows of a stack, as `terraform show -json` says it. */
  public async state({ name, directory }: Stack): Promise<string> {
    const result = await this.project.run(this.terraform, ["show", "-json"], {
      cwd: directory,
      environment: this.environment,
    });
    if (result.exitCode !== 0) {
      throw new CommandError(`terraform show in stack ${name}`, result);
    }
    return result.stdout;
  }

  /** One command for all stacks, because cdktf then starts once and runs terraform in parallel. */
  private async cdktf(command: "deploy" | "destroy", tell: Tell): Promise<void> {
    const names = this.stacks.map(({ name }) => name);
    const count = String(total(this.stacks.map(({ resourceCount }) => resourceCount)));
    let finished = 0;
    await this.project.cdktf([command, "--auto-approve", "--skip-provider-lock", "--skip-synth", ...names], {
      environment: this.environment,
      onLine: (line) => {
        if (/: (Creation|Destruction) complete after /.test(line)) {
          tell(`${String(++finished)} of ${count} resources`);
        }
      },
    });
  }

  private get environment(): NodeJS.ProcessEnv {
    const configurations = this.stacks.map(({ configuration }) => configuration);
    return { ...this.simulator.environment(configurations), TERRAFORM_BINARY_NAME: this.terraform };
  }
}

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import { type CommandOutput, run } from "../../terraform/command";
import { type StateOf, type TerraformConfiguration, writeConfiguration, writeStack } from "./configuration";
import { undisturbed } from "./environment";
import { readEvents, readValidation, type ResourceChange, type TerraformDiagnostic } from "./events";
import { findTerraform } from "../../terraform/terraform-binary";

/** How a terraform command ended. */
export interface CommandResult {
  readonly ok: boolean;
  /** Errors and warnings, as Terraform reports them. */
  readonly diagnostics: readonly TerraformDiagnostic[];
  /** Everything that the command printed. */
  readonly output: string;
}

export interface PlanResult extends CommandResult {
  readonly changes: readonly ResourceChange[];
  /** Whether there is nothing to do: no change of a resource, none of an output. */
  readonly isEmpty: boolean;
}

export interface ApplyResult extends CommandResult {
  readonly changes: readonly ResourceChange[];
  /** Values of the outputs, by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What terraform commands are run with. */
export interface SessionOptions {
  /**
   * Values of variables, by name.
   *
   * @default - the defaults of the variables
   */
  readonly variables?: Readonly<Record<string, string>>;

  /**
   * More of the environment.
   *
   * @default - that of the process, without what would change how terraform works
   */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A stack, or a configuration in Terraform's JSON syntax. */
export type Deployable = TerraformStack | TerraformConfiguration;

export interface InterruptOptions {
  /** Interrupts the command when it is aborted, as Ctrl-C does. */
  readonly signal?: AbortSignal;
}

/**
 * A stack and its state, in a temporary directory of its own: `terraform` commands against the simulated Azure. Commands
 * never throw because of what the configuration says: their result tells. `close()` removes the directory.
 */
export class TerraformSession {
  private readonly directory: string;
  private readonly binary: string;
  private initialized: Promise<CommandOutput> | undefined;

  /** @internal */
  public constructor(
    deployable: Deployable,
    private readonly azure: () => Readonly<Record<string, string>>,
    private readonly stateOf: StateOf,
    private readonly options: SessionOptions,
  ) {
    const binary = findTerraform({ ...process.env, ...options.environment });
    if (binary === undefined) {
      throw new Error(
        "neither terraform nor tofu is on the PATH: install one, https://developer.hashicorp.com/terraform/install",
      );
    }
    this.binary = binary;
    this.directory = mkdtempSync(join(tmpdir(), "azure-simulator-"));
    try {
      // Terraform reads a file of the user's otherwise, which could bring other providers.
      writeFileSync(this.configFile, "");
      this.change(deployable);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** @internal */
  public get stateFile(): string {
    return join(this.directory, "terraform.tfstate");
  }

  /** Takes another configuration for the same state, as after an edit. */
  public change(deployable: Deployable): void {
    if (TerraformStack.isStack(deployable)) {
      writeStack(deployable, this.directory, this.stateOf);
    } else {
      writeConfiguration(deployable, this.directory, this.stateOf);
    }
    this.initialized = undefined;
  }

  /** `terraform validate` */
  public async validate(): Promise<CommandResult> {
    const { exitCode, stdout, output, failed } = await this.run(["validate", "-json"]);
    return failed ?? { ok: exitCode === 0, diagnostics: readValidation(stdout), output };
  }

  /** `terraform plan` */
  public async plan(): Promise<PlanResult> {
    const { exitCode, stdout, output, failed } = await this.run(["plan", "-json", "-detailed-exitcode"]);
    if (failed) {
      return { ...failed, changes: [], isEmpty: false };
    }
    const { diagnostics, changes } = readEvents(stdout);
    return { ok: exitCode !== 1, isEmpty: exitCode === 0, diagnostics, changes, output };
  }

  /** `terraform apply` */
  public async apply(options: InterruptOptions = {}): Promise<ApplyResult> {
    return this.applied([], options);
  }

  /** `terraform destroy` */
  public async destroy(options: InterruptOptions = {}): Promise<ApplyResult> {
    return this.applied(["-destroy"], options);
  }

  /** `terraform import` */
  public async import(address: string, id: string): Promise<CommandResult> {
    const { exitCode, output, failed } = await this.run(["import", "-no-color", address, id]);
    return failed ?? { ok: exitCode === 0, diagnostics: exitCode === 0 ? [] : [asDiagnostic(output)], output };
  }

  /** Addresses of the resources and data sources in the state. */
  public async addresses(): Promise<string[]> {
    const { stdout } = await this.run(["state", "list"]);
    return stdout.split("\n").filter((line) => line !== "");
  }

  /** Removes the directory, with state and all. */
  public close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async applied(args: string[], { signal }: InterruptOptions): Promise<ApplyResult> {
    const command = ["apply", "-json", "-auto-approve", ...args];
    const { exitCode, stdout, output, failed } = await this.run(command, signal);
    if (failed) {
      return { ...failed, changes: [], outputs: {} };
    }
    return { ok: exitCode === 0, ...readEvents(stdout), output };
  }

  private async run(
    args: string[],
    signal?: AbortSignal,
  ): Promise<CommandOutput & { readonly failed?: CommandResult }> {
    this.initialized ??= this.command(["init", "-no-color", "-input=false"]);
    const init = await this.initialized;
    if (init.exitCode !== 0) {
      return { ...init, failed: { ok: false, diagnostics: [asDiagnostic(init.output)], output: init.output } };
    }
    return this.command(args, signal);
  }

  private async command(args: string[], signal?: AbortSignal): Promise<CommandOutput> {
    return run(this.binary, args, { cwd: this.directory, env: this.environment(), ...(signal && { signal }) });
  }

  private environment(): NodeJS.ProcessEnv {
    const variables = Object.entries(this.options.variables ?? {}).map(([name, value]): [string, string] => [
      `TF_VAR_${name}`,
      value,
    ]);
    return {
      ...undisturbed(this.configFile),
      ...Object.fromEntries(variables),
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      ...this.azure(),
      ...this.options.environment,
    };
  }

  private get configFile(): string {
    return join(this.directory, ".terraformrc");
  }
}

/** The output of a command that has no other form. */
function asDiagnostic(output: string): TerraformDiagnostic {
  return { severity: "error", summary: /Error: (.+)/.exec(output)?.[1] ?? "the command failed", detail: output };
}

import { TerraformStack } from "cdktf";
import { type CommandOutput, run } from "../../tools/terraform/command";
import { findTerraform } from "../../tools/terraform/terraform-binary";
import { type Constraints } from "../azure/releases";
import { Refusal } from "../azure/refusal";
import { appliedChanges, type Change, type ChangeHeader, type ForcedPaths, plannedChanges } from "./changes";
import { undisturbed } from "./environment";
import { readEvents, readValidation, type TerraformDiagnostic } from "./events";
import { type ApplyResult, type CommandResult, type PlanResult, refused } from "./results";
import { type KnownStacks, missingStacks } from "./stack-references";
import { readState, type StateContent } from "./state-file";
import { summaryOf } from "./summary";
import { type Deployable, Workspace } from "./workspace";

/** Options of a session. */
export interface SessionOptions {
  /**
   * Values of variables, by name.
   *
   * @default - the defaults of the variables
   */
  readonly variables?: Readonly<Record<string, string>>;

  /**
   * Additional environment variables.
   *
   * @default - the environment of this process, without variables that change how terraform works
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * Whether the stack stays as it is, and need not be synthesized again before each command.
   *
   * @internal
   */
  readonly isFinal?: boolean;
}

export interface InterruptOptions {
  /** Interrupts the command when it is aborted, as Ctrl-C does. */
  readonly signal?: AbortSignal;
}

/** What a session needs from its simulator. */
export interface Surroundings {
  /** The sessions of stacks, by the name that references use. */
  readonly stacks: KnownStacks;
  /** The environment that lets terraform find the pinned provider versions, with the named types. */
  environmentFor(workspace: Workspace): Promise<Readonly<Record<string, string>>>;
  /** The address of a backend that keeps the state of a workspace in its file. */
  stateAddress(workspace: Workspace): Promise<string>;
  /** What the Standard logic apps in a state report when the packages beside the stack are deployed to them. */
  startLogicApps(assets: string, state: StateContent): readonly TerraformDiagnostic[];
  /** The paths whose change replaced a resource. */
  forcedPaths(constraints: Constraints, ...change: Parameters<ForcedPaths>): ReturnType<ForcedPaths>;
}

/** A command that ran, or the reason why it did not. */
type Ran = CommandOutput & { readonly failed?: CommandResult };

/** From here on, writing the state after every resource takes longer than initializing a backend. */
const MANY_RESOURCES = 50;

const PLAN_FILE = "simulated.tfplan";

/** The exit code of `-detailed-exitcode`. */
const EMPTY = 0;
const FAILED = 1;
const NOT_EMPTY = 2;

/**
 * A stack and its state in a temporary directory, with `terraform` commands that use the simulator. Commands never
 * throw for errors in the configuration; their result contains them. `close()` removes the directory.
 */
export class TerraformSession {
  /** @internal */
  public readonly workspace: Workspace;
  private readonly binary: string;
  private initialized: Promise<CommandOutput> | undefined;
  private stateKept: Promise<void> | undefined;

  /** @internal */
  public constructor(
    private deployable: Deployable,
    private readonly surroundings: Surroundings,
    private readonly options: SessionOptions,
  ) {
    const binary = findTerraform({ ...process.env, ...options.environment });
    if (binary === undefined) {
      throw new Error(
        "neither terraform nor tofu is on the PATH: install one, https://developer.hashicorp.com/terraform/install",
      );
    }
    this.binary = binary;
    this.workspace = new Workspace();
    try {
      this.change(deployable);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /**
   * Replaces the configuration and keeps the state, as an edit does.
   *
   * @throws the errors of synthesis
   */
  public change(deployable: Deployable): void {
    this.deployable = deployable;
    this.write();
  }

  /** `terraform validate` */
  public async validate(): Promise<CommandResult> {
    const { exitCode, stdout, output, failed } = await this.run(["validate", "-json"]);
    return failed ?? { ok: exitCode === 0, diagnostics: readValidation(stdout), output };
  }

  /** `terraform plan` */
  public async plan(): Promise<PlanResult> {
    const command = ["plan", "-json", "-detailed-exitcode", `-out=${PLAN_FILE}`];
    const { failed, exitCode, stdout, output } = await this.runWithStacks(command);
    if (failed) {
      return { ...failed, changes: [], isEmpty: false, summary: summaryOf([], failed.diagnostics) };
    }
    const { diagnostics, changes: headers } = readEvents(stdout);
    const changes = await this.detailed(exitCode, headers);
    const summary = summaryOf(changes, diagnostics);
    return { ok: exitCode !== FAILED, isEmpty: exitCode === EMPTY, diagnostics, changes, output, summary };
  }

  /** `terraform apply` */
  public async apply(options: InterruptOptions = {}): Promise<ApplyResult> {
    return this.applied([], options);
  }

  /**
   * `terraform apply` of the plan that `plan()` made last
   *
   * @internal
   */
  public async applyPlan(): Promise<ApplyResult> {
    return this.applied([PLAN_FILE]);
  }

  /** `terraform destroy` */
  public async destroy(options: InterruptOptions = {}): Promise<ApplyResult> {
    return this.changed(["-destroy"], options);
  }

  /** `terraform import` */
  public async import(address: string, id: string): Promise<CommandResult> {
    const { exitCode, output, failed } = await this.runWithStacks(["import", "-no-color", address, id]);
    return failed ?? { ok: exitCode === 0, diagnostics: exitCode === 0 ? [] : [asDiagnostic(output)], output };
  }

  /** Addresses of the resources and data sources in the state. */
  public async addresses(): Promise<string[]> {
    const { stdout } = await this.run(["state", "list"]);
    return stdout.split("\n").filter((line) => line !== "");
  }

  /** Removes the directory and the state. */
  public close(): void {
    this.workspace.remove();
  }

  /**
   * `terraform destroy` directly after a plan, which has read everything
   *
   * @internal
   */
  public async destroyPlanned(): Promise<ApplyResult> {
    return this.changed(["-destroy", "-refresh=false"]);
  }

  /** An apply, after which the packages of logic apps are deployed. */
  private async applied(args: readonly string[], options: InterruptOptions = {}): Promise<ApplyResult> {
    const result = await this.changed(args, options);
    const [{ assets }, state] = [this.workspace, readState(this.workspace.stateFile)];
    const found = result.ok && assets !== undefined && state ? this.surroundings.startLogicApps(assets, state) : [];
    return { ...result, ok: result.ok && found.length === 0, diagnostics: [...result.diagnostics, ...found] };
  }

  private async changed(args: readonly string[], { signal }: InterruptOptions = {}): Promise<ApplyResult> {
    const before = readState(this.workspace.stateFile);
    const command = ["apply", "-json", "-auto-approve", ...args];
    const { exitCode, stdout, output, failed } = await this.runWithStacks(command, signal);
    if (failed) {
      return { ...failed, changes: [], outputs: {} };
    }
    const { diagnostics, outputs, changes } = readEvents(stdout);
    const after = readState(this.workspace.stateFile);
    const forcedPaths: ForcedPaths = (...change) =>
      this.surroundings.forcedPaths(this.workspace.constraints, ...change);
    return {
      ok: exitCode === 0,
      diagnostics,
      changes: appliedChanges(changes, before, after, forcedPaths),
      outputs,
      output,
    };
  }

  /** Starts another process, so an empty plan skips it. */
  private async detailed(exitCode: number, headers: readonly ChangeHeader[]): Promise<Change[]> {
    if (exitCode !== NOT_EMPTY) {
      return headers.map((header) => ({ ...header, attributes: [] }));
    }
    const { stdout } = await this.command(["show", "-json", PLAN_FILE]);
    return plannedChanges(headers, stdout);
  }

  /** A command that reads the states of other stacks. */
  private async runWithStacks(args: readonly string[], signal?: AbortSignal): Promise<Ran> {
    return this.run(args, signal, () => {
      const { references, dependencies } = this.workspace;
      return missingStacks(references, dependencies, this.surroundings.stacks);
    });
  }

  private async run(
    args: readonly string[],
    signal?: AbortSignal,
    problems: () => readonly string[] = () => [],
  ): Promise<Ran> {
    const refusal = this.prepare() ?? problems()[0];
    if (refusal !== undefined) {
      return { exitCode: FAILED, stdout: "", output: refusal, failed: refused(refusal) };
    }
    try {
      await (this.stateKept ??= this.keepState());
      if (this.workspace.needsInitialization) {
        this.initialized ??= this.command(["init", "-no-color", "-input=false"]);
        const init = await this.initialized;
        if (init.exitCode !== 0) {
          return { ...init, failed: { ok: false, diagnostics: [asDiagnostic(init.output)], output: init.output } };
        }
      }
      return await this.command(args, signal);
    } catch (error) {
      if (error instanceof Refusal) {
        return { exitCode: FAILED, stdout: "", output: error.message, failed: refused(error.message) };
      }
      throw error;
    }
  }

  /**
   * Writes the configuration again: meanwhile the stack can have new outputs for others, and the others a state.
   * Returns why the command cannot run.
   */
  private prepare(): string | undefined {
    try {
      this.rewrite();
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  private async keepState(): Promise<void> {
    if (this.options.isFinal && this.workspace.resourceCount > MANY_RESOURCES) {
      this.workspace.useBackend(await this.surroundings.stateAddress(this.workspace));
    }
  }

  private rewrite(): void {
    if (this.options.isFinal && TerraformStack.isStack(this.deployable)) {
      this.noteChange(this.workspace.writeSynthesized(this.surroundings.stacks));
    } else {
      this.write();
    }
  }

  private write(): void {
    this.noteChange(this.workspace.write(this.deployable, this.surroundings.stacks));
  }

  private noteChange(isChanged: boolean): void {
    if (isChanged) {
      this.initialized = undefined;
    }
  }

  private async command(args: readonly string[], signal?: AbortSignal): Promise<CommandOutput> {
    const env = await this.environment();
    return run(this.binary, args, { cwd: this.workspace.directory, env, ...(signal && { signal }) });
  }

  private async environment(): Promise<NodeJS.ProcessEnv> {
    const variables = Object.entries(this.options.variables ?? {}).map(([name, value]): [string, string] => [
      `TF_VAR_${name}`,
      value,
    ]);
    return {
      ...undisturbed(this.workspace.configFile),
      ...Object.fromEntries(variables),
      // A short command ends before there is garbage worth collecting.
      GOGC: process.env.GOGC ?? "400",
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      ...(await this.surroundings.environmentFor(this.workspace)),
      ...this.options.environment,
    };
  }
}

/** The output of a command without `-json`. */
function asDiagnostic(output: string): TerraformDiagnostic {
  return { severity: "error", summary: /Error: (.+)/.exec(output)?.[1] ?? "the command failed", detail: output };
}

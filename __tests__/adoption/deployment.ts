import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, LocalBackend, type TerraformStack, Testing } from "cdktf";
import { type Construct } from "constructs";
import { type Simulator } from "../../simulator";
import { type ChangeHeader } from "../../simulator/run/changes";
import { readEvents } from "../../simulator/run/events";
import { run } from "../../tools/terraform/command";
import { INHERITED } from "../support/inherited";

type StackClass = new (scope: Construct, id: string) => TerraformStack;

/** The changes of a plan or an apply, a line each: "move azurerm_role_assignment.reader". */
export const lines = (changes: readonly ChangeHeader[]): string[] =>
  changes.map(({ action, address }) => `${action} ${address}`).sort();

/** A stack in the directory where `cdktf deploy` runs terraform for it; the states outlive the code. */
export class Deployment {
  public readonly home = mkdtempSync(join(tmpdir(), "azmi-adoption-"));
  private synthesized = 0;

  public constructor(private readonly simulator: Simulator) {}

  /** What `cdktf synth` writes for some code, in a directory of its own. */
  public synth(stacks: Readonly<Record<string, StackClass>>, extend?: (stack: TerraformStack) => void): string {
    const outdir = join(this.home, `cdktf-${String(++this.synthesized)}.out`);
    const app = Testing.stubVersion(new App({ outdir, stackTraces: false }));
    for (const [id, Code] of Object.entries(stacks)) {
      const stack = new Code(app, id);
      new LocalBackend(stack, { path: this.stateFile(id) });
      extend?.(stack);
    }
    app.synth();
    return outdir;
  }

  /** What `terraform show -json` prints for a stack, in a file. */
  public async show(outdir: string, stack: string): Promise<string> {
    const file = join(this.home, `${stack}.json`);
    writeFileSync(file, await this.terraform(outdir, stack, "show", "-json"));
    return file;
  }

  public async plan(outdir: string, stack: string): Promise<string[]> {
    await this.initialize(outdir, stack);
    return lines(readEvents(await this.terraform(outdir, stack, "plan", "-json")).changes);
  }

  public async apply(outdir: string, stack: string): Promise<string[]> {
    await this.initialize(outdir, stack);
    return lines(readEvents(await this.terraform(outdir, stack, "apply", "-auto-approve", "-json")).changes);
  }

  /** A file with JSON, as a command would have printed it. */
  public file(name: string, json: unknown): string {
    const path = join(this.home, name);
    writeFileSync(path, JSON.stringify(json));
    return path;
  }

  /** Removes the directory, with states and all. */
  public close(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  private async initialize(outdir: string, stack: string): Promise<void> {
    if (!existsSync(join(outdir, "stacks", stack, ".terraform"))) {
      await this.terraform(outdir, stack, "init", "-input=false");
    }
  }

  private stateFile(stack: string): string {
    return join(this.home, `${stack}.tfstate`);
  }

  private async terraform(outdir: string, stack: string, ...args: string[]): Promise<string> {
    const cwd = join(outdir, "stacks", stack);
    const configurations = readdirSync(cwd).filter((name) => name.endsWith(".tf.json"));
    const texts = configurations.map((name) => readFileSync(join(cwd, name), "utf8"));
    const env = { ...INHERITED, ...this.simulator.environment(texts) };
    const { exitCode, output, stdout } = await run("terraform", args, { cwd, env });
    if (exitCode !== 0) {
      const errors = readEvents(stdout).diagnostics.map(({ address = "", summary }) => `${address}: ${summary}`);
      throw new Error(errors.length > 0 ? errors.join("\n") : output);
    }
    return stdout;
  }
}

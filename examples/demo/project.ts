import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandOutput } from "../../tools/terraform/command";
import { undisturbed } from "../../simulator/run/environment";
import { CommandError, runPlain } from "./command";
import { readStacks, type Stack } from "./stack";
import { ROOT } from "../../tools/paths";

const CDKTF = require.resolve("cdktf-cli/bundle/bin/cdktf");

export interface RunOptions {
  /**
   * The working directory.
   *
   * @default - the directory of the project
   */
  readonly cwd?: string;
  /** Additional environment variables. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly onLine?: (line: string) => void;
}

/**
 * A CDKTF project for main.ts in a temporary directory. cdktf writes its output and Terraform its state to the working
 * directory, and the checkout could contain real work.
 */
export class Project {
  private readonly directory = mkdtempSync(join(tmpdir(), "azure-demo-"));
  private readonly terraformConfig = join(this.directory, "terraform.rc");

  public constructor(private readonly signal: AbortSignal) {
    const app = [process.execPath, require.resolve("tsx/cli"), join(ROOT, "main.ts")];
    writeFileSync(
      join(this.directory, "cdktf.json"),
      JSON.stringify({
        language: "typescript",
        app: app.map(quoted).join(" "),
        projectId: "cdktf-azure-managed-identity-demo",
        sendCrashReports: "false",
      }),
    );
    writeFileSync(this.terraformConfig, "");
  }

  /** Runs the program to its end, whether it succeeds or not. */
  public async run(program: string, args: readonly string[], options: RunOptions = {}): Promise<CommandOutput> {
    const { cwd = this.directory, environment, onLine } = options;
    const env = { ...this.environment(), ...environment };
    return runPlain(program, args, { cwd, env, signal: this.signal, ...(onLine && { onLine }) });
  }

  /** @throws CommandError */
  public async cdktf(args: readonly string[], options?: RunOptions): Promise<void> {
    const result = await this.run(process.execPath, [CDKTF, ...args], options);
    if (result.exitCode !== 0) {
      throw new CommandError(`cdktf ${args.join(" ")}`, result);
    }
  }

  public async synth(): Promise<Stack[]> {
    await this.cdktf(["synth"]);
    return readStacks(this.directory);
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...undisturbed(this.terraformConfig),
      // Turns off cdktf's spinners.
      CI: "1",
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    };
  }
}

/** Quotes an argument for the shell in which cdktf starts the app. */
function quoted(argument: string): string {
  return process.platform === "win32" ? `"${argument}"` : `'${argument.replaceAll("'", `'\\''`)}'`;
}

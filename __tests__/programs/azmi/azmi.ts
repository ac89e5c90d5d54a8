import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App } from "cdktf";
import { AZMI } from "../../../tools/paths";
import { run } from "../../../tools/terraform/command";
import { INHERITED } from "../../support/inherited";

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  /** What it wrote to standard output and to standard error. */
  readonly output: string;
}

/** Runs the bundled program to the end; nobody may ever see the token. */
export async function azmi(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Outcome> {
  const outcome = await run(process.execPath, [AZMI, ...args], {
    cwd: tmpdir(),
    env: { ...INHERITED, PATH: undefined, ...env },
  });
  if (env.SQL_RUNNER_ACCESS_TOKEN !== undefined && outcome.output.includes(env.SQL_RUNNER_ACCESS_TOKEN)) {
    throw new Error("the token has been printed");
  }
  return outcome;
}

/** `azmi sql verify` of an app that is synthesized already. */
export function sqlVerify(app: App, env: NodeJS.ProcessEnv, ...options: string[]): Promise<Outcome> {
  return azmi(env, "sql", "verify", app.outdir, "--retry-for", "0", ...options);
}

/** Deploys a stack of a synthesized app from where cdktf would. */
export async function deploy(app: App, stack: string, env: NodeJS.ProcessEnv): Promise<void> {
  await initialize(app, stack, env);
  await terraform(app, stack, env, "apply", "-auto-approve");
}

export async function initialize(app: App, stack: string, env: NodeJS.ProcessEnv): Promise<void> {
  await terraform(app, stack, env, "init");
}

async function terraform(app: App, stack: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<void> {
  const cwd = join(app.outdir, "stacks", stack);
  const { exitCode, output } = await run("terraform", [...args, "-no-color", "-input=false"], { cwd, env });
  if (exitCode !== 0) {
    throw new Error(output);
  }
}

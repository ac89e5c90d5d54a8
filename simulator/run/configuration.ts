import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Manifest, type TerraformStack } from "cdktf";

const FILE = "cdk.tf.json";

/** Where the state of a stack is, if the stack is known. */
export type StateOf = (stack: string) => string | undefined;

/**
 * Writes what `cdktf synth` would write for the stack, assets included, so that terraform finds it in the directory. The
 * backend is left out, and references to other stacks read their simulated state: nothing leaves the simulation.
 *
 * @throws what synthesis throws
 */
export function writeStack(stack: TerraformStack, directory: string, stateOf: StateOf): void {
  const outdir = join(directory, ".synthesis");
  mkdirSync(join(outdir, Manifest.stacksFolder), { recursive: true });
  try {
    const manifest = new Manifest("simulated", outdir, false);
    stack.prepareStack();
    stack.synthesizer.synthesize({ outdir, manifest });
    const { workingDirectory, synthesizedStackPath } = manifest.forStack(stack);
    const configuration = JSON.parse(
      readFileSync(join(outdir, synthesizedStackPath), "utf8"),
    ) as TerraformConfiguration;
    rmSync(join(outdir, synthesizedStackPath));
    writeConfiguration(configuration, directory, stateOf);
    cpSync(join(outdir, workingDirectory), directory, { recursive: true });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Terraform configuration in its JSON syntax. */
export interface TerraformConfiguration {
  readonly terraform?: unknown;
  readonly data?: unknown;
  readonly [block: string]: unknown;
}

export function writeConfiguration(configuration: TerraformConfiguration, directory: string, stateOf: StateOf): void {
  const local = {
    ...configuration,
    ...(configuration.terraform !== undefined && { terraform: withoutBackend(configuration.terraform) }),
    ...(isObject(configuration.data) && { data: withSimulatedState(configuration.data, stateOf) }),
  };
  // Assets of an earlier configuration go, state and plug-ins stay.
  rmSync(join(directory, "assets"), { recursive: true, force: true });
  writeFileSync(join(directory, FILE), JSON.stringify(local, null, 2));
}

function withoutBackend(settings: unknown): unknown {
  if (Array.isArray(settings)) {
    return settings.map(withoutBackend);
  }
  return isObject(settings)
    ? Object.fromEntries(Object.entries(settings).filter(([name]) => name !== "backend" && name !== "cloud"))
    : settings;
}

const REMOTE_STATE = "terraform_remote_state";

/** So cdktf names the state of a stack that another one refers to. */
const REFERENCE = /^cross-stack-reference-input-(.+)$/;

function withSimulatedState(data: Readonly<Record<string, unknown>>, stateOf: StateOf): unknown {
  const states = data[REMOTE_STATE];
  if (!isObject(states)) {
    return data;
  }
  const simulated = Object.entries(states).map(([name, state]) => {
    const stack = REFERENCE.exec(name)?.[1];
    const path = stack === undefined ? undefined : stateOf(stack);
    if (path === undefined && (stack !== undefined || !isObject(state) || state.backend !== "local")) {
      throw new Error(
        stack === undefined
          ? `data.${REMOTE_STATE}.${name} is the state of something that is not in this simulator; give the stack a value instead`
          : `the stack refers to stack ${stack}, which is not in this simulator: hand that to simulator.terraform() and apply it first`,
      );
    }
    return [name, path === undefined ? state : { backend: "local", config: { path } }];
  });
  return { ...data, [REMOTE_STATE]: Object.fromEntries(simulated) as unknown };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

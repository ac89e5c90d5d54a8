import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Manifest, TerraformStack } from "cdktf";
import { isBlock } from "./json-blocks";
import { type KnownStacks, stackReferredTo } from "./stack-references";

/** Terraform configuration in its JSON syntax. */
export interface TerraformConfiguration {
  readonly terraform?: unknown;
  readonly data?: unknown;
  readonly [block: string]: unknown;
}

/** The output of `cdktf synth` for a stack. */
export interface Synthesized {
  readonly configuration: TerraformConfiguration;
  /** The directory with its assets, which must be in terraform's working directory. */
  readonly assets: string;
}

/**
 * Synthesizes a stack, and prepares the other stacks of its app, whose references need outputs in this one.
 *
 * @param outdir - an empty directory
 * @throws the errors of synthesis
 */
export function synthesize(stack: TerraformStack, outdir: string): Synthesized {
  mkdirSync(join(outdir, Manifest.stacksFolder), { recursive: true });
  const manifest = new Manifest("simulated", outdir, false);
  otherStacks(stack).forEach(prepareIfPossible);
  stack.prepareStack();
  stack.synthesizer.synthesize({ outdir, manifest });
  const { workingDirectory, synthesizedStackPath } = manifest.forStack(stack);
  const json = readFileSync(join(outdir, synthesizedStackPath), "utf8");
  rmSync(join(outdir, synthesizedStackPath));
  return { configuration: JSON.parse(json) as TerraformConfiguration, assets: join(outdir, workingDirectory) };
}

const otherStacks = (stack: TerraformStack): TerraformStack[] =>
  stack.node.root.node.findAll().filter((other): other is TerraformStack => isOtherStack(other, stack));

const isOtherStack = (one: unknown, stack: TerraformStack): boolean => TerraformStack.isStack(one) && one !== stack;

/** Errors in another stack are reported by its own session. */
function prepareIfPossible(stack: TerraformStack): void {
  try {
    stack.prepareStack();
  } catch {
    // Reported elsewhere.
  }
}

/**
 * A configuration for terraform in its own directory: without its backend, and with references to other stacks that
 * read their simulated state. Nothing leaves the simulation.
 *
 * @throws if the configuration reads a state that is not in the simulation
 */
export function withinSimulation(configuration: TerraformConfiguration, stacks: KnownStacks): TerraformConfiguration {
  return {
    ...configuration,
    ...(configuration.terraform !== undefined && { terraform: withoutBackend(configuration.terraform) }),
    ...(isBlock(configuration.data) && { data: withSimulatedState(configuration.data, stacks) }),
  };
}

function withoutBackend(settings: unknown): unknown {
  if (Array.isArray(settings)) {
    return settings.map(withoutBackend);
  }
  return isBlock(settings)
    ? Object.fromEntries(Object.entries(settings).filter(([name]) => name !== "backend" && name !== "cloud"))
    : settings;
}

const REMOTE_STATE = "terraform_remote_state";

/** A stack that is not known yet has no state. `terraform validate` does not need it. */
const NOT_YET = "not-yet.tfstate";

function withSimulatedState(data: Readonly<Record<string, unknown>>, stacks: KnownStacks): unknown {
  const states = data[REMOTE_STATE];
  if (!isBlock(states)) {
    return data;
  }
  const simulated = Object.entries(states).map(([name, state]) => {
    const stack = stackReferredTo(name);
    if (stack !== undefined) {
      return [name, { backend: "local", config: { path: stacks.get(stack)?.stateFile ?? NOT_YET } }];
    }
    if (!isBlock(state) || state.backend !== "local") {
      throw new Error(
        `data.${REMOTE_STATE}.${name} is the state of something that is not in this simulator; give the stack a value instead`,
      );
    }
    return [name, state];
  });
  return { ...data, [REMOTE_STATE]: Object.fromEntries(simulated) as unknown };
}

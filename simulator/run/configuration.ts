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

/** What `cdktf synth` writes for a stack. */
export interface Synthesized {
  readonly configuration: TerraformConfiguration;
  /** The directory with its assets, which belong to where terraform runs. */
  readonly assets: string;
}

/**
 * Synthesizes a stack, and prepares the others of its app: their references to it are outputs that it has to have.
 *
 * @param outdir - an empty directory
 * @throws what synthesis throws
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

/** What is wrong with another stack, its own session tells. */
function prepareIfPossible(stack: TerraformStack): void {
  try {
    stack.prepareStack();
  } catch {
    // Not this one's business.
  }
}

/**
 * A configuration that terraform can work with in a directory of its own: the backend is left out, and references to
 * other stacks read their simulated state. Nothing leaves the simulation.
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

/** A stack that is not known yet has no state either: `terraform validate` does not mind. */
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

import { type TerraformStack } from "cdktf";

/** A reference to another stack. */
export interface StackReference {
  /** The name of that stack in the configuration. */
  readonly stack: string;
  /** Names of its outputs. */
  readonly outputs: readonly string[];
}

/** A stack that others refer to. */
export interface ReferredStack {
  readonly stateFile: string;
  /** Names of the outputs in its state; undefined before the first apply. */
  outputs(): readonly string[] | undefined;
}

/** The stacks of a simulation, by the name of `nameInReferences`. */
export type KnownStacks = ReadonlyMap<string, ReferredStack>;

/** cdktf's name of a stack in other configurations. */
export const nameInReferences = (stack: TerraformStack): string => stack.node.path.replaceAll("/", "--");

/** cdktf's name of the state of a referenced stack. */
const REFERENCE = /^cross-stack-reference-input-(.+)$/;

export const stackReferredTo = (remoteState: string): string | undefined => REFERENCE.exec(remoteState)?.[1];

/** The references to other stacks in a JSON configuration. */
export function referencesIn(json: string): StackReference[] {
  const found = [...json.matchAll(/terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)/g)];
  const stacks = new Set(found.map(([, stack = ""]) => stack));
  return [...stacks].map((stack) => ({
    stack,
    outputs: [...new Set(found.filter(([, other]) => other === stack).map(([, , output = ""]) => output))],
  }));
}

/** Why a stack cannot be planned or applied yet: other stacks are missing. */
export function missingStacks(
  references: readonly StackReference[],
  dependencies: readonly string[],
  known: KnownStacks,
): string[] {
  const unknown = references
    .filter(({ stack }) => !known.has(stack))
    .map(
      ({ stack }) =>
        `the stack refers to stack ${stack}, which is not in this simulator: hand it to simulator.terraform() and apply it first, or use simulateApp()`,
    );
  const unapplied = references
    .filter(({ stack, outputs }) => {
      const present = known.get(stack)?.outputs() ?? [];
      return known.has(stack) && !outputs.every((output) => present.includes(output));
    })
    .map(({ stack }) => `the stack refers to stack ${stack}: apply stack ${stack} first`);
  const waited = dependencies
    .filter((stack) => known.has(stack) && known.get(stack)?.outputs() === undefined)
    .filter((stack) => !references.some((reference) => reference.stack === stack))
    .map((stack) => `the stack depends on stack ${stack}: apply stack ${stack} first`);
  return [...unknown, ...unapplied, ...waited];
}

import { type TerraformStack } from "cdktf";

/** What a stack reads from another one. */
export interface StackReference {
  /** The name of that stack in the configuration. */
  readonly stack: string;
  /** Names of its outputs. */
  readonly outputs: readonly string[];
}

/** A stack as others refer to it. */
export interface ReferredStack {
  readonly stateFile: string;
  /** Names of the outputs in its state; undefined before it is applied. */
  outputs(): readonly string[] | undefined;
}

/** The stacks of a simulation, by the name that `nameInReferences` gives. */
export type KnownStacks = ReadonlyMap<string, ReferredStack>;

/** So cdktf calls a stack in configurations of others. */
export const nameInReferences = (stack: TerraformStack): string => stack.node.path.replaceAll("/", "--");

/** So cdktf names the state of a stack that another one refers to. */
const REFERENCE = /^cross-stack-reference-input-(.+)$/;

export const stackReferredTo = (remoteState: string): string | undefined => REFERENCE.exec(remoteState)?.[1];

/** The references to other stacks in a configuration as text. */
export function referencesIn(json: string): StackReference[] {
  const found = [...json.matchAll(/terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)/g)];
  const stacks = new Set(found.map(([, stack = ""]) => stack));
  return [...stacks].map((stack) => ({
    stack,
    outputs: [...new Set(found.filter(([, other]) => other === stack).map(([, , output = ""]) => output))],
  }));
}

/** Why a stack cannot be planned or applied yet: it needs others that are not there. */
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

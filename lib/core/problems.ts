import { TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { remember } from "./remember";

/** Finds what is wrong; each text says what was given and what to do instead, in lower case and without a final period. */
export type Check = () => readonly string[];

interface StackChecks {
  readonly checks: { readonly construct: IConstruct; readonly check: Check }[];
  /** Whether this validation run has shown the problems of the other stacks. */
  othersShown: boolean;
}

const checksByRoot = new WeakMap<IConstruct, Map<TerraformStack, StackChecks>>();

/**
 * Registers a check that runs when the app is synthesized, under the path of the construct.
 *
 * CDKTF validates stack by stack and stops at the first one that fails. So that one run shows everything,
 * the first problem of a stack brings the problems of all other stacks with it.
 */
export function checkAtSynth(construct: IConstruct, check: Check): void {
  const stack = TerraformStack.of(construct);
  const all = remember(checksByRoot, construct.node.root, () => new Map<TerraformStack, StackChecks>());
  const own = remember(all, stack, () => checksOf(stack));
  own.checks.push({ construct, check });
  construct.node.addValidation({
    validate: () => {
      const problems = [...check()];
      if (problems.length > 0 && !own.othersShown) {
        own.othersShown = true;
        problems.push(...problemsOfOtherStacks(all, stack));
      }
      return problems;
    },
  });
}

function checksOf(stack: TerraformStack): StackChecks {
  const created: StackChecks = { checks: [], othersShown: false };
  // A stack is validated before what it contains, so this marks the start of a run.
  stack.node.addValidation({
    validate: () => {
      created.othersShown = false;
      return [];
    },
  });
  return created;
}

function problemsOfOtherStacks(all: Map<TerraformStack, StackChecks>, stack: TerraformStack): string[] {
  const lines = [...all]
    .filter(([other]) => other !== stack)
    .flatMap(([, { checks }]) => checks)
    .flatMap(({ construct, check }) => check().map((problem) => `[${construct.node.path}] ${problem}`));
  return lines.length > 0 ? [`other stacks have problems too\n  ${lines.join("\n  ")}`] : [];
}

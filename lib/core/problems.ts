import { TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { remember } from "./collections";
import { stateOf } from "./state";

/** Returns errors. Each says what was given and what to do, in lower case and without a final period. */
export type Check = () => readonly string[];

interface StackChecks {
  readonly checks: { readonly construct: IConstruct; readonly check: Check }[];
  /** Results that are cached for this run. */
  readonly found: Map<string, unknown>;
  /** The errors of this run by construct, so that each is reported once. */
  readonly told: Map<IConstruct, Set<string>>;
  /** Whether this run has reported the errors of the other stacks. */
  othersShown: boolean;
}

/**
 * Registers a check that runs at synth, under the path of the construct.
 *
 * CDKTF validates stack by stack, and stops at the first one that fails. To report everything in one run, the first
 * error of a stack adds the errors of all other stacks.
 */
export function checkAtSynth(construct: IConstruct, check: Check): void {
  const stack = TerraformStack.of(construct);
  const all = checksIn(construct.node.root);
  const own = remember(all, stack, () => checksOf(stack));
  own.checks.push({ construct, check });
  construct.node.addValidation({
    validate: () => {
      const told = remember(own.told, construct, () => new Set());
      const problems = check().filter((problem) => !told.has(problem));
      problems.forEach((problem) => told.add(problem));
      if (problems.length > 0 && !own.othersShown) {
        own.othersShown = true;
        problems.push(...problemsOfOtherStacks(all, stack));
      }
      return problems;
    },
  });
}

/** Computes a value about a stack once in each synthesis. */
export function onceARun<T>(stack: TerraformStack, what: string, find: () => T): T {
  const { found } = remember(checksIn(stack.node.root), stack, () => checksOf(stack));
  return remember(found as Map<string, T>, what, find);
}

function checksIn(root: IConstruct): Map<TerraformStack, StackChecks> {
  return stateOf(root, "checks", () => new Map<TerraformStack, StackChecks>());
}

function checksOf(stack: TerraformStack): StackChecks {
  const created: StackChecks = { checks: [], found: new Map(), told: new Map(), othersShown: false };
  // A stack is validated before its contents, so this is the start of a run.
  stack.node.addValidation({
    validate: () => {
      created.othersShown = false;
      created.found.clear();
      created.told.clear();
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
  return lines.length > 0 ? [`other stacks have problems too\n  ${[...new Set(lines)].join("\n  ")}`] : [];
}

/**
 * Adds a value to a list, or reports at synth why it is invalid.
 *
 * @param otherwise the error if it is not a value of this package; see `notMadeWith`
 * @param problems its other errors
 */
export function addChecked(
  scope: IConstruct,
  otherwise: readonly string[],
  problems: () => readonly string[],
  add: () => void,
): void {
  const found = otherwise.length > 0 ? otherwise : problems();
  if (found.length > 0) {
    checkAtSynth(scope, () => found);
  } else {
    add();
  }
}

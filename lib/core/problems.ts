import { TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { remember } from "./collections";

/** Finds what is wrong; each text says what was given and what to do instead, in lower case and without a final period. */
export type Check = () => readonly string[];

interface StackChecks {
  readonly checks: { readonly construct: IConstruct; readonly check: Check }[];
  /** What was found out about the stack in this run. */
  readonly found: Map<string, unknown>;
  /** The problems of this run, by construct: what several checks find is told once. */
  readonly told: Map<IConstruct, Set<string>>;
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

/** What is found out about a stack at synth, once for all that ask; another synthesis finds it out again. */
export function onceARun<T>(stack: TerraformStack, what: string, find: () => T): T {
  const { found } = remember(checksIn(stack.node.root), stack, () => checksOf(stack));
  return remember(found as Map<string, T>, what, find);
}

function checksIn(root: IConstruct): Map<TerraformStack, StackChecks> {
  return remember(checksByRoot, root, () => new Map<TerraformStack, StackChecks>());
}

function checksOf(stack: TerraformStack): StackChecks {
  const created: StackChecks = { checks: [], found: new Map(), told: new Map(), othersShown: false };
  // A stack is validated before what it contains, so this marks the start of a run.
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
 * Adds something that was given, or reports at synth what is wrong with it.
 *
 * @param otherwise what is wrong where it is no value of this package; see `notMadeWith`
 * @param problems what else is wrong with it
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

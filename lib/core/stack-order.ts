import { TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { referencesIn } from "./reference";
import { remember } from "./collections";

/** Which stack needs which, and for what, as far as the library has made them need each other. */
const needs = new WeakMap<IConstruct, Map<TerraformStack, Map<TerraformStack, string>>>();

/**
 * Notes that what is created in the stack of a construct refers to something else, unless the other stack needs that
 * stack already: CDKTF cannot deploy two stacks that wait for each other.
 *
 * @param construct what refers
 * @param values what it refers to
 * @param what they are, for the message
 * @param remedy where the binding belongs: in the stack that refers, or in the one that is referred to
 */
export function circleProblems(
  construct: IConstruct,
  values: readonly string[],
  what: string,
  remedy: "here" | "there" = "here",
): string[] {
  const stack = TerraformStack.of(construct);
  const references = values.flatMap((value) => referencesIn(value, construct));
  const others = new Set(
    references.filter((reference) => reference.stack !== stack).map((reference) => reference.stack),
  );
  return [...others].flatMap((other) => {
    const why = reasonToNeed(other, stack);
    if (why === undefined) {
      needsOf(stack).set(other, `${what} of ${construct.node.path}`);
      return [];
    }
    const [own, name] = [stack.node.path, other.node.path];
    return [
      `would make stack ${own} need stack ${name} for ${what}, and stack ${name} needs stack ${own} already` +
        `${why === "" ? "" : ` for ${why}`}; create the construct in stack ${remedy === "here" ? own : name}`,
    ];
  });
}

/** Why a stack needs another one, directly or by way of others; undefined where it does not, empty where CDKTF only knows. */
function reasonToNeed(
  stack: TerraformStack,
  other: TerraformStack,
  seen = new Set<TerraformStack>(),
): string | undefined {
  if (seen.has(stack)) {
    return undefined;
  }
  seen.add(stack);
  const direct = needsOf(stack).get(other) ?? (stack.dependsOn(other) ? "" : undefined);
  if (direct !== undefined) {
    return direct;
  }
  for (const [between, why] of needsOf(stack)) {
    if (reasonToNeed(between, other, seen) !== undefined) {
      return why;
    }
  }
  return undefined;
}

function needsOf(stack: TerraformStack): Map<TerraformStack, string> {
  const inApp = remember(needs, stack.node.root, () => new Map<TerraformStack, Map<TerraformStack, string>>());
  return remember(inApp, stack, () => new Map<TerraformStack, string>());
}

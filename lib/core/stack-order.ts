import { TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { referencesIn } from "./reference";
import { stateOf } from "./state";

/**
 * Records that the stack of a construct depends on the stacks of some values. Returns an error if one of them already
 * depends on this stack: CDKTF cannot deploy stacks with circular dependencies.
 *
 * @param construct the construct that refers to the values
 * @param values the values
 * @param what a description of the values for the error
 * @param remedy the stack to which the binding belongs: the referring one or the referenced one
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

/** Why a stack depends on another one, directly or indirectly; undefined if it does not, empty if only CDKTF knows. */
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

/** The stacks that a stack depends on because of the library, with the reasons. */
function needsOf(stack: TerraformStack): Map<TerraformStack, string> {
  return stateOf(stack, "needs", () => new Map<TerraformStack, string>());
}

import { remember } from "../../core/collections";
import { type Problem, rules } from "../../core/rules";
import { type StackMatches } from "../matching/stack-matches";
import { placeOf } from "./fates";

/** Reasons why nothing can be adopted until the code changes or another state is given. */
export function problemsWith(own: StackMatches, all: ReadonlyMap<string, StackMatches>): Problem[] {
  return [...unrelated(own), ...declaredTwice(own, all)];
}

const unrelated = rules<[own: StackMatches]>("Adoption", [
  {
    rule: "state-of-other-app",
    when: ({ stack, isRelated }) => stack.state.length > 0 && !isRelated,
    message: ({ stack }) =>
      `the state of stack ${stack.name} belongs to another app, because the code has none of its addresses and nothing in it; ` +
      "give the state of this stack",
  },
]);

/** Azure rejects a second resource, and Terraform rejects a move from an address that is still declared. */
function declaredTwice(own: StackMatches, all: ReadonlyMap<string, StackMatches>): Problem[] {
  const { name } = own.stack;
  const first = new Map<string, string>();
  return own.all.flatMap(({ instance, outcome }) => {
    const { address } = instance;
    if (outcome.is === "declared twice") {
      const other = placeOf(outcome.thing);
      return stillDeclared(name, address, other);
    }
    const { at } = outcome.is === "elsewhere" ? outcome.thing : { at: undefined };
    if (at?.in === "stack" && all.get(at.stack)?.matcher.declaredAt(at.address) !== undefined) {
      return declaredInTwoStacks(address, name, at.address, at.stack);
    }
    const kind = own.matcher.kindOf(instance);
    const keys = kind && kind.creation === undefined ? own.matcher.keysOf(instance, kind) : [];
    const earlier = keys.map((key) => remember(first, key, () => address)).find((one) => one !== address);
    return earlier === undefined ? [] : sameThing(name, earlier, address);
  });
}

const stillDeclared = rules<[stack: string, address: string, other: string]>("Adoption", [
  {
    rule: "adopted-resource-still-declared",
    message: (stack, address, other) =>
      `in stack ${stack}, ${address} and ${other} are the same, and the code has both; remove ${other} from the code`,
  },
]);

const declaredInTwoStacks = rules<[address: string, stack: string, other: string, otherStack: string]>("Adoption", [
  {
    rule: "declared-in-two-stacks",
    message: (address, stack, other, otherStack) =>
      `${address} of stack ${stack} and ${other} of stack ${otherStack} are the same, and the code has both; remove one of them`,
  },
]);

const sameThing = rules<[stack: string, first: string, second: string]>("Adoption", [
  {
    rule: "declared-twice",
    message: (stack, first, second) =>
      `in stack ${stack}, ${first} and ${second} are the same; remove one of them from the code`,
  },
]);

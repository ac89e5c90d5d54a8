import { remember } from "../../core/collections";
import { type StackMatches } from "../matching/stack-matches";
import { placeOf } from "./fates";

/** Reasons why nothing can be adopted until the code changes or another state is given. */
export function problemsWith(own: StackMatches, all: ReadonlyMap<string, StackMatches>): string[] {
  return [...unrelated(own), ...declaredTwice(own, all)];
}

function unrelated(own: StackMatches): string[] {
  const { name, state } = own.stack;
  return state.length === 0 || own.isRelated
    ? []
    : [`the state of stack ${name} is of another app: none of its addresses and nothing in it is in the code`];
}

/** Azure rejects a second resource, and Terraform rejects a move from an address that is still declared. */
function declaredTwice(own: StackMatches, all: ReadonlyMap<string, StackMatches>): string[] {
  const { name } = own.stack;
  const first = new Map<string, string>();
  return own.all.flatMap(({ instance, outcome }) => {
    const { address } = instance;
    if (outcome.is === "declared twice") {
      const other = placeOf(outcome.thing);
      return [
        `stack ${name}: ${address} and ${other} are the same, and both are in the code; remove ${other} from the code`,
      ];
    }
    const { at } = outcome.is === "elsewhere" ? outcome.thing : { at: undefined };
    if (at?.in === "stack" && all.get(at.stack)?.matcher.declaredAt(at.address) !== undefined) {
      return [
        `${address} of stack ${name} and ${at.address} of stack ${at.stack} are the same, and both are in the code; remove one of them`,
      ];
    }
    const kind = own.matcher.kindOf(instance);
    const keys = kind && kind.creation === undefined ? own.matcher.keysOf(instance, kind) : [];
    const earlier = keys.map((key) => remember(first, key, () => address)).find((one) => one !== address);
    return earlier === undefined
      ? []
      : [`stack ${name}: ${earlier} and ${address} are the same; remove one of them from the code`];
  });
}

import { Construct, type IConstruct } from "constructs";
import { remember } from "./collections";

/** The child with this id, created when it is first asked for. */
export function childOf<T extends IConstruct>(scope: Construct, id: string, create: (scope: Construct) => T): T {
  return (scope.node.tryFindChild(id) as T | undefined) ?? create(scope);
}

/** A child that only holds other constructs. */
export function folderIn(scope: Construct, id: string): Construct {
  return childOf(scope, id, (parent) => new Construct(parent, id));
}

/** The last number that was given to a child, by scope and id. */
const given = new WeakMap<Construct, Map<string, number>>();

/**
 * An id that no child has yet, for constructs whose ids are no part of any Terraform address. Other constructs with the same
 * purpose may be there already.
 */
export function freeChildId(scope: Construct, id: string): string {
  const numbers = remember(given, scope, () => new Map<string, number>());
  let number = numbers.get(id) ?? 0;
  do {
    number++;
  } while (scope.node.tryFindChild(`${id} ${String(number)}`));
  numbers.set(id, number);
  return `${id} ${String(number)}`;
}

import { Construct, type IConstruct } from "constructs";

/** The child with this id, created when it is first asked for. */
export function childOf<T extends IConstruct>(scope: Construct, id: string, create: (scope: Construct) => T): T {
  return (scope.node.tryFindChild(id) as T | undefined) ?? create(scope);
}

/** A child that only holds other constructs. */
export function folderIn(scope: Construct, id: string): Construct {
  return childOf(scope, id, (parent) => new Construct(parent, id));
}

/**
 * An id that no child has yet, for constructs whose ids are no part of any Terraform address. Other constructs with the same
 * purpose may be there already.
 */
export function freeChildId(scope: Construct, id: string): string {
  const taken = new Set(scope.node.children.map((child) => child.node.id));
  let number = 1;
  while (taken.has(`${id} ${String(number)}`)) {
    number++;
  }
  return `${id} ${String(number)}`;
}

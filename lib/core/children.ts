import { Construct, type IConstruct } from "constructs";

/** The child with this id, created when it is first asked for. */
export function childOf<T extends IConstruct>(scope: Construct, id: string, create: (scope: Construct) => T): T {
  return (scope.node.tryFindChild(id) as T | undefined) ?? create(scope);
}

/** A child that only holds other constructs. */
export function folderIn(scope: Construct, id: string): Construct {
  return childOf(scope, id, (parent) => new Construct(parent, id));
}

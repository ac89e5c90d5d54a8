import { Construct, type IConstruct } from "constructs";
import { stateOf } from "./state";

/** The child with this id, created on first use. */
export function childOf<T extends IConstruct>(scope: Construct, id: string, create: (scope: Construct) => T): T {
  return (scope.node.tryFindChild(id) as T | undefined) ?? create(scope);
}

export function folderIn(scope: Construct, id: string): Construct {
  return childOf(scope, id, (parent) => new Construct(parent, id));
}

/** An unused child id, for constructs whose ids are not part of a Terraform address. */
export function freeChildId(scope: Construct, id: string): string {
  const numbers = stateOf(scope, "child-numbers", () => new Map<string, number>());
  let number = numbers.get(id) ?? 0;
  do {
    number++;
  } while (scope.node.tryFindChild(`${id} ${String(number)}`));
  numbers.set(id, number);
  return `${id} ${String(number)}`;
}

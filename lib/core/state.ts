import { type IConstruct } from "constructs";

/**
 * The library's state about a construct, created on first use. It lives in the construct tree, so that two copies of this
 * package in one app share it.
 *
 * @param name the name of the state, the same in every copy
 */
export function stateOf<T extends object>(construct: IConstruct, name: string, create: () => T): T {
  const known = findState(construct, name);
  if (known !== undefined) {
    return known as T;
  }
  const created = create();
  construct.node.addMetadata(typeOf(name), created);
  return created;
}

/** The same; undefined before its first use. */
export function findState(construct: IConstruct, name: string): unknown {
  const type = typeOf(name);
  return construct.node.metadata.find((entry) => entry.type === type)?.data;
}

/** Whether this is the first call with this key. */
export function isFirst(construct: IConstruct, name: string, key = ""): boolean {
  const known = stateOf(construct, name, () => new Set<string>());
  const { size } = known;
  return known.add(key).size > size;
}

const typeOf = (name: string): string => `azmi.${name}`;

import { type IConstruct } from "constructs";

/**
 * What the library knows about a construct, created when it is first asked for. It lives in the construct tree, so that an
 * app that has loaded two copies of this package has it once.
 *
 * @param name of what is known, the same in every copy
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

/** The same; undefined where nobody has asked for it yet. */
export function findState(construct: IConstruct, name: string): unknown {
  const type = typeOf(name);
  return construct.node.metadata.find((entry) => entry.type === type)?.data;
}

/** Whether this is the first time that somebody asks with this key. */
export function isFirst(construct: IConstruct, name: string, key = ""): boolean {
  const known = stateOf(construct, name, () => new Set<string>());
  const { size } = known;
  return known.add(key).size > size;
}

const typeOf = (name: string): string => `azmi.${name}`;

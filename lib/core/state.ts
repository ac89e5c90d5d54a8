import { type IConstruct } from "constructs";

/**
 * What the library knows about a construct, created when it is first asked for. It lives in the construct tree, so that an
 * app that has loaded two copies of this package has it once.
 *
 * @param name of what is known, the same in every copy
 */
export function stateOf<T>(construct: IConstruct, name: string, create: () => T): T {
  const type = `azmi.${name}`;
  const known = construct.node.metadata.find((entry) => entry.type === type);
  if (known) {
    return known.data as T;
  }
  const created = create();
  construct.node.addMetadata(type, created);
  return created;
}

import { TerraformResource, type TerraformStack } from "cdktf";
import { onceARun } from "./problems";
import { addressOf } from "./attribute-reference";

type Block = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/**
 * What Terraform creates before it destroys it, by address, with the path of the construct that asks for that: Terraform
 * hands `create_before_destroy` on to all that a resource depends on, by whatever detour.
 *
 * https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy
 */
export function createdBeforeDestroyed(stack: TerraformStack): ReadonlyMap<string, string> {
  return onceARun(stack, "created before destroyed", () => {
    const consumers = stack.node
      .findAll()
      .filter((node) => TerraformResource.isTerraformResource(node))
      .filter(({ lifecycle }) => lifecycle?.createBeforeDestroy === true);
    return consumers.length > 0 ? closure(consumers, dependencies(stack)) : new Map<string, string>();
  });
}

function closure(
  consumers: readonly TerraformResource[],
  needed: ReadonlyMap<string, readonly string[]>,
): Map<string, string> {
  const reached = new Map<string, string>();
  const visit = (address: string, path: string): void => {
    needed.get(address)?.forEach((dependency) => {
      if (!reached.has(dependency)) {
        reached.set(dependency, path);
        visit(dependency, path);
      }
    });
  };
  consumers.forEach((consumer) => {
    visit(addressOf(consumer), consumer.node.path);
  });
  return reached;
}

/** What each resource and data source of a stack refers to, `depends_on` included. */
function dependencies(stack: TerraformStack): Map<string, readonly string[]> {
  const { resource = {}, data = {} } = stack.toTerraform() as { readonly resource?: Blocks; readonly data?: Blocks };
  const addresses = new Map([...blocksIn(resource, ""), ...blocksIn(data, "data.")]);
  return new Map(
    [...addresses].map(([address, block]) => {
      const names =
        JSON.stringify({ ...block, "//": undefined }).match(/(?:\bdata\.)?\b[a-z0-9]+_[a-z0-9_]+\.[\w-]+/g) ?? [];
      return [address, names.filter((name) => addresses.has(name))];
    }),
  );
}

function blocksIn(blocks: Blocks, prefix: string): [string, Block][] {
  return Object.entries(blocks).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]): [string, Block] => [`${prefix}${type}.${name}`, block]),
  );
}

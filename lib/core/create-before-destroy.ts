import { TerraformResource, type TerraformStack } from "cdktf";
import { overrideOf } from "./attributes";
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
      .filter((resource) => createsFirst(resource));
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

/** Whether a resource says so, in its config or by `addOverride`. */
function createsFirst(resource: TerraformResource): boolean {
  const override = overrideOf(resource, "lifecycle") as { readonly create_before_destroy?: boolean } | undefined;
  return override?.create_before_destroy ?? resource.lifecycle?.createBeforeDestroy === true;
}

interface Configuration {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly module?: Block;
  readonly locals?: Block;
}

const REFERENCE = /(?:\bdata\.)?\b[a-z0-9]+_[a-z0-9_]+\.[\w-]+|\b(?:local|module)\.[\w-]+/g;

/** What each part of a stack refers to, `depends_on` included. */
function dependencies(stack: TerraformStack): Map<string, readonly string[]> {
  const { resource = {}, data = {}, module = {}, locals = {} } = stack.toTerraform() as Configuration;
  const parts = new Map<string, unknown>([
    ...blocksIn(resource, ""),
    ...blocksIn(data, "data."),
    ...Object.entries(module).map(([name, block]) => [`module.${name}`, block] as const),
    ...Object.entries(locals).map(([name, value]) => [`local.${name}`, value] as const),
  ]);
  const text = (part: unknown): string =>
    JSON.stringify(part, (key, value: unknown) => (key === "//" ? undefined : value));
  return new Map(
    [...parts].map(([address, part]) => [
      address,
      (text(part).match(REFERENCE) ?? []).filter((name) => parts.has(name)),
    ]),
  );
}

function blocksIn(blocks: Blocks, prefix: string): [string, Block][] {
  return Object.entries(blocks).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]): [string, Block] => [`${prefix}${type}.${name}`, block]),
  );
}

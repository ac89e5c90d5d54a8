import { type TerraformStack } from "cdktf";
import { onceARun } from "./problems";

type Block = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

interface Configuration {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly module?: Block;
  readonly locals?: Block;
}

const REFERENCE = /(?:\bdata\.)?\b[a-z0-9]+_[a-z0-9_]+\.[\w-]+|\b(?:local|module)\.[\w-]+/g;

/** The references of each element of a stack by address, including `depends_on`. */
export function dependenciesIn(stack: TerraformStack): ReadonlyMap<string, readonly string[]> {
  return onceARun(stack, "dependencies", () => read(stack));
}

/** The addresses of a dependency cycle that starts and ends with an element; undefined if there is none. */
export function circleThrough(address: string, stack: TerraformStack): readonly string[] | undefined {
  const needed = dependenciesIn(stack);
  const ways: (readonly string[])[] = [[address]];
  const reached = new Set<string>();
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of needed.get(way.at(-1) ?? "") ?? []) {
      if (next === address) {
        return [...way, next];
      }
      if (!reached.has(next)) {
        reached.add(next);
        ways.push([...way, next]);
      }
    }
  }
  return undefined;
}

function read(stack: TerraformStack): Map<string, readonly string[]> {
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

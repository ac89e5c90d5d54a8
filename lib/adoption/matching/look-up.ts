import { type Block, type Declaration } from "../input/configuration";
import { notKnownIn, type Value } from "../expression";
import { type Attributes } from "./parts";
import { type Thing } from "../input/thing";
import { comparable, type Things } from "./things";

/** Meta-arguments. */
const META = ["//", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner", "timeouts"];

/** What a data source reads: the object in the state, or any object of its type that matches its arguments. */
export function dataSourceThing(
  { type, block }: Declaration,
  own: Thing | undefined,
  attributes: Attributes,
  things: Things,
): Thing | undefined {
  const asked = askedFor(block, attributes);
  if (own && isLike(own, asked)) {
    return own;
  }
  const [first] = asked;
  const known = first ? things.having(type, ...first) : things.ofType(type);
  const found = known.filter((thing) => isLike(thing, asked) && (first !== undefined || thing.isDataSource === true));
  const ids = new Set(found.map(({ values }) => comparable(values.id ?? null)));
  return ids.size === 1 ? found[0] : undefined;
}

export const isLookedUp = (block: Block, attributes: Attributes, thing: Thing): boolean =>
  isLike(thing, askedFor(block, attributes));

const askedFor = (block: Block, attributes: Attributes): [string, Value][] =>
  scalars(block, attributes, (name) => !META.includes(name));

/**
 * Resources that could be the same at another address: they have the same name, and the same names and ids of their
 * parents.
 */
export function namedThings(type: string, block: Block, attributes: Attributes, things: Things): Thing[] {
  const name = attributes("name");
  if (typeof name !== "string") {
    return [];
  }
  const belongsTo = scalars(block, attributes, (argument) => /_(id|name)$/.test(argument));
  return things.having(type, "name", name).filter((thing) => thing.isDataSource !== true && isLike(thing, belongsTo));
}

function scalars(block: Block, attributes: Attributes, isMeant: (name: string) => boolean): [string, Value][] {
  return Object.keys(block)
    .filter(isMeant)
    .flatMap((name): [string, Value][] => {
      const value = attributes(name);
      return value === undefined || notKnownIn(value) !== undefined || typeof value === "object" ? [] : [[name, value]];
    });
}

const isLike = ({ values }: Thing, asked: readonly (readonly [string, Value])[]): boolean =>
  asked.every(
    ([name, value]) => !Object.hasOwn(values, name) || comparable(values[name] ?? null) === comparable(value),
  );

import { type Block } from "../../catalog/provider-schema";
import { type Path } from "../protocol/provider";
import { elementsOf, isEqual, isList, isObject, type ObjectValue, UNKNOWN, type Value } from "../protocol/values";
import { type Found, valuesAt } from "./values-at";

/**
 * The state that a proposed one leads to: what the provider computes, and did not compute before, is known after apply.
 * Write-only values never reach the state.
 */
export function planState(block: Block, proposed: ObjectValue, prior: ObjectValue | null): ObjectValue {
  const { attributes = {}, block_types: blocks = {} } = block;
  return {
    ...Object.fromEntries(
      Object.entries(attributes).map(([name, { computed = false, write_only: writeOnly = false }]) => {
        const value = writeOnly ? null : (proposed[name] ?? null);
        return [name, value === null && computed ? (prior?.[name] ?? (prior ? null : UNKNOWN)) : value];
      }),
    ),
    ...Object.fromEntries(
      Object.entries(blocks).map(([name, { block: nested, nesting_mode: mode }]) => {
        const before = prior?.[name];
        return [name, planBlocks(nested, proposed[name] ?? null, mode === "set" ? { among: before } : { at: before })];
      }),
    ),
  };
}

/** What the blocks of a list were before stands at the same position, those of a set among the others. */
interface Before {
  readonly at?: Value | undefined;
  readonly among?: Value | undefined;
}

function planBlocks(block: Block, proposed: Value, { at, among }: Before): Value {
  if (isObject(proposed)) {
    return planState(block, proposed, isObject(at) ? at : null);
  }
  if (!isList(proposed)) {
    return proposed;
  }
  return proposed.map((element, index) => {
    if (!isObject(element)) {
      return element;
    }
    const before = elementsOf(at)[index] ?? elementsOf(among).find((one) => isEqual(one, element));
    return planState(block, element, isObject(before) ? before : null);
  });
}

/** The places where a change cannot be made in place. */
export function replacements(
  block: Block,
  forceNew: readonly string[],
  prior: ObjectValue,
  planned: ObjectValue,
): Path[] {
  const places = forceNew.flatMap((path) => {
    const before = valuesAt(prior, path);
    const after = valuesAt(planned, path);
    if (before.length !== after.length) {
      return [[path.split(".")[0] ?? path]];
    }
    return after.filter((found, index) => !isSame(found, before[index])).map(({ path: at }) => at);
  });
  return places.map((path) => path.slice(0, lengthUpToSet(block, path)));
}

/** Elements of a set have no position that a path could name: it ends at the set. */
function lengthUpToSet({ block_types: blocks = {} }: Block, [name, , ...rest]: Path): number {
  const nested = blocks[name ?? ""];
  if (!nested || rest.length === 0) {
    return Infinity;
  }
  const inPosition = nested.nesting_mode !== "single";
  return nested.nesting_mode === "set" ? 1 : (inPosition ? 2 : 1) + lengthUpToSet(nested.block, rest);
}

function isSame(after: Found, before: Found | undefined): boolean {
  const comparable = after.path.at(-1) === "location" ? normalLocation : (value: Value | undefined) => value;
  return isEqual(comparable(after.value), comparable(before?.value));
}

/** Azure knows "West Europe" and "westeurope" as the same place. */
const normalLocation = (value: Value | undefined): Value | undefined =>
  typeof value === "string" ? value.replaceAll(" ", "").toLowerCase() : value;

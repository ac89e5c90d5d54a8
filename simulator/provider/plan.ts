import { type Block, type NestedBlock } from "./schema";
import { type Path } from "../protocol/provider";
import {
  blocksOf,
  elementsOf,
  isEqual,
  isList,
  isObject,
  type ObjectValue,
  UNKNOWN,
  type Value,
} from "../protocol/values";
import { type Found, upToSet, valuesAt } from "./values-at";

/**
 * The planned state for a proposed one: attributes that the provider computes and that have no value yet are unknown.
 * Write-only values never reach the state.
 *
 * @param recomputed - attributes that are recomputed, with the arguments that cause it
 */
export function planState(
  block: Block,
  proposed: ObjectValue,
  prior: ObjectValue | null,
  recomputed: Readonly<Record<string, readonly string[]>> = {},
): ObjectValue {
  const { attributes = {}, block_types: blocks = {} } = block;
  const isRecomputed = (name: string): boolean =>
    prior !== null && (recomputed[name] ?? []).some((argument) => !isEqual(proposed[argument], prior[argument]));
  return {
    ...Object.fromEntries(
      Object.entries(attributes).map(([name, { computed = false, write_only: writeOnly = false }]) => {
        if (isRecomputed(name)) {
          return [name, UNKNOWN];
        }
        const value = writeOnly ? null : (proposed[name] ?? null);
        return [name, value === null && computed ? (prior?.[name] ?? (prior ? null : UNKNOWN)) : value];
      }),
    ),
    ...Object.fromEntries(
      Object.entries(blocks).map(([name, nested]) => [name, planBlocks(nested, proposed[name] ?? null, prior?.[name])]),
    ),
  };
}

function planBlocks({ block, nesting_mode: mode }: NestedBlock, proposed: Value, before: Value | undefined): Value {
  if (isObject(proposed)) {
    return planState(block, proposed, isObject(before) ? before : null);
  }
  if (!isList(proposed)) {
    return proposed;
  }
  // Blocks of a list are matched by position, blocks of a set by their configured values.
  const left = [...elementsOf(before)];
  return proposed.map((element, index) => {
    if (!isObject(element)) {
      return element;
    }
    const at = mode === "set" ? left.findIndex((one) => isObject(one) && agrees(block, element, one)) : index;
    const prior = left[at];
    if (mode === "set" && at >= 0) {
      left.splice(at, 1);
    }
    return planState(block, element, isObject(prior) ? prior : null);
  });
}

/** Whether one value was planned from the other: they differ only in computed attributes. */
function agrees(
  { attributes = {}, block_types: blocks = {} }: Block,
  proposed: ObjectValue,
  prior: ObjectValue,
): boolean {
  const attributesAgree = Object.entries(attributes).every(([name, { computed = false }]) => {
    const value = proposed[name] ?? null;
    return (computed && value === null) || isEqual(value, prior[name]);
  });
  return (
    attributesAgree &&
    Object.entries(blocks).every(([name, { block }]) => {
      const [here, there] = [blocksOf(proposed[name]), blocksOf(prior[name])];
      return here.length === there.length && here.every((one, index) => agrees(block, one, there[index] ?? {}));
    })
  );
}

/** The paths that cannot be changed in place. */
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
      // A block that came or went counts if there is something in it.
      const longer = before.length > after.length ? before : after;
      const isReplaced = longer.some(
        ({ value }, index) => !isEqual(value, (longer === after ? before : after)[index]?.value ?? null),
      );
      return isReplaced ? [[path.split(".")[0] ?? path]] : [];
    }
    return after.filter((found, index) => !isSame(found, before[index])).map(({ path: at }) => at);
  });
  return places.map((path) => upToSet(block, path));
}

function isSame(after: Found, before: Found | undefined): boolean {
  const comparable = after.path.at(-1) === "location" ? normalLocation : (value: Value | undefined) => value;
  return isEqual(comparable(after.value), comparable(before?.value));
}

/** Azure treats "West Europe" and "westeurope" as the same place. */
export const normalLocation = (value: Value | undefined): Value | undefined =>
  typeof value === "string" ? value.replaceAll(" ", "").toLowerCase() : value;

import { remember } from "../../core/collections";

/** Groups items by each of their keys. */
export function group<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      remember(groups, key, () => []).push(item);
    }
  }
  return groups;
}

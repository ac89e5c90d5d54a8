import { remember } from "./remember";

/** Items by a key, both in the order in which they came. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  items.forEach((item) => remember(groups, keyOf(item), () => []).push(item));
  return groups;
}

import { remember } from "./remember";

/** Groups items by a key, in order of appearance. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  items.forEach((item) => remember(groups, keyOf(item), () => []).push(item));
  return groups;
}

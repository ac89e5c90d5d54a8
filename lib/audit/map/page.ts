import { type MapData } from "./map-data";

/** What the template has in place of the data. */
export const DATA_PLACEHOLDER = "%ACCESS-MAP-DATA%";

/**
 * The map as a page that needs nothing else.
 *
 * @param template the page without data, as `npm run bundle` makes it
 */
export function mapPage(data: MapData, template: string): string {
  // A function, because `$&` in a text would mean the placeholder.
  return template.replace(DATA_PLACEHOLDER, () => forScriptElement(pack(data)));
}

/** JSON for a `script` element: no `<` can end the element or start a comment. */
const forScriptElement = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });

/** Each text once, and its index wherever it is used: ids and places of blocks are in many parts of a map. */
export interface Packed {
  readonly texts: readonly string[];
  readonly data: unknown;
}

/** What the page reads. It has no version, because the page and the template have the same. */
export type PageData = Omit<MapData, "version">;

/** Replaces each text by its index: apart from the version, a map has no numbers. */
export function pack(map: MapData): Packed {
  const data: Partial<MapData> = { ...map, version: undefined };
  const indexes = new Map<string, number>();
  const indexOf = (text: string): number => {
    const index = indexes.get(text) ?? indexes.size;
    indexes.set(text, index);
    return index;
  };
  const packed = JSON.stringify(data, (_key, value: unknown) => (typeof value === "string" ? indexOf(value) : value));
  return { texts: [...indexes.keys()], data: JSON.parse(packed) as unknown };
}

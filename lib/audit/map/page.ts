import { groupBy, remember } from "../../core/collections";
import { type MapData, type MapImpersonation } from "./map-data";

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

/** What the page reads: the map without its version, which is that of the template, and without most of very many paths. */
export interface PageData extends Omit<MapData, "version"> {
  /** The identities with more paths than the page has. */
  readonly leftOut: readonly { readonly principal: string; readonly count: string }[];
}

/** The page lists as many ways to become one identity. The JSON has all. */
export const MOST_PATHS = 40;

function pageData(map: MapData): PageData {
  const byPrincipal = [...groupBy(map.impersonations, ({ principal }) => principal)];
  const { format, isDifference, principals, sources, targets, grants, trusts, memberships } = map;
  return {
    ...{ format, isDifference, principals, sources, targets, grants, trusts, memberships },
    impersonations: byPrincipal.flatMap(([, paths]) => [...paths].sort(changesFirst).slice(0, MOST_PATHS)),
    leftOut: byPrincipal
      .filter(([, paths]) => paths.length > MOST_PATHS)
      .map(([principal, paths]) => ({ principal, count: String(paths.length - MOST_PATHS) })),
  };
}

const changesFirst = (one: MapImpersonation, other: MapImpersonation): number =>
  Number(one.change === undefined) - Number(other.change === undefined) || one.steps.length - other.steps.length;

/** Each text and each object once, after what it contains. A number is the index of one of them. */
export type Packed = readonly (string | Readonly<Record<string, unknown>>)[];

/** Packs a map, in which the same places and steps occur many times. Apart from the version, it has no numbers. */
export function pack(map: MapData): Packed {
  const indexes = new Map<string, number>();
  const packed: (string | Readonly<Record<string, unknown>>)[] = [];
  const indexOf = (entry: string | Readonly<Record<string, unknown>>): number =>
    remember(indexes, JSON.stringify(entry), () => packed.push(entry) - 1);
  const put = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(put);
    }
    if (typeof value === "object" && value !== null) {
      return indexOf(
        Object.fromEntries(
          Object.entries(value)
            .filter(([, item]) => item !== undefined)
            .map(([key, item]) => [key, put(item)]),
        ),
      );
    }
    return typeof value === "string" ? indexOf(value) : value;
  };
  put(pageData(map));
  return packed;
}

/** The last object that was packed, which contains all others. */
export function unpack(packed: Packed): unknown {
  const entries: unknown[] = [];
  const take = (value: unknown): unknown =>
    typeof value === "number" ? entries[value] : Array.isArray(value) ? value.map(take) : value;
  packed.forEach((entry) => {
    entries.push(
      typeof entry === "string"
        ? entry
        : Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, take(value)])),
    );
  });
  return entries.at(-1);
}

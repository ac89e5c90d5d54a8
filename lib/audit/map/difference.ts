import { groupBy } from "../../core/collections";
import { type AccessModel } from "../access/access-model";
import { type Change, mapData, type MapData, type MapGrant, type MapImpersonation, sorted } from "./map-data";

/**
 * The map of two models together, with what the second adds, removes and changes.
 *
 * Plans and states are named after their files, which can differ between the two sides. If each side has one document that
 * the other lacks, the two count as the same.
 */
export function mapDifference(before: AccessModel, after: AccessModel): MapData {
  const [old, current] = [mapData(before), mapData(after)];
  const earlier = withDocument(old, ...onlyDocuments(old, current));
  return {
    ...current,
    isDifference: true,
    principals: union(earlier.principals, current.principals),
    sources: union(earlier.sources, current.sources),
    targets: union(earlier.targets, current.targets),
    grants: grantChanges(earlier.grants, current.grants),
    impersonations: pathChanges(earlier.impersonations, current.impersonations),
  };
}

const union = <Item extends { readonly id: string }>(before: readonly Item[], after: readonly Item[]): Item[] =>
  sorted([...new Map([...before, ...after].map((item) => [item.id, item])).values()]);

function grantChanges(before: readonly MapGrant[], after: readonly MapGrant[]): MapGrant[] {
  const same = matched(before, after, ({ principal, target, what }) => [principal, target, what]);
  const kept = same.pairs.map(([old, grant]) =>
    old.risk === grant.risk && old.eligible === grant.eligible && old.plane === grant.plane
      ? grant
      : changed(old, grant),
  );
  // Another role in the same block: who and where are as before.
  const edited = matched(same.before, same.after, ({ principal, target, at }) => [principal, target, at.address]);
  return sorted([
    ...kept,
    ...edited.pairs.map(([old, grant]) => changed(old, grant)),
    ...edited.before.map((grant) => marked(grant, "removed")),
    ...edited.after.map((grant) => marked(grant, "added")),
  ]);
}

const changed = ({ what, risk, eligible }: MapGrant, grant: MapGrant): MapGrant => ({
  ...marked(grant, "changed"),
  before: { what, risk, eligible },
});

function pathChanges(before: readonly MapImpersonation[], after: readonly MapImpersonation[]): MapImpersonation[] {
  const { pairs, ...rest } = matched(before, after, ({ principal, by, steps }) => [
    principal,
    by,
    ...steps.map(({ from, to, why }) => [from, to, why]),
  ]);
  return sorted([
    ...pairs.map(([, path]) => path),
    ...rest.before.map((path) => marked(path, "removed")),
    ...rest.after.map((path) => marked(path, "added")),
  ]);
}

const marked = <Item>(item: Item, change: Change): Item & { readonly change: Change } => ({ ...item, change });

interface Matched<Item> {
  readonly pairs: readonly (readonly [before: Item, after: Item])[];
  /** What only one side has. */
  readonly before: readonly Item[];
  readonly after: readonly Item[];
}

function matched<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => readonly unknown[],
): Matched<Item> {
  const waiting = groupBy(before, (item) => JSON.stringify(keyOf(item)));
  const pairs: [Item, Item][] = [];
  const added = after.filter((item) => {
    const old = waiting.get(JSON.stringify(keyOf(item)))?.shift();
    if (old !== undefined) {
      pairs.push([old, item]);
    }
    return old === undefined;
  });
  return { pairs, before: [...waiting.values()].flat(), after: added };
}

function onlyDocuments(before: MapData, after: MapData): [from: string, to: string] | [] {
  const [old, current] = [documentsIn(before), documentsIn(after)];
  const [gone, ...othersGone] = [...old].filter((name) => !current.has(name));
  const [added, ...othersAdded] = [...current].filter((name) => !old.has(name));
  const isOnePair = othersGone.length + othersAdded.length === 0;
  return isOnePair && gone !== undefined && added !== undefined ? [gone, added] : [];
}

const documentsIn = ({ principals, sources, targets, grants, trusts, memberships }: MapData): Set<string> =>
  new Set(
    [...principals, ...sources, ...targets, ...grants, ...trusts, ...memberships].flatMap(({ at }) =>
      at === undefined ? [] : [at.document],
    ),
  );

/** Renames a document: its name is a part of the ids of what it declares. */
function withDocument(data: MapData, from?: string, to?: string): MapData {
  if (from === undefined || to === undefined) {
    return data;
  }
  const ids = new Set([...data.principals, ...data.sources, ...data.targets].map(({ id }) => id));
  return JSON.parse(
    JSON.stringify(data, (key, value: unknown) => {
      if (typeof value !== "string") {
        return value;
      }
      const isName = key === "document" || key === "cluster" ? value === from : ids.has(value) && value.includes(from);
      return isName ? value.replace(from, () => to) : value;
    }),
  ) as MapData;
}

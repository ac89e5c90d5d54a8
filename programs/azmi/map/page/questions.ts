import { type MapImpersonation } from "../../../../lib/audit/map/map-data";
import { type Graph, link, type MapLink, type MapNode } from "./graph";

export type Question = "who-reaches" | "what-reaches" | "who-becomes";

/** A part of the map. */
export interface Part {
  readonly nodes: readonly MapNode[];
  readonly links: readonly MapLink[];
}

/** Everyone who can reach a node: grants on it and on what it is in, members of groups, and who carries them. */
export function whoReaches(graph: Graph, id: string): Part {
  const containers = containersOf(graph, id);
  const part = closure(graph, [id, ...containers.map(({ from }) => from)], (each) => graph.to.get(each), "from");
  return { ...part, links: [...part.links, ...containers] };
}

/** Everything that a node can reach. */
export const whatReaches = (graph: Graph, id: string): Part =>
  closure(graph, [id], (each) => graph.from.get(each), "to");

/** The ways to act as an identity, or as one of the identities of a source. */
export function pathsTo(graph: Graph, id: string): readonly MapImpersonation[] {
  const carried = (graph.from.get(id) ?? []).filter(({ kind }) => kind === "carries").map(({ to }) => to);
  return [id, ...carried].flatMap((principal) => graph.paths.get(principal) ?? []);
}

/** The scopes on this map that a target is in: what is granted on them holds for the target. */
const containersOf = ({ nodes }: Graph, id: string): MapLink[] =>
  (nodes.get(id)?.within ?? []).filter((outer) => nodes.has(outer)).map((outer) => link("contains", outer, id));

function closure(
  { nodes }: Graph,
  starts: readonly string[],
  linksOf: (id: string) => readonly MapLink[] | undefined,
  end: "from" | "to",
): Part {
  const reached = new Set(starts);
  const links: MapLink[] = [];
  // A set yields what is added while it is read.
  for (const id of reached) {
    for (const each of linksOf(id) ?? []) {
      links.push(each);
      reached.add(each[end]);
    }
  }
  return { nodes: [...reached].flatMap((id) => nodes.get(id) ?? []), links };
}

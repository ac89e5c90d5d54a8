import { type MapImpersonation } from "../../../../lib/audit/map/map-data";
import { type Graph, link, type MapLink, type MapNode } from "./graph";

export type Question = "who-reaches" | "what-reaches" | "who-becomes";

/** A part of the map. */
export interface Part {
  readonly nodes: readonly MapNode[];
  readonly links: readonly MapLink[];
}

/** Everyone who can reach a node: grants on it and on its resource group, members of groups, and who carries them. */
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

/** Resource groups in the map that a target is in: what is granted on them holds for the target. */
function containersOf({ nodes }: Graph, id: string): MapLink[] {
  const inner = nodes.get(id);
  if (inner?.column !== "target" || inner.cluster === "" || inner.kind === RESOURCE_GROUP) {
    return [];
  }
  return [...nodes.values()]
    .filter(({ column, kind, cluster }) => column === "target" && kind === RESOURCE_GROUP && cluster === inner.cluster)
    .map((container) => link("contains", container.id, id));
}

const RESOURCE_GROUP = "resource group";

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

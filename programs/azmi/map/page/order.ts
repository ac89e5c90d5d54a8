import { Graph, layout } from "@dagrejs/dagre";

export interface Box {
  readonly id: string;
  /** From the left, without gaps. */
  readonly column: number;
  readonly height: number;
  /** Boxes of a group stand together, under the header of the group. */
  readonly group?: string;
}

export interface Line {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** Sorts the boxes of all columns so that few lines cross, and groups stay together. */
export function sortedForFewCrossings(boxes: readonly Box[], lines: readonly Line[]): Box[] {
  const graph = new Graph({ compound: true, multigraph: true });
  const columns = new Map(boxes.map(({ id, column }) => [id, column]));
  graph.setGraph({ rankdir: "LR", edgesep: 4, ranker: byColumn(columns) });
  graph.setDefaultEdgeLabel(() => ({}));
  boxes.forEach(({ id, height, group, column }) => {
    graph.setNode(id, { width: 100, height });
    if (group !== undefined) {
      const parent = JSON.stringify(["group of column", column, group]);
      graph.setNode(parent, {});
      graph.setParent(id, parent);
    }
  });
  lines
    .filter(({ from, to }) => (columns.get(from) ?? 0) < (columns.get(to) ?? 0))
    .forEach(({ id, from, to }) => graph.setEdge(from, to, {}, id));
  layout(graph);
  const center = (id: string): number => (graph.node(id) as { y?: number }).y ?? 0;
  return boxes
    .map((box) => ({ box, y: center(box.id) }))
    .sort((one, other) => one.y - other.y)
    .map(({ box }) => box);
}

interface RankedGraph {
  graph(): unknown;
  nodes(): string[];
  node(id: string): { rank?: number };
  successors(id: string): string[] | undefined;
  predecessors(id: string): string[] | undefined;
}

/**
 * Ranks by column, where the library would rank by the length of paths: an identity without a source stays in the middle.
 * Beside our boxes there are the root of the graph, and the borders of groups, one rank before and after their members.
 */
const byColumn =
  (columns: ReadonlyMap<string, number>) =>
  (ranked: unknown): void => {
    const graph = ranked as RankedGraph;
    const { nodeRankFactor = 1, nestingRoot } = graph.graph() as { nodeRankFactor?: number; nestingRoot?: string };
    const rankOf = (id: string): number | undefined => {
      const column = columns.get(id);
      return column === undefined ? undefined : (column + 1) * 2 * nodeRankFactor;
    };
    const first = (ids: string[] | undefined): number | undefined =>
      ids?.map(rankOf).find((rank) => rank !== undefined);
    graph.nodes().forEach((id) => {
      const after = first(graph.predecessors(id));
      const border = after === undefined ? (first(graph.successors(id)) ?? 0) - 1 : after + 1;
      graph.node(id).rank = rankOf(id) ?? (id === nestingRoot ? 0 : border);
    });
  };

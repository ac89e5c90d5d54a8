import { groupBy } from "../../../../lib/core/collections";
import { changeOf, type Graph, type MapLink } from "./graph";
import { type Part, whatReaches, whoReaches } from "./questions";
import { isFiltered, type State } from "./state";

/** What is left of the map after the question and the filters. */
export function filtered(graph: Graph, state: State): Part {
  const part = asked(graph, state);
  const matches = (id: string): boolean => {
    const node = graph.nodes.get(id);
    return (
      node !== undefined &&
      (state.kind === "" || node.kind === state.kind) &&
      (state.cluster === "" || node.cluster === state.cluster)
    );
  };
  const chosen = isFiltered(state);
  if (!chosen && !hidesUnchanged(graph, state)) {
    return part;
  }
  const carriedBy = (id: string): boolean => (graph.to.get(id) ?? []).some(({ from }) => matches(from));
  const grants = part.links.filter(
    (each) =>
      each.kind === "grant" &&
      each.grants.some(({ risk }) => state.risks.has(risk)) &&
      (!hidesUnchanged(graph, state) || changeOf(each) !== undefined) &&
      (matches(each.from) || matches(each.to) || carriedBy(each.from)),
  );
  const ends = new Set(grants.flatMap(({ from, to }) => [from, to]));
  const leading = leadingTo(part.links, ends);
  const others = part.nodes.filter(({ id }) => matches(id) && (state.kind !== "" || state.cluster !== ""));
  const shown = new Set([...ends, ...leading.flatMap(({ from }) => from), ...others.map(({ id }) => id)]);
  return { nodes: part.nodes.filter(({ id }) => shown.has(id)), links: [...grants, ...leading] };
}

const hidesUnchanged = (graph: Graph, state: State): boolean => graph.isDifference && state.onlyChanges;

function asked(graph: Graph, { question }: State): Part {
  switch (question?.asked) {
    case "who-reaches":
      return whoReaches(graph, question.about);
    case "what-reaches":
      return whatReaches(graph, question.about);
    default:
      return { nodes: [...graph.nodes.values()], links: graph.links };
  }
}

/** The links that lead to some nodes, from whatever carries or joins them. */
function leadingTo(links: readonly MapLink[], ends: ReadonlySet<string>): MapLink[] {
  const reached = new Set(ends);
  const leading: MapLink[] = [];
  const before = links.filter(({ kind }) => kind !== "grant" && kind !== "contains");
  const byEnd = groupBy(before, ({ to }) => to);
  for (const id of reached) {
    for (const each of byEnd.get(id) ?? []) {
      leading.push(each);
      reached.add(each.from);
    }
  }
  return leading;
}

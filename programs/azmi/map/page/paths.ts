import { groupBy } from "../../../../lib/core/collections";
import { type MapImpersonation } from "../../../../lib/audit/map/map-data";
import { type Graph } from "./graph";
import { type Card, type Drawn, type Picture } from "./shown";
import { counted } from "./words";

/** The picture of "who can become this?": everyone who starts left, the identity right, one column a step. */
export function pathPicture(graph: Graph, paths: readonly MapImpersonation[]): Picture {
  const longest = paths.reduce((most, { steps }) => Math.max(most, steps.length), 0);
  const byLabel = groupBy(
    [...graph.nodes.values()].filter(({ column }) => column === "identity" || column === "group"),
    ({ label }) => label,
  );
  const left = new Map<string, number>();
  const texts = new Map<string, string>();
  const lines: Drawn[] = [];
  paths.forEach(({ by, principal, steps, change }) => {
    const idOf = (index: number, label: string): string => {
      const same = byLabel.get(label) ?? [];
      return index === 0 ? by : index === steps.length ? principal : same.length === 1 ? (same[0]?.id ?? label) : label;
    };
    steps.forEach(({ from, to, why }, index) => {
      const [start, end] = [idOf(index, from), idOf(index + 1, to)];
      [[start, from, steps.length - index] as const, [end, to, steps.length - index - 1] as const].forEach(
        ([id, text, distance]) => {
          texts.set(id, graph.nodes.get(id)?.label ?? text);
          left.set(id, Math.max(left.get(id) ?? 0, distance));
        },
      );
      lines.push({
        id: JSON.stringify(["step", start, end, why]),
        from: start,
        to: end,
        links: [],
        risk: "none",
        label: why,
        change,
      });
    });
  });
  const cards: Card[] = [...texts].map(([id, label]) => {
    const node = graph.nodes.get(id);
    return {
      id,
      column: longest - (left.get(id) ?? 0),
      label,
      detail: node?.kind ?? "federated token",
      risk: "none",
      node,
    };
  });
  return {
    columns: Array.from({ length: cards.length === 0 ? 0 : longest + 1 }, (_, index) => ({
      title: index === longest ? "Identity" : `${counted(longest - index, "step")} away`,
      count: cards.filter(({ column }) => column === index).length,
    })),
    cards,
    groups: [],
    lines: [...new Map(lines.map((line) => [line.id, line])).values()],
  };
}

import { groupBy } from "../../core/collections";
import { type Risk } from "../access/access-model";
import { mermaidText } from "./markdown-text";
import { type MapData } from "./map-data";
import { byRisk, RISKS, worst } from "./risks";

/** Above this, the flowchart shows clusters instead of their members. */
const READABLE_EDGES = 60;
/** Mermaid refuses charts of more than 500 edges or 50,000 characters, and a comment on GitHub has space for 65,536. */
const MOST_EDGES = 200;
const MOST_CHARACTERS = 30_000;

type Column = "sources" | "identities" | "targets";

interface Node {
  readonly key: string;
  readonly column: Column;
  readonly label: string;
  readonly cluster: string;
}

interface Edge {
  readonly from: Node;
  readonly to: Node;
  readonly what: string;
  readonly risk: Risk;
}

/** A Mermaid flowchart: sources left, identities in the middle, targets right. */
export function mermaid(data: MapData): string[] {
  const all = edgesOf(data);
  const edges = all.length > READABLE_EDGES ? byCluster(all) : all;
  const drawn = withinSpace([...edges].sort(byRisk).slice(0, MOST_EDGES));
  const ids = new Map<string, string>();
  const columns: Record<Column, string[]> = { sources: [], identities: [], targets: [] };
  const id = ({ key, column, label }: Node): string => {
    const known = ids.get(key);
    if (known !== undefined) {
      return known;
    }
    const added = `n${String(ids.size)}`;
    ids.set(key, added);
    columns[column].push(`    ${added}${SHAPES[column](`"${mermaidText(label)}"`)}`);
    return added;
  };
  const lines = drawn.map(
    ({ from, to, what, risk }) => `  ${id(from)} ${ARROWS[risk]}${what === "" ? "" : `|"${what}"|`} ${id(to)}`,
  );
  const subgraphs = (Object.keys(columns) as Column[])
    .filter((column) => columns[column].length > 0)
    .flatMap((column) => [`  subgraph ${column}`, ...columns[column], "  end"]);
  return ["flowchart LR", ...subgraphs, ...lines];
}

function withinSpace(edges: readonly Edge[]): readonly Edge[] {
  let characters = 0;
  const length = ({ from, to, what }: Edge): number =>
    mermaidText(from.label).length + mermaidText(to.label).length + what.length + 60;
  const end = edges.findIndex((each) => (characters += length(each)) > MOST_CHARACTERS);
  return end < 0 ? edges : edges.slice(0, end);
}

const SHAPES: Readonly<Record<Column, (text: string) => string>> = {
  sources: (text) => `(${text})`,
  identities: (text) => `([${text}])`,
  targets: (text) => `[${text}]`,
};

const ARROWS: Readonly<Record<Risk, string>> = { privileged: "==>", broad: "-.->", none: "-->" };

function edgesOf({ sources, principals, targets, trusts, memberships, grants }: MapData): Edge[] {
  const identities = new Map(principals.map((principal) => [principal.id, node("identities", principal)]));
  const reached = new Map(targets.map((target) => [target.id, node("targets", target)]));
  const attached = sources.flatMap((source) =>
    source.identities.map((identity) => edge(node("sources", source), identities.get(identity))),
  );
  const trusted = trusts.map(({ issuer, subject, principal }) => {
    const label = `${issuer} ${subject}`;
    return edge(node("sources", { id: label, label, cluster: issuer }), identities.get(principal), "token");
  });
  const members = memberships.map(({ member, group }) =>
    edge(identities.get(member), identities.get(group), "member of"),
  );
  const given = grants.map(({ principal, target, what, risk }) =>
    edge(identities.get(principal), reached.get(target), words(what, risk), risk),
  );
  return [...attached, ...trusted, ...members, ...given].flat();
}

const node = (
  column: Column,
  { id, label, cluster }: { readonly id: string; readonly label: string; readonly cluster: string },
): Node => ({ key: JSON.stringify([column, id]), column, label, cluster });

const edge = (from: Node | undefined, to: Node | undefined, what = "", risk: Risk = "none"): Edge[] =>
  from === undefined || to === undefined ? [] : [{ from, to, what, risk }];

const words = (what: string, risk: Risk): string =>
  risk === "none" ? mermaidText(what) : `${RISKS[risk].symbol} ${mermaidText(what)}`;

/** One edge for all edges between two clusters. */
function byCluster(edges: readonly Edge[]): Edge[] {
  const clusterOf = ({ column, cluster, label }: Node): Node =>
    cluster === ""
      ? node(column, { id: label, label, cluster })
      : node(column, { id: cluster, label: cluster, cluster });
  const together = groupBy(edges, ({ from, to }) => JSON.stringify([clusterOf(from).key, clusterOf(to).key]));
  return [...together.values()].map((all) => {
    const [first] = all as [Edge, ...Edge[]];
    const risk = worst(all.map((each) => each.risk));
    const what =
      first.to.column === "targets" ? words(all.length === 1 ? "1 grant" : `${String(all.length)} grants`, risk) : "";
    return { from: clusterOf(first.from), to: clusterOf(first.to), what, risk };
  });
}

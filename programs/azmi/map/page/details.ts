import { type MapGrant, type MapImpersonation, type Place } from "../../../../lib/audit/map/map-data";
import { RISKS } from "../../../../lib/audit/map/risks";
import { riskMark } from "./draw";
import { button, element } from "./element";
import { type Graph, type MapLink, type MapNode } from "./graph";
import { icon } from "./icons";
import { grantRow, meaningOf } from "./overview";
import { pathsTo, type Question } from "./questions";
import { counted } from "./words";

export interface DetailActions {
  readonly select: (id: string) => void;
  readonly ask: (question: Question, about: string) => void;
}

/** The panel for a node. */
export function nodeDetails(graph: Graph, node: MapNode, actions: DetailActions): HTMLElement[] {
  const [outgoing, incoming] = [graph.from.get(node.id) ?? [], graph.to.get(node.id) ?? []];
  return [
    element(
      "div",
      { class: `title ${node.column}` },
      element("span", { class: "tile" }, icon(node)),
      element("h2", {}, node.label),
    ),
    element(
      "p",
      { class: "quiet" },
      node.kind,
      ...(node.risk === "none" ? [] : [" · ", riskMark(node.risk), ` ${RISKS[node.risk].word}`]),
    ),
    questions(graph, node, actions),
    ...linkList(
      graph,
      "Grants",
      [...outgoing, ...incoming].filter(({ kind }) => kind === "grant"),
      actions.select,
    ),
    ...nodeList(graph, "Carried by", ends(incoming, "carries", "from"), actions.select),
    ...nodeList(graph, "Accepts tokens of", ends(incoming, "token", "from"), actions.select),
    ...nodeList(graph, "Members", ends(incoming, "member", "from"), actions.select),
    ...nodeList(graph, "Carries", ends(outgoing, "carries", "to"), actions.select),
    ...nodeList(graph, "Can act as", ends(outgoing, "token", "to"), actions.select),
    ...nodeList(graph, "Member of", ends(outgoing, "member", "to"), actions.select),
    element("h3", {}, "Declared in"),
    facts(placeFacts(node.place, node.cluster)),
  ];
}

/** The panel for the grants between two nodes, or for another link. */
export function linkDetails(graph: Graph, links: readonly MapLink[], actions: DetailActions): HTMLElement[] {
  const grants = links.flatMap((each) => each.grants);
  const ids = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
  const title = grants.length === 1 ? (grants[0]?.what ?? "") : counted(grants.length, "grant");
  const ONE_LINK = {
    carries: "Carries the identity",
    token: "Accepts the token",
    member: "Member",
    contains: "Contains",
    grant: "",
  };
  return [
    element("h2", {}, grants.length === 0 ? ONE_LINK[links[0]?.kind ?? "carries"] : title),
    ...grants.slice(0, MOST_GRANTS).flatMap((grant) => grantDetails(graph, grant, grants.length > 1)),
    ...(grants.length > MOST_GRANTS
      ? [element("p", { class: "quiet" }, `and ${counted(grants.length - MOST_GRANTS, "more grant")}: open the groups`)]
      : []),
    ...(ids.length <= 12 ? nodeList(graph, "Between", ids, actions.select) : []),
  ];
}

const MOST_GRANTS = 30;

/** The panel for "who can become this?". */
export function pathDetails(
  graph: Graph,
  node: MapNode,
  paths: readonly MapImpersonation[],
  actions: DetailActions,
): HTMLElement[] {
  const known = (id: string): string => graph.nodes.get(id)?.label ?? id.replace(/^token /, "");
  const leftOut = graph.leftOut.get(node.id) ?? 0;
  return [
    element("h2", {}, `Who can become ${node.label}?`),
    element(
      "p",
      { class: "quiet" },
      paths.length === 0
        ? "Nothing on this map lets anybody act as it."
        : `${counted(paths.length, "way")}. Each step says what allows it.`,
    ),
    ...paths.map(({ by, steps, change, principal }) =>
      element(
        "section",
        { class: "path" },
        element(
          "h3",
          {},
          change === undefined ? undefined : changeTag(change),
          known(by),
          principal === node.id ? undefined : ` as ${known(principal)}`,
        ),
        element(
          "ol",
          { class: "steps" },
          ...steps.map(({ to, why, at }) =>
            element(
              "li",
              {},
              element("strong", {}, to),
              element("span", { class: "why" }, why),
              element("code", {}, at.address),
            ),
          ),
        ),
      ),
    ),
    ...(leftOut > 0
      ? [element("p", { class: "quiet" }, `and ${counted(leftOut, "more way")}, which the JSON of the map has`)]
      : []),
    button(
      { class: "wide" },
      () => {
        actions.select(node.id);
      },
      `Details of ${node.label}`,
    ),
  ];
}

function questions(graph: Graph, { id, column }: MapNode, { ask }: DetailActions): HTMLElement {
  const ways = pathsTo(graph, id).length;
  const offered: readonly (readonly [Question, string, boolean])[] = [
    ["who-reaches", "Who can reach this?", column === "target"],
    ["what-reaches", "What can this reach?", column !== "target"],
    ["who-becomes", `Who can become this? ${column === "target" ? "" : `(${String(ways)})`}`, column !== "target"],
  ];
  return element(
    "div",
    { class: "questions" },
    ...offered
      .filter(([, , isOffered]) => isOffered)
      .map(([question, text]) =>
        button(
          { class: "question", "data-key": question },
          () => {
            ask(question, id);
          },
          text,
        ),
      ),
  );
}

function grantDetails(graph: Graph, grant: MapGrant, isOneOfMany: boolean): HTMLElement[] {
  const { what, risk, plane, eligible, roleId, at, before, change, principal, target } = grant;
  const known = (id: string): string => graph.nodes.get(id)?.label ?? id;
  const was =
    before === undefined
      ? []
      : [["Before", `${before.what} (${RISKS[before.risk].word}${before.eligible ? ", on activation" : ""})`] as const];
  return [
    ...(isOneOfMany ? [element("h3", {}, what)] : []),
    ...(change === undefined ? [] : [changeTag(change)]),
    facts([
      ["Who", known(principal)],
      ["On", known(target)],
      ["Risk", `${RISKS[risk].symbol} ${RISKS[risk].word}: ${meaningOf(risk)}`],
      ["Plane", plane === "both" ? "control and data" : plane],
      ...(eligible ? [["Works", "after activation (PIM)"] as const] : []),
      ...was,
      ...(roleId === undefined ? [] : [["Role", roleId] as const]),
      ...placeFacts(at),
    ]),
  ];
}

const changeTag = (change: string): HTMLElement => element("span", { class: `tag change-${change}` }, change);

type Fact = readonly [name: string, value: string];

const placeFacts = (place: Place | undefined, cluster = ""): Fact[] => [
  ...(cluster === "" ? [] : [["Group", cluster] as const]),
  ...(place === undefined
    ? []
    : ([
        ["Stack or file", place.document],
        ["Address", place.address],
        ...(place.constructPath === undefined ? [] : [["Construct", place.constructPath] as const]),
      ] as const)),
];

const facts = (all: readonly Fact[]): HTMLElement =>
  element(
    "dl",
    { class: "facts" },
    ...all.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
  );

const ends = (links: readonly MapLink[], kind: MapLink["kind"], end: "from" | "to"): string[] =>
  links.filter((each) => each.kind === kind).map((each) => each[end]);

function linkList(graph: Graph, title: string, links: readonly MapLink[], select: (id: string) => void): HTMLElement[] {
  const rows = links.map((each) => element("li", {}, grantRow(graph, each, select)));
  return rows.length === 0 ? [] : [element("h3", {}, title), element("ul", { class: "rows" }, ...rows)];
}

function nodeList(graph: Graph, title: string, ids: readonly string[], select: (id: string) => void): HTMLElement[] {
  const rows = ids.flatMap((id) => {
    const node = graph.nodes.get(id);
    return node === undefined ? [] : [element("li", {}, nodeRow(node, select))];
  });
  return rows.length === 0 ? [] : [element("h3", {}, title), element("ul", { class: "rows" }, ...rows)];
}

export function nodeRow(node: MapNode, select: (id: string) => void): HTMLElement {
  return button(
    { class: "row" },
    () => {
      select(node.id);
    },
    element("span", { class: "tile small" }, icon(node)),
    element(
      "span",
      { class: "words" },
      element("span", { class: "label" }, node.label),
      element("span", { class: "detail" }, node.kind),
    ),
  );
}

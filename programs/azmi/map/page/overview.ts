import { type Risk } from "../../../../lib/audit/access/access-model";
import { byRisk, RISKS } from "../../../../lib/audit/map/risks";
import { riskMark } from "./draw";
import { button, element } from "./element";
import { changeOf, type Graph, type MapLink } from "./graph";
import { type Question } from "./questions";
import { counted } from "./words";

const MOST = 8;

/** The panel while nothing is selected: what stands out, and what the symbols mean. */
export function overview(
  graph: Graph,
  select: (id: string) => void,
  ask: (question: Question, about: string) => void,
): HTMLElement[] {
  const risky = graph.links
    .filter((link) => (graph.isDifference ? changeOf(link) !== undefined : link.risk !== "none"))
    .sort(byRisk);
  const rest = risky.length - MOST;
  return [
    element("h2", {}, graph.isDifference ? "Changed grants" : "Highest risk"),
    risky.length === 0
      ? element("p", { class: "quiet" }, graph.isDifference ? "No grant changes." : "No grant is privileged or broad.")
      : element(
          "ul",
          { class: "rows" },
          ...risky.slice(0, MOST).map((link) => element("li", {}, grantRow(graph, link, select))),
        ),
    rest > 0 ? element("p", { class: "quiet" }, `and ${counted(rest, "more grant")}`) : element("span"),
    ...changedPaths(graph, ask),
    element("h2", {}, "Legend"),
    legend(),
    element("p", { class: "quiet" }, "Select anything on the map to see what it can reach and who can reach it."),
  ];
}

/** In a difference: the ways to become an identity that were added or removed. */
function changedPaths(graph: Graph, ask: (question: Question, about: string) => void): HTMLElement[] {
  const changed = [...graph.paths.values()].flat().filter(({ change }) => change !== undefined);
  const known = (id: string): string => graph.nodes.get(id)?.label ?? id;
  const rows = changed.slice(0, MOST).map(({ principal, by, change = "changed" }) => {
    const words = element(
      "span",
      { class: "words" },
      element("span", { class: "label" }, `${known(by)} → ${known(principal)}`),
      element("span", { class: "detail" }, change),
    );
    return element(
      "li",
      {},
      button(
        { class: "row" },
        () => {
          ask("who-becomes", principal);
        },
        words,
      ),
    );
  });
  const rest = changed.length - rows.length;
  return rows.length === 0
    ? []
    : [
        element("h2", {}, "Who can become whom"),
        element("ul", { class: "rows" }, ...rows),
        ...(rest > 0 ? [element("p", { class: "quiet" }, `and ${counted(rest, "more way")}`)] : []),
      ];
}

const MEANINGS: Readonly<Record<Risk, string>> = {
  privileged: "can give access to others, or become others",
  broad: "reaches more than one resource",
  none: "reaches one resource",
};

function legend(): HTMLElement {
  return element(
    "dl",
    { class: "legend" },
    ...(Object.keys(RISKS) as Risk[]).flatMap((risk) => [
      element("dt", {}, element("span", { class: `sample risk-${risk}`, "aria-hidden": "true" }), riskMark(risk)),
      element("dd", {}, element("strong", {}, RISKS[risk].word), ` ${MEANINGS[risk]}`),
    ]),
  );
}

/** A grant as a button that selects it. */
export function grantRow(
  graph: Graph,
  { id, from, to, risk, grants }: MapLink,
  select: (id: string) => void,
): HTMLElement {
  return button(
    { class: "row" },
    () => {
      select(id);
    },
    riskMark(risk),
    element(
      "span",
      { class: "words" },
      element("span", { class: "label" }, grants.map(({ what }) => what).join(", ")),
      element(
        "span",
        { class: "detail" },
        `${graph.nodes.get(from)?.label ?? from} → ${graph.nodes.get(to)?.label ?? to}`,
      ),
    ),
  );
}

export const meaningOf = (risk: Risk): string => MEANINGS[risk];

import { riskMark } from "./draw";
import { button, element } from "./element";
import { type Graph } from "./graph";
import { type Part } from "./questions";
import { RISKS } from "../../../../lib/audit/map/risks";

/** All visible grants as a table: easier to read aloud, to copy and to print than the map. */
export function grantsTable(graph: Graph, { links }: Part, select: (id: string) => void): HTMLElement {
  const labelOf = (id: string): string => graph.nodes.get(id)?.label ?? id;
  const rows = links
    .filter(({ kind }) => kind === "grant")
    .flatMap(({ id, from, to, grants }) => {
      const carriers = (graph.to.get(from) ?? [])
        .filter(({ kind }) => kind !== "grant")
        .map((each) => labelOf(each.from));
      return grants.map((grant) => {
        const open = button(
          { class: "link" },
          () => {
            select(id);
          },
          grant.what,
        );
        return element(
          "tr",
          {},
          ...(graph.isDifference ? [element("td", {}, grant.change ?? "")] : []),
          element("th", { scope: "row" }, labelOf(from)),
          element("td", {}, carriers.join(", ")),
          element("td", {}, open, grant.eligible ? " (on activation)" : ""),
          element("td", {}, labelOf(to)),
          element(
            "td",
            { class: "nowrap" },
            element("span", { "aria-hidden": "true" }, riskMark(grant.risk)),
            ` ${RISKS[grant.risk].word}`,
          ),
        );
      });
    });
  const head = [...(graph.isDifference ? ["Change"] : []), "Identity", "Carried by", "May", "On", "Risk"];
  return element(
    "table",
    {},
    element("caption", { class: "hidden" }, "Grants"),
    element("thead", {}, element("tr", {}, ...head.map((title) => element("th", { scope: "col" }, title)))),
    element("tbody", {}, ...rows),
  );
}

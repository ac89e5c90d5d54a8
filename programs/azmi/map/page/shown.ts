import { groupBy } from "../../../../lib/core/collections";
import { type Risk } from "../../../../lib/audit/access/access-model";
import { type Change } from "../../../../lib/audit/map/map-data";
import { RISKS, worst } from "../../../../lib/audit/map/risks";
import { COLUMNS } from "./columns";
import { changeOf, type MapLink, type MapNode } from "./graph";
import { type Part } from "./questions";
import { type State } from "./state";
import { counted } from "./words";

/** A card of the map: a node, or a closed group of nodes. */
export interface Card {
  readonly id: string;
  readonly column: number;
  readonly label: string;
  readonly detail: string;
  readonly risk: Risk;
  readonly node?: MapNode;
  /** The key of the group that it is in; of the group itself, if the card is a closed group. */
  readonly group?: string;
}

/** A line of the map: one or more links between two cards. */
export interface Drawn {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly links: readonly MapLink[];
  readonly risk: Risk;
  readonly label: string;
  readonly change?: Change;
}

export interface OpenGroup {
  readonly key: string;
  readonly column: number;
  readonly label: string;
}

/** What is drawn. */
export interface Picture {
  readonly columns: readonly { readonly title: string; readonly count: number }[];
  readonly cards: readonly Card[];
  readonly groups: readonly OpenGroup[];
  readonly lines: readonly Drawn[];
}

/** Above this number of nodes, groups are closed until they are opened. */
const READABLE_NODES = 60;

export function shown({ nodes, links }: Part, { toggled }: State): Picture {
  const used = COLUMNS.filter(({ column }) => column !== "group" || nodes.some((each) => each.column === "group"));
  const isOpenByDefault = nodes.length <= READABLE_NODES;
  const groups: OpenGroup[] = [];
  const cards: Card[] = [];
  const cardOf = new Map<string, string>();
  used.forEach(({ column, one, many }, index) => {
    const inColumn = nodes.filter((each) => each.column === column);
    groupBy(inColumn, ({ cluster }) => cluster).forEach((members, cluster) => {
      const group = cluster === "" ? undefined : groupKey(column, cluster);
      const isOpen = group === undefined || (toggled.get(group) ?? (isOpenByDefault || members.length === 1));
      if (isOpen) {
        members.forEach((node) => {
          cardOf.set(node.id, node.id);
          cards.push({
            id: node.id,
            column: index,
            label: node.label,
            detail: node.kind,
            risk: node.risk,
            node,
            group,
          });
        });
        if (group !== undefined) {
          groups.push({ key: group, column: index, label: cluster });
        }
      } else {
        members.forEach(({ id }) => cardOf.set(id, group));
        const risk = worst(members.map((each) => each.risk));
        cards.push({
          id: group,
          column: index,
          label: cluster,
          detail: counted(members.length, one, many),
          risk,
          group,
        });
      }
    });
  });
  const columns = used.map(({ column, title }) => ({
    title,
    count: nodes.filter((each) => each.column === column).length,
  }));
  return { columns, cards, groups, lines: linesOf(links, cardOf) };
}

export const groupKey = (column: string, cluster: string): string => JSON.stringify(["group", column, cluster]);

function linesOf(links: readonly MapLink[], cardOf: ReadonlyMap<string, string>): Drawn[] {
  const ends = ({ from, to }: MapLink): string => JSON.stringify([cardOf.get(from), cardOf.get(to)]);
  const visible = links.filter(({ from, to }) => cardOf.has(from) && cardOf.has(to));
  return [...groupBy(visible, ends).entries()].flatMap(([id, together]) => {
    const [first] = together;
    const [from, to] = [cardOf.get(first?.from ?? ""), cardOf.get(first?.to ?? "")];
    return first === undefined || from === undefined || to === undefined || from === to
      ? []
      : [{ id, from, to, links: together, risk: worst(together.map(({ risk }) => risk)), ...words(together) }];
  });
}

function words(links: readonly MapLink[]): { readonly label: string; readonly change?: Change } {
  const grants = links.flatMap((each) => each.grants);
  const changes = new Set(links.map(changeOf));
  const change = changes.size === 1 ? [...changes][0] : [...changes].some(Boolean) ? "changed" : undefined;
  if (links.length === 1) {
    const what = grants.map((grant) => (grant.eligible ? `${grant.what} (on activation)` : grant.what)).join(", ");
    return { label: what, change };
  }
  return { label: grants.length === 0 ? "" : counted(grants.length, "grant"), change };
}

/** "▲ Owner" */
export const labelWithRisk = ({ label, risk }: Drawn): string =>
  risk === "none" ? label : `${RISKS[risk].symbol} ${label}`;

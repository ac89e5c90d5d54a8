import { RISKS } from "../../../../lib/audit/map/risks";
import { button, element, svg } from "./element";
import { apart, curve, type Geometry, type Rectangle } from "./geometry";
import { icon } from "./icons";
import { type Card, type Drawn, labelWithRisk, type OpenGroup, type Picture } from "./shown";

export interface DrawingActions {
  readonly select: (id: string) => void;
  readonly toggle: (group: string, isOpen: boolean) => void;
}

/** What belongs to the selection; everything does if nothing is selected. */
export interface Lit {
  readonly cards: ReadonlySet<string>;
  readonly lines: ReadonlySet<string>;
}

/** Draws the map into an element that is as wide as the geometry says. */
export function draw(
  picture: Picture,
  places: Geometry,
  selected: string | undefined,
  actions: DrawingActions,
): readonly HTMLElement[] {
  const lit = litBy(picture, selected);
  const heads = element("div", { class: "heads", "aria-hidden": "true" });
  picture.columns.forEach(({ title, count }, index) => {
    const head = element("div", { class: "head" }, title, element("span", { class: "count" }, String(count)));
    head.style.left = pixels(places.columns[index]?.x ?? 0);
    heads.append(head);
  });
  heads.style.width = pixels(places.width);
  const sheet = element("div", { class: selected === undefined ? "sheet" : "sheet has-selection" });
  sheet.style.width = pixels(places.width);
  sheet.style.height = pixels(places.height);
  sheet.append(linesOf(picture, places, lit, actions));
  picture.columns.forEach(({ title }, index) => {
    const column = element("div", { class: "column", role: "group", "aria-label": title });
    const groups = picture.groups.filter((group) => group.column === index);
    column.append(...groups.map((group) => groupBox(group, places.groups.get(group.key), actions)));
    const cards = picture.cards.filter((card) => card.column === index);
    const top = ({ id }: Card): number => places.cards.get(id)?.y ?? 0;
    const sorted = cards.sort((one, other) => top(one) - top(other));
    column.append(...sorted.map((card) => cardButton(card, places.cards.get(card.id), selected, lit, actions)));
    sheet.append(column);
  });
  sheet.append(...chips(picture, places, lit, selected, actions));
  return [heads, sheet];
}

/** What leads to the selected card or line, and what it leads to. */
function litBy({ cards, lines }: Picture, selected: string | undefined): Lit {
  const line = lines.find(({ id }) => id === selected);
  if (selected === undefined || (line === undefined && !cards.some(({ id }) => id === selected))) {
    return { cards: new Set(cards.map(({ id }) => id)), lines: new Set(lines.map(({ id }) => id)) };
  }
  const [litCards, litLines] = [new Set<string>(), new Set(line === undefined ? [] : [line.id])];
  const follow = (start: string, near: "from" | "to", far: "from" | "to"): void => {
    const reached = new Set([start]);
    for (const id of reached) {
      litCards.add(id);
      lines
        .filter((each) => each[near] === id)
        .forEach((each) => {
          litLines.add(each.id);
          reached.add(each[far]);
        });
    }
  };
  follow(line?.from ?? selected, "to", "from");
  if (line === undefined) {
    follow(selected, "from", "to");
  } else {
    litCards.add(line.to);
  }
  return { cards: litCards, lines: litLines };
}

function linesOf(picture: Picture, places: Geometry, lit: Lit, { select }: DrawingActions): SVGElement {
  const drawing = svg("svg", {
    class: "lines",
    width: String(places.width),
    height: String(places.height),
    "aria-hidden": "true",
  });
  // Dim lines fade together, so that many of them on top of each other stay dim.
  const dim = svg("g", { class: "dim" });
  const bright = svg("g");
  const height = ({ risk }: Drawn): number => ["none", "broad", "privileged"].indexOf(risk);
  [...picture.lines]
    .sort((one, other) => height(one) - height(other))
    .forEach((line) => {
      const [from, to] = [places.cards.get(line.from), places.cards.get(line.to)];
      if (from === undefined || to === undefined) {
        return;
      }
      const path = curve(from, to, places.showsLabels ? places.labels.get(line.id) : undefined);
      const kind = line.links[0]?.kind ?? "step";
      const classes = `line ${kind} risk-${line.risk} change-${line.change ?? "none"}`;
      const hit = svg("path", { d: path, class: "hit" });
      hit.addEventListener("click", () => {
        select(line.id);
      });
      (lit.lines.has(line.id) ? bright : dim).append(svg("path", { d: path, class: classes }), hit);
      if (!places.showsLabels && line.risk !== "none" && lit.lines.has(line.id)) {
        bright.append(marker(line, from, to));
      }
    });
  drawing.append(dim, bright);
  return drawing;
}

/** The shape of a risk on a line without a label. */
function marker({ risk }: Drawn, from: Rectangle, to: Rectangle): SVGElement {
  const x = (from.x + from.width + to.x) / 2;
  const y = (from.y + to.y + from.height) / 2;
  const shape = risk === "privileged" ? "0,-6 6,5 -6,5" : "0,-6 6,0 0,6 -6,0";
  return svg("polygon", {
    points: shape,
    class: `marker risk-${risk}`,
    transform: `translate(${String(Math.round(x))} ${String(Math.round(y))})`,
  });
}

function groupBox({ key, label }: OpenGroup, place: Rectangle | undefined, { toggle }: DrawingActions): HTMLElement {
  const close = button(
    { class: "box-head", "aria-expanded": "true", title: label, "data-key": key },
    () => {
      toggle(key, false);
    },
    element("span", { class: "chevron open", "aria-hidden": "true" }),
    element("span", { class: "ellipsis" }, label),
  );
  return at(element("div", { class: "box" }, close), place);
}

function cardButton(
  card: Card,
  place: Rectangle | undefined,
  selected: string | undefined,
  lit: Lit,
  { select, toggle }: DrawingActions,
): HTMLElement {
  const { id, label, detail, risk, node } = card;
  const isGroup = node === undefined && card.group !== undefined;
  const state = isGroup ? { "aria-expanded": "false" } : { "aria-pressed": String(id === selected) };
  const kind = isGroup ? "closed-group" : (node?.column ?? "source");
  const created = button(
    { ...state, class: `card ${kind} risk-${risk}${lit.cards.has(id) ? "" : " dim"}`, title: label, "data-key": id },
    () => {
      if (isGroup) {
        toggle(id, true);
      } else {
        select(id);
      }
    },
    element("span", { class: "tile" }, icon(node)),
    element(
      "span",
      { class: "words" },
      element("span", { class: "label ellipsis" }, label),
      element("span", { class: "detail ellipsis" }, detail),
    ),
    risk === "none" ? undefined : riskMark(risk),
    isGroup ? element("span", { class: "chevron", "aria-hidden": "true" }) : undefined,
  );
  return at(created, place);
}

export function riskMark(risk: keyof typeof RISKS): HTMLElement {
  const { symbol, word } = RISKS[risk];
  return element(
    "span",
    { class: `mark risk-${risk}` },
    element("span", { "aria-hidden": "true" }, symbol),
    element("span", { class: "hidden" }, ` ${word}`),
  );
}

const CHANGE_SIGNS = { added: "+", removed: "−", changed: "~" } as const;

function chips(
  { lines }: Picture,
  places: Geometry,
  lit: Lit,
  selected: string | undefined,
  { select }: DrawingActions,
): HTMLElement[] {
  const visible = lines.filter(
    ({ id, label }) => label !== "" && (places.showsLabels || (selected !== undefined && lit.lines.has(id))),
  );
  const points = apart(
    visible.flatMap(({ id }) => (places.labels.has(id) ? [[id, places.labels.get(id)!] as const] : [])),
  );
  return visible.map((line) => {
    const { id, risk, change } = line;
    const chip = button(
      {
        class: `chip risk-${risk} change-${change ?? "none"}${lit.lines.has(id) ? "" : " dim"}`,
        "aria-pressed": String(id === selected),
        title: line.label,
        "data-key": id,
      },
      () => {
        select(id);
      },
      change === undefined
        ? undefined
        : element(
            "span",
            { class: `change change-${change}` },
            element("span", { "aria-hidden": "true" }, CHANGE_SIGNS[change]),
            element("span", { class: "hidden" }, `${change}: `),
          ),
      element("span", { class: "ellipsis" }, labelWithRisk(line)),
    );
    const { x, y } = points.get(id) ?? { x: 0, y: 0 };
    chip.style.left = pixels(x);
    chip.style.top = pixels(y);
    chip.style.maxWidth = pixels(places.labelWidth);
    return chip;
  });
}

function at<Created extends HTMLElement>(created: Created, place: Rectangle | undefined): Created {
  if (place !== undefined) {
    created.style.left = pixels(place.x);
    created.style.top = pixels(place.y);
    created.style.width = pixels(place.width);
    created.style.height = pixels(place.height);
  }
  return created;
}

const pixels = (value: number): string => `${String(Math.round(value))}px`;

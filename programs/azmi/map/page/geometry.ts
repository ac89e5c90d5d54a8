import { groupBy } from "../../../../lib/core/collections";
import { GROUP_HEADER, GROUP_PADDING, layout } from "./layout";
import { settle } from "./settle";
import { type Picture } from "./shown";

export const CARD_HEIGHT = 46;
const LABEL_HEIGHT = 24;
const MARGIN = 22;
const GAP = 64;
/** The width that cards should have, if there is space for it. */
const CARD_WIDTH = 205;
const ARC = 44;
/** With more labels than this, only the labels of what is selected are readable. */
const READABLE_LABELS = 45;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where everything is drawn. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly { readonly x: number; readonly width: number }[];
  readonly cards: ReadonlyMap<string, Rectangle>;
  readonly groups: ReadonlyMap<string, Rectangle>;
  /** The center of a label; of each line that has one. */
  readonly labels: ReadonlyMap<string, Point>;
  readonly labelWidth: number;
  /** Whether all labels can be shown at once. */
  readonly showsLabels: boolean;
}

export function geometry(picture: Picture, available: number): Geometry {
  const { cards, lines, columns } = picture;
  const columnOf = new Map(cards.map(({ id, column }) => [id, column]));
  const labelled = lines.filter(({ label }) => label !== "");
  const showsLabels = labelled.length <= READABLE_LABELS;
  const endsOfLabels = new Set(labelled.map(({ to }) => columnOf.get(to)));
  const arc = lines.some(({ from, to }) => columnOf.get(from) === columnOf.get(to)) ? ARC : 0;
  const isLabelled = columns.map((_, index) => endsOfLabels.has(index));
  const labelGaps = isLabelled.filter(Boolean).length;
  const free = available - 2 * MARGIN - arc - GAP * (columns.length - 1 - labelGaps);
  const labelGap = clamp((free - columns.length * CARD_WIDTH) / Math.max(1, labelGaps), 200, 300);
  const cardWidth = clamp((free - labelGaps * labelGap) / columns.length, 150, 270);
  const gaps = isLabelled.map((hasLabels, index) => (index === 0 ? 0 : hasLabels ? labelGap : GAP));
  const xs = gaps.map(
    (_, index) => MARGIN + gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0) + index * cardWidth,
  );
  const laid = layout(
    cards.map(({ id, column, group, node }) => ({
      id,
      column,
      height: CARD_HEIGHT,
      ...(node && group ? { group } : {}),
    })),
    lines,
  );
  const placed = new Map(
    cards.map(({ id, column }) => {
      const rectangle = { x: xs[column] ?? 0, y: laid.tops.get(id) ?? 0, width: cardWidth, height: CARD_HEIGHT };
      return [id, rectangle];
    }),
  );
  const labels = labelled.flatMap(({ id, from, to }) => {
    const [start, end] = [placed.get(from), placed.get(to)];
    return start === undefined || end === undefined ? [] : [[id, labelPoint(start, end, labelGap)] as const];
  });
  return {
    width: Math.max(available, (xs.at(-1) ?? 0) + cardWidth + MARGIN + arc),
    height: Math.max(laid.height, ...labels.map(([, { y }]) => y + LABEL_HEIGHT)) + MARGIN,
    columns: xs.map((x) => ({ x, width: cardWidth })),
    cards: placed,
    groups: groupRectangles(picture, placed),
    labels: showsLabels ? apart(labels) : new Map(labels),
    labelWidth: labelGap - 24,
    showsLabels,
  };
}

function labelPoint(start: Rectangle, end: Rectangle, labelGap: number): Point {
  const y = (start.y + end.y + CARD_HEIGHT) / 2;
  return start.x === end.x ? { x: start.x + start.width + ARC, y } : { x: end.x - labelGap / 2, y };
}

function groupRectangles({ groups, cards }: Picture, placed: ReadonlyMap<string, Rectangle>): Map<string, Rectangle> {
  const members = groupBy(
    cards.filter(({ node }) => node !== undefined),
    ({ group = "" }) => group,
  );
  return new Map(
    groups.map(({ key }) => {
      const inside = (members.get(key) ?? []).flatMap(({ id }) => placed.get(id) ?? []);
      const top = Math.min(...inside.map(({ y }) => y)) - GROUP_HEADER;
      const bottom = Math.max(...inside.map(({ y, height }) => y + height)) + GROUP_PADDING;
      const [{ x, width }] = inside as [Rectangle];
      return [key, { x: x - 10, y: top, width: width + 20, height: bottom - top }];
    }),
  );
}

/** A line from one card to another, through its label. Between cards of one column, it goes round outside. */
export function curve(from: Rectangle, to: Rectangle, through?: Point): string {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  if (from.x >= to.x) {
    const right = to.x + to.width;
    const out = Math.max(start.x, right) + ARC;
    return `M${pair(start)} C${pair({ x: out, y: start.y })} ${pair({ x: out, y: end.y })} ${pair({ x: right, y: end.y })}`;
  }
  return through === undefined
    ? `M${pair(start)} ${bend(start, end)}`
    : `M${pair(start)} ${bend(start, through)} ${bend(through, end)}`;
}

const bend = (from: Point, to: Point): string => {
  const middle = (from.x + to.x) / 2;
  return `C${pair({ x: middle, y: from.y })} ${pair({ x: middle, y: to.y })} ${pair(to)}`;
};

const clamp = (value: number, least: number, most: number): number =>
  Math.round(Math.min(most, Math.max(least, value)));

const pair = ({ x, y }: Point): string => `${String(Math.round(x))} ${String(Math.round(y))}`;

/** Moves labels that would cover each other. */
export function apart(points: readonly (readonly [id: string, point: Point])[]): Map<string, Point> {
  return new Map(
    [...groupBy(points, ([, { x }]) => String(x)).values()].flatMap((column) => {
      const sorted = [...column].sort(([, one], [, other]) => one.y - other.y);
      const settled = settle(sorted.map(([, { y }]) => ({ wanted: y, size: LABEL_HEIGHT + 4 })));
      return sorted.map(([id, { x }], index) => [id, { x, y: settled[index] ?? 0 }] as const);
    }),
  );
}

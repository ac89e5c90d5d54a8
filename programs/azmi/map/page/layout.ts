import { groupBy } from "../../../../lib/core/collections";
import { type Box, type Line, sortedForFewCrossings } from "./order";
import { settle } from "./settle";

export interface Laid {
  /** The upper edges of boxes, by id. */
  readonly tops: ReadonlyMap<string, number>;
  readonly height: number;
}

const GAP = 10;
const GROUP_GAP = 16;
export const GROUP_HEADER = 34;
export const GROUP_PADDING = 10;
/** How often columns are moved to their neighbors. */
const PASSES = 4;

/** Each column as a compact row of boxes, near to what they are connected with. */
export function layout(boxes: readonly Box[], lines: readonly Line[]): Laid {
  const columns = [...groupBy(sortedForFewCrossings(boxes, lines), ({ column }) => String(column)).values()];
  const centers = new Map<string, number>();
  const neighbors = neighborsIn(lines);
  const place = (column: readonly Box[], wanted: (box: Box) => number): void => {
    const settled = settle(
      column.map((box, index) => ({ wanted: wanted(box), size: distance(box, column[index + 1]) })),
    );
    column.forEach(({ id, height }, index) => centers.set(id, (settled[index] ?? 0) + height / 2));
  };
  columns.forEach((column) => {
    place(column, () => 0);
  });
  Array.from({ length: PASSES }, () => columns)
    .flat()
    .forEach((column) => {
      place(column, ({ id, height }) => meanOf(neighbors.get(id) ?? [id], centers) - height / 2);
    });
  const top = Math.min(...boxes.map(({ id, height, group }) => (centers.get(id) ?? 0) - height / 2 - headerOf(group)));
  const tops = new Map(boxes.map(({ id, height }) => [id, Math.round((centers.get(id) ?? 0) - height / 2 - top)]));
  return { tops, height: Math.max(...boxes.map(({ id, height }) => (tops.get(id) ?? 0) + height + GROUP_PADDING)) };
}

/** From the upper edge of a box to that of the next one. */
function distance({ height, group }: Box, next: Box | undefined): number {
  return next === undefined || next.group === group
    ? height + GAP
    : height + GROUP_GAP + (group === undefined ? 0 : GROUP_PADDING) + headerOf(next.group);
}

const headerOf = (group: string | undefined): number => (group === undefined ? 0 : GROUP_HEADER);

function neighborsIn(lines: readonly Line[]): Map<string, string[]> {
  const ends = lines.flatMap(({ from, to }) => [
    { id: from, other: to },
    { id: to, other: from },
  ]);
  return new Map([...groupBy(ends, ({ id }) => id)].map(([id, all]) => [id, all.map(({ other }) => other)]));
}

const meanOf = (ids: readonly string[], values: ReadonlyMap<string, number>): number =>
  ids.reduce((sum, id) => sum + (values.get(id) ?? 0), 0) / ids.length;

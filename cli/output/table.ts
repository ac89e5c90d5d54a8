import Table from "cli-table3";

const GAP = 2;
/** What a column keeps in a terminal that is too narrow for all of them. */
const LEAST = 16;

export interface TableOptions {
  /**
   * Which column wraps its words where the table is wider than the columns of the terminal.
   *
   * @default - none
   */
  readonly flexible?: number;
  /** Columns of the terminal. */
  readonly columns: number;
}

/** Columns side by side, without lines. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { flexible, columns }: TableOptions,
): string {
  const natural = head.map((_, column) => GAP + Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  // Nothing stands right of the last gap, so it may stand outside.
  const excess = Math.max(0, natural.reduce((sum, width) => sum + width, 0) - GAP - columns);
  const drawn = new Table({
    head: [...head],
    // What is not given is as wide as its content is shown.
    colWidths: natural.map((width, column) =>
      column === flexible && excess > 0 ? Math.max(width - excess, LEAST) : null,
    ),
    wordWrap: true,
    chars: BORDERS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": GAP },
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** No lines at all: whitespace is easier to read, and to copy. */
const BORDERS = Object.fromEntries(
  ["top", "bottom", "left", "mid", "right"]
    .flatMap((side) => [side, `${side}-mid`])
    .concat("top-left", "top-right", "bottom-left", "bottom-right", "middle")
    .map((name) => [name, ""]),
);

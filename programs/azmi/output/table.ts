import Table from "cli-table3";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

const GAP = 2;
/** What a column keeps in a terminal that is too narrow for all of them. */
const LEAST = 16;

export interface TableOptions {
  /**
   * Which columns wrap their text where the table is wider than the terminal, the first one before the others.
   *
   * @default - none
   */
  readonly flexible?: readonly number[];
  /** Columns of the terminal. */
  readonly columns: number;
}

/** Columns side by side, without lines. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { flexible = [], columns }: TableOptions,
): string {
  const natural = head.map(
    (_, column) => GAP + Math.max(...[head, ...rows].map((row) => stringWidth(row[column] ?? ""))),
  );
  // Nothing stands right of the last gap, so it may stand outside.
  let excess = natural.reduce((sum, width) => sum + width, 0) - GAP - columns;
  // What is not given is as wide as its content is shown.
  const widths: (number | null)[] = head.map(() => null);
  for (const column of flexible) {
    const width = natural[column] ?? 0;
    if (excess > 0 && width > LEAST) {
      const narrow = Math.max(width - excess, LEAST);
      widths[column] = narrow;
      excess -= width - narrow;
    }
  }
  const drawn = new Table({
    head: [...head],
    colWidths: widths,
    chars: BORDERS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": GAP },
  });
  drawn.push(
    ...rows.map((row) =>
      row.map((text, column) => {
        const width = widths[column];
        // A word that is wider than a line would be cut off.
        return typeof width === "number" ? wrapAnsi(text, width - GAP, { hard: true }) : text;
      }),
    ),
  );
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

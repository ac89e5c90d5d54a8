import Table from "cli-table3";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

const GAP = 2;
/** The minimum width of a column in a narrow terminal. */
const LEAST = 16;

export interface TableOptions {
  /**
   * Columns that wrap their text if the table is wider than the terminal, in order of priority.
   *
   * @default - none
   */
  readonly flexible?: readonly number[];
  /** The width of the terminal. */
  readonly columns: number;
}

/** Formats columns without borders. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { flexible = [], columns }: TableOptions,
): string {
  const natural = head.map(
    (_, column) => GAP + Math.max(...[head, ...rows].map((row) => stringWidth(row[column] ?? ""))),
  );
  // The gap after the last column may exceed the terminal.
  let excess = natural.reduce((sum, width) => sum + width, 0) - GAP - columns;
  // A column without a width is as wide as its content.
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
        // cli-table3 would truncate a word that is longer than a line.
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

/** Whitespace is easier to read and to copy than borders. */
const BORDERS = Object.fromEntries(
  ["top", "bottom", "left", "mid", "right"]
    .flatMap((side) => [side, `${side}-mid`])
    .concat("top-left", "top-right", "bottom-left", "bottom-right", "middle")
    .map((name) => [name, ""]),
);

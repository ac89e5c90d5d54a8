/** A figure with an upper limit. */
export interface Limited {
  readonly value: number;
  readonly atMost: number;
  readonly digits?: number;
}

export interface Row {
  /** The name of the measurement. */
  readonly case: string;
  readonly [column: string]: string | Limited;
}

/** Prints figures with their limits. Returns the ones that exceed them. */
export function printTable(rows: readonly Row[]): string[] {
  console.table(rows.map((row) => mapValues(row, (cell) => (typeof cell === "string" ? cell : words(cell)))));
  return rows.flatMap((row) =>
    Object.entries(row).flatMap(([column, cell]) =>
      typeof cell === "string" || cell.value <= cell.atMost ? [] : [`${row.case}: ${column} ${words(cell)}`],
    ),
  );
}

const words = ({ value, atMost, digits = 0 }: Limited): string =>
  `${value.toFixed(digits)} (at most ${String(atMost)})`;

function mapValues<From, To>(record: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}

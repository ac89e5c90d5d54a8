import { chunks } from "../../../lib/core/collections";

interface Form {
  /** What a SELECT without a table needs before WHERE. */
  readonly from?: string;
  /** How many go into one statement, and so into one answer; the server plans all of them at once. */
  readonly together?: number;
}

/** One request that returns, for each of some SELECTs that returns a row, its place among them as `position`. */
export function whichHaveRows(selects: readonly string[], { from = "", together = selects.length }: Form = {}): string {
  const parts = selects.map((text, index) => `SELECT ${String(index)} AS position${from} WHERE EXISTS (${text})`);
  return chunks(parts, together)
    .map((some) => some.join(" UNION ALL "))
    .join("; ");
}

import { chunks } from "../../../lib/core/collections";

interface Form {
  /** The FROM clause that a SELECT without a table needs before WHERE. */
  readonly from?: string;
  /** The number of SELECTs in one statement. The server plans all of them at once. */
  readonly together?: number;
}

/** One request that returns the index of each SELECT that returns a row, as `position`. */
export function whichHaveRows(selects: readonly string[], { from = "", together = selects.length }: Form = {}): string {
  const parts = selects.map((text, index) => `SELECT ${String(index)} AS position${from} WHERE EXISTS (${text})`);
  return chunks(parts, together)
    .map((some) => some.join(" UNION ALL "))
    .join("; ");
}

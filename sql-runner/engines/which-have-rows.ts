/**
 * SELECTs as one request that returns a row with the place of each of them that returns a row.
 *
 * @param separator what stands between statements, or between the parts of one
 * @param from a table of one row, where there has to be one
 */
export function whichHaveRows(selects: readonly string[], separator: string, from = ""): string {
  return selects
    .map((text, index) => `SELECT ${String(index)} AS position${from} WHERE EXISTS (${text})`)
    .join(separator);
}

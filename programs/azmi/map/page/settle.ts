export interface Sized {
  readonly wanted: number;
  /** How far the next one must be away. */
  readonly size: number;
}

/**
 * Positions of things in a row that keep their order, do not overlap, and are as near as possible to where each should be:
 * a least-squares fit (isotonic regression, by pooling neighbors that would overlap).
 */
export function settle(items: readonly Sized[]): number[] {
  const offsets: number[] = [];
  items.reduce((offset, { size }) => {
    offsets.push(offset);
    return offset + size;
  }, 0);
  const blocks: { mean: number; count: number }[] = [];
  items.forEach(({ wanted }, index) => {
    let block = { mean: wanted - (offsets[index] ?? 0), count: 1 };
    for (let before = blocks.at(-1); before !== undefined && before.mean > block.mean; before = blocks.at(-1)) {
      const count = before.count + block.count;
      block = { mean: (before.mean * before.count + block.mean * block.count) / count, count };
      blocks.pop();
    }
    blocks.push(block);
  });
  return blocks
    .flatMap(({ mean, count }) => Array.from({ length: count }, () => mean))
    .map((mean, index) => mean + (offsets[index] ?? 0));
}

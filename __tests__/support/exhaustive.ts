/** Whether tests try all that they can, and not a part that is enough for every change: `npm run test:exhaustive`. */
export const EXHAUSTIVE = process.env.EXHAUSTIVE !== undefined;

/** How often fast-check tries a property. */
export const runs = (usual: number, exhaustive: number): { readonly numRuns: number } => ({
  numRuns: EXHAUSTIVE ? exhaustive : usual,
});

import * as fc from "fast-check";
import { EXHAUSTIVE } from "./exhaustive";

/**
 * fast-check as every suite uses it. The seed is always the same, so that a failure is about the change that is being
 * tested; exhaustive runs take another one each time. A failed property prints its seed and the path to the
 * counterexample: `FAST_CHECK_SEED=<seed> npx jest <suite>` runs it again.
 */
const { FAST_CHECK_SEED = EXHAUSTIVE ? Date.now() : 20251124 } = process.env;

fc.configureGlobal({ seed: Number(FAST_CHECK_SEED) | 0 });

export * from "fast-check";

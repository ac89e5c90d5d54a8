import { FACT_ORDER } from "../lib/sql/fact-order";
import { type Arguments } from "./arguments";
import { classify } from "./classify";
import { run, type Surroundings } from "./run";

/**
 * Does one thing, or takes many facts away: what is based on others first. One that cannot be taken away leaves what it
 * is based on; one that might be taken away later, because a server cannot be reached, leaves everything.
 *
 * @returns whether all was done
 */
export async function runAll(
  all: readonly Arguments[],
  surroundingsOf: (args: Arguments) => Surroundings,
): Promise<boolean> {
  for (const kind of [...FACT_ORDER].reverse()) {
    let hasFailed = false;
    for (const args of all.filter(({ fact }) => fact.kind === kind)) {
      const failure = await run(args, surroundingsOf(args));
      if (failure && classify(failure.failure).retry) {
        return false;
      }
      hasFailed ||= failure !== undefined;
    }
    if (hasFailed) {
      return false;
    }
  }
  return true;
}

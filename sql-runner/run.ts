import { describeFact } from "../lib/sql/describe-fact";
import { scriptOf } from "../lib/sql/t-sql-script";
import { stepsToApply, stepsToRemove } from "../lib/sql/t-sql";
import { type Arguments } from "./arguments";
import { attempt, type Tell } from "./attempt";
import { explanation } from "./explanation";
import { failureInWords } from "./failures";
import { type Clock, GivenUp, retrying } from "./retry";
import { type Connect } from "./session";

export interface Surroundings {
  readonly connect: Connect;
  /** Whom the token is of, as far as that is known. */
  readonly tokenOwner: () => string | undefined;
  readonly clock: Clock;
  readonly out: Tell;
  readonly err: Tell;
}

/**
 * Does what the arguments say.
 *
 * @returns the exit code: 0 done, 1 not done
 */
export async function run(args: Arguments, { connect, tokenOwner, clock, out, err }: Surroundings): Promise<number> {
  const { action, fact, dryRun, retryFor } = args;
  if (dryRun) {
    const steps = action === "apply" ? stepsToApply(fact) : stepsToRemove(fact);
    out(steps.map((step) => scriptOf(fact.server, step)).join("\n\n"));
    return 0;
  }
  try {
    await retrying(
      () => attempt(action, fact, connect, out),
      retryFor * 1000,
      clock,
      (failure, milliseconds) => {
        err(
          `${action} ${describeFact(fact)}: ${failureInWords(failure)}; trying again in ${(milliseconds / 1000).toFixed(1)} s`,
        );
      },
    );
    return 0;
  } catch (error) {
    if (!(error instanceof GivenUp)) {
      throw error;
    }
    err(explanation(`${action} ${describeFact(fact)}`, error, tokenOwner()));
    return 1;
  }
}

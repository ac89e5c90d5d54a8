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
 * @returns what could not be done
 */
export async function run(args: Arguments, surroundings: Surroundings): Promise<GivenUp | undefined> {
  const { action, fact, dryRun, retryFor } = args;
  const { connect, tokenOwner, clock, out, err } = surroundings;
  if (dryRun) {
    const steps = action === "apply" ? stepsToApply(fact) : stepsToRemove(fact);
    out(steps.map((step) => scriptOf(fact.server, step)).join("\n\n"));
    return undefined;
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
    return undefined;
  } catch (error) {
    if (!(error instanceof GivenUp)) {
      throw error;
    }
    err(explanation(`${action} ${describeFact(fact)}`, error, tokenOwner()));
    return error;
  }
}

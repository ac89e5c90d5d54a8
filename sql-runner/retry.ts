import { setTimeout } from "node:timers/promises";
import { classify } from "./classify";
import { failureOf } from "./failures";

/** Time and chance, which tests replace. */
export interface Clock {
  /** In milliseconds; never goes back. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

export const realClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => setTimeout(milliseconds),
  random: () => Math.random(),
};

const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 20_000;

/** What could not be done, and why trying again did not help. */
export class GivenUp extends Error {
  public constructor(
    public readonly failure: Error,
    public readonly attempts: number,
    public readonly milliseconds: number,
  ) {
    super(failure.message);
  }
}

/**
 * Tries until it works, the failure is permanent, or the limit is over; the last attempt starts at the limit. Waits
 * exponentially longer, with full jitter, because Terraform starts many at once.
 *
 * @throws GivenUp
 */
export async function retrying<Result>(
  attempt: () => Promise<Result>,
  limit: number,
  clock: Clock,
  waiting: (failure: Error, milliseconds: number) => void,
): Promise<Result> {
  const start = clock.now();
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      const failure = failureOf(error);
      const spent = clock.now() - start;
      if (!classify(failure).retry || spent >= limit) {
        throw new GivenUp(failure, attempts, spent);
      }
      const longest = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempts - 1));
      const delay = Math.min(clock.random() * longest, limit - spent);
      waiting(failure, delay);
      await clock.sleep(delay);
    }
  }
}

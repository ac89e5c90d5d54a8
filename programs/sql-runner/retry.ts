import { setTimeout } from "node:timers/promises";
import { DEFAULT_RETRY_SECONDS, FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS } from "../../lib/sql/model/retry-times";
import { classify } from "./classify";
import { failureOf } from "./failures";

/** Time and randomness, which tests replace. */
export interface Clock {
  /** In milliseconds, monotonic. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /**
   * Multiplies the delays between attempts.
   *
   * @default 1
   */
  readonly pace?: number;
}

/** In milliseconds. */
const FIRST_DELAY = FIRST_DELAY_SECONDS * 1000;
const LONGEST_DELAY = LONGEST_DELAY_SECONDS * 1000;

/** @param longestRetry in seconds, from SQL_RUNNER_RETRY_AT_MOST; a shorter one shortens the delays in proportion */
export const realClock = (longestRetry: number): Clock => ({
  now: () => performance.now(),
  sleep: (milliseconds) => setTimeout(milliseconds),
  random: () => Math.random(),
  pace: Math.min(1, longestRetry / DEFAULT_RETRY_SECONDS),
});

/** The failure that ended the retries. */
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
 * Retries until it succeeds, the failure is permanent, or the limit is reached. The last attempt starts at the limit.
 * Delays grow exponentially. After the first one they are random, because Terraform starts many runners at once.
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
      const delay = Math.min(delayBefore(attempts, clock), limit - spent);
      waiting(failure, delay);
      await clock.sleep(delay);
    }
  }
}

/** @param retry 1 for the first one */
function delayBefore(retry: number, { random, pace = 1 }: Clock): number {
  const longest = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (retry - 1));
  return (FIRST_DELAY + random() * (longest - FIRST_DELAY)) * pace;
}

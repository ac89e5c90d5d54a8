import { notMadeWith } from "../../core/given";
import { type Problem } from "../../core/rules";
import { countProblems } from "./argument-rules";
import { type Part } from "./definition-parts";
import { durationProblems } from "./duration";

/** The range of the intervals of an exponential retry policy. */
export interface ExponentialRetryOptions {
  /**
   * Shortest interval, as an ISO 8601 duration.
   *
   * @default - 5 seconds
   */
  readonly minimum?: string;

  /**
   * Longest interval, as an ISO 8601 duration.
   *
   * @default - one day, and one hour on Standard
   */
  readonly maximum?: string;
}

const HIGHEST_COUNT = 90;

/** Of stateless workflows, which have the widest range: the others start at 5 seconds. */
const INTERVALS = { lowest: "PT1S", highest: "P1D" };

/**
 * How often an action or a trigger repeats a request that times out or fails with 408, 429 or 5xx. Without a policy,
 * most operations retry four times, at intervals of 5 to 45 seconds.
 *
 * https://learn.microsoft.com/azure/logic-apps/error-exception-handling#retry-policies
 */
export class RetryPolicy {
  /** No retries. */
  public static none(): RetryPolicy {
    return new RetryPolicy({ type: "none" });
  }

  /**
   * Retries at one interval.
   *
   * @param count 1 to 90
   * @param interval an ISO 8601 duration from "PT5S" to "P1D", such as "PT30S"; from "PT1S" in a stateless workflow
   */
  public static fixed(count: number, interval: string): RetryPolicy {
    return new RetryPolicy({ type: "fixed", count, interval });
  }

  /**
   * Retries at random intervals from a range that grows exponentially.
   *
   * @param count 1 to 90
   * @param interval an ISO 8601 duration from "PT5S" to "P1D", such as "PT10S"; from "PT1S" in a stateless workflow
   */
  public static exponential(count: number, interval: string, options: ExponentialRetryOptions = {}): RetryPolicy {
    const { minimum: minimumInterval, maximum: maximumInterval } = options;
    return new RetryPolicy({ type: "exponential", count, interval, minimumInterval, maximumInterval });
  }

  private constructor(private readonly policy: Policy) {}

  /** @internal */
  public _problems(): Problem[] {
    const { type, count, interval, minimumInterval, maximumInterval } = this.policy;
    return [
      ...countProblems(`count of RetryPolicy.${type}`, count, HIGHEST_COUNT),
      ...durationProblems(`interval of RetryPolicy.${type}`, interval, INTERVALS),
      ...durationProblems(`minimum of RetryPolicy.${type}`, minimumInterval, INTERVALS),
      ...durationProblems(`maximum of RetryPolicy.${type}`, maximumInterval, INTERVALS),
    ];
  }

  /** @internal */
  public _json(): Readonly<Record<string, unknown>> {
    return { ...this.policy };
  }
}

interface Policy {
  readonly type: "none" | "fixed" | "exponential";
  readonly count?: number;
  readonly interval?: string;
  readonly minimumInterval?: string;
  readonly maximumInterval?: string;
}

/** `inputs` with a retry policy. A webhook has it in its request to subscribe. */
export function retryInputs(retry: RetryPolicy, problems: Problem[], type: string): Part {
  const wrong = notMadeWith("retry", "RetryPolicy", retry);
  if (wrong.length > 0) {
    problems.push(...wrong);
    return {};
  }
  problems.push(...retry._problems());
  const policy = { retryPolicy: retry._json() };
  return { inputs: type === "HttpWebhook" ? { subscribe: policy } : policy };
}

import { Token } from "cdktf";
import { type Problem, rules } from "../../core/rules";

const DAY = 24 * 60 * 60;

/** Seconds of each part of a duration, in their order. A year has 365 days, and a month has 30. */
const PARTS = [365 * DAY, 30 * DAY, DAY, 60 * 60, 60, 1] as const;

const FORM = /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** The shortest and the longest duration that is allowed. */
export interface DurationLimits {
  readonly lowest?: string;
  readonly highest?: string;
}

/** Seconds of an ISO 8601 duration; undefined for any other text. */
function secondsOf(duration: string): number | undefined {
  const counts: readonly (string | undefined)[] | undefined = FORM.exec(duration)?.slice(1);
  return counts?.reduce((sum, count, index) => sum + Number(count ?? 0) * (PARTS[index] ?? 0), 0);
}

/** Complains about an impossible duration; tokens are checked by Azure. */
export function durationProblems(what: string, duration: string | undefined, limits: DurationLimits = {}): Problem[] {
  if (duration === undefined || Token.isUnresolved(duration)) {
    return [];
  }
  const seconds = typeof duration === "string" ? secondsOf(duration) : undefined;
  const lowest = limits.lowest === undefined ? undefined : secondsOf(limits.lowest);
  const highest = limits.highest === undefined ? undefined : secondsOf(limits.highest);
  const isPossible =
    seconds !== undefined && seconds > 0 && seconds >= (lowest ?? 0) && seconds <= (highest ?? Infinity);
  return isPossible ? [] : impossibleDuration(what, duration, limits);
}

const impossibleDuration = rules<[what: string, duration: string, limits: DurationLimits]>(
  "Workflow actions and triggers",
  [
    {
      rule: "impossible-duration",
      message: (what, duration, { lowest, highest }) =>
        `${what} must be a duration in ISO 8601, such as "PT30S" or "PT1H"` +
        (lowest === undefined ? "" : `, from "${lowest}" to "${highest ?? ""}"`) +
        `; got ${JSON.stringify(duration)}`,
    },
  ],
);

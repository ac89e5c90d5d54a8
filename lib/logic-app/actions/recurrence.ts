import { type Problem } from "../../core/rules";
import { type RecurrenceSchedule } from "./recurrence-schedule";
import { recurrenceProblems, scheduleProblems, timeProblems } from "./recurrence-rules";

/**
 * How often a trigger polls, or starts a run. Consumption bills each poll as an execution.
 *
 * The trigger that gets an impossible recurrence throws. Azure checks Terraform references.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-recurrence
 */
export class Recurrence {
  /** @param count 1 to 9,999,999 */
  public static seconds(count: number): Recurrence {
    return new Recurrence({ frequency: "Second", interval: count });
  }

  /** @param count 1 to 72,000 */
  public static minutes(count: number): Recurrence {
    return new Recurrence({ frequency: "Minute", interval: count });
  }

  /** @param count 1 to 12,000 */
  public static hours(count: number): Recurrence {
    return new Recurrence({ frequency: "Hour", interval: count });
  }

  /** @param count 1 to 500 */
  public static days(count: number): Recurrence {
    return new Recurrence({ frequency: "Day", interval: count });
  }

  /** @param count 1 to 71 */
  public static weeks(count: number): Recurrence {
    return new Recurrence({ frequency: "Week", interval: count });
  }

  /** @param count 1 to 16 */
  public static months(count: number): Recurrence {
    return new Recurrence({ frequency: "Month", interval: count });
  }

  /** Unit, such as "Minute". */
  public readonly frequency: string;

  /** Number of units. */
  public readonly interval: number;

  private constructor(private readonly parts: RecurrenceParts) {
    this.frequency = parts.frequency;
    this.interval = parts.interval;
  }

  /**
   * The same recurrence from a time on.
   *
   * @param time such as "2025-01-31T08:30:00Z"; without the `Z` if there is a time zone
   * @param timeZone name of a time zone in Windows, such as "W. Europe Standard Time". Without one, the time is in UTC.
   */
  public startingAt(time: string, timeZone?: string): Recurrence {
    return new Recurrence({ ...this.parts, startTime: time, timeZone: timeZone ?? this.parts.timeZone });
  }

  /**
   * The same recurrence at times of the day, and on days of the week or month.
   *
   * @param timeZone name of a time zone in Windows, such as "W. Europe Standard Time". Without one, the times are in
   * that of the start time, or in UTC.
   */
  public at(schedule: RecurrenceSchedule, timeZone?: string): Recurrence {
    return new Recurrence({ ...this.parts, schedule, timeZone: timeZone ?? this.parts.timeZone });
  }

  /** @internal */
  public _problems(): Problem[] {
    const { frequency, interval, schedule } = this.parts;
    return [
      ...recurrenceProblems(frequency, interval),
      ...timeProblems(this.parts),
      ...(schedule === undefined ? [] : scheduleProblems(frequency, schedule)),
    ];
  }

  /** @internal */
  public _json(): Readonly<Record<string, unknown>> {
    return { ...this.parts };
  }
}

interface RecurrenceParts {
  readonly frequency: string;
  readonly interval: number;
  readonly startTime?: string;
  readonly timeZone?: string;
  readonly schedule?: RecurrenceSchedule;
}

import { Token } from "cdktf";
import { firstRule, type Problem, rules } from "../../core/rules";
import { type RecurrenceSchedule } from "./recurrence-schedule";
import { TIME_ZONES } from "./time-zones.generated";

const ACTIONS = "Workflow actions and triggers";

/**
 * The maximum count of each unit.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-native-recurrence
 */
const HIGHEST: Readonly<Record<string, number>> = {
  Second: 9_999_999,
  Minute: 72_000,
  Hour: 12_000,
  Day: 500,
  Week: 71,
  Month: 16,
};

export const recurrenceProblems = rules<[frequency: string, interval: number]>(ACTIONS, [
  {
    rule: "impossible-recurrence",
    when: (frequency, interval) =>
      !Token.isUnresolved(interval) &&
      (!Number.isInteger(interval) || interval < 1 || interval > (HIGHEST[frequency] ?? 0)),
    message: (frequency, interval) =>
      `a recurrence in ${frequency.toLowerCase()}s must be a whole number from 1 to ${String(HIGHEST[frequency])}; got ${String(interval)}`,
  },
]);

interface Times {
  readonly startTime?: string;
  readonly timeZone?: string;
}

export function timeProblems({ startTime, timeZone }: Times): Problem[] {
  const isKnown = startTime !== undefined && !Token.isUnresolved(startTime) && !Token.isUnresolved(timeZone);
  return [...(isKnown ? impossibleTime(startTime, timeZone) : []), ...unknownTimeZone(timeZone)];
}

const ZONES = new Set(TIME_ZONES.map((name) => name.toLowerCase()));

/** https://learn.microsoft.com/windows-hardware/manufacture/desktop/default-time-zones */
const unknownTimeZone = rules<[timeZone?: string]>(ACTIONS, [
  {
    rule: "unknown-time-zone",
    when: (timeZone) => timeZone !== undefined && !Token.isUnresolved(timeZone) && !ZONES.has(timeZone.toLowerCase()),
    message: (timeZone) =>
      `${JSON.stringify(timeZone)} is not a time zone; give its name in Windows, such as "W. Europe Standard Time"`,
  },
]);

const impossibleTime = firstRule<[startTime: string, timeZone?: string]>(ACTIONS, [
  {
    rule: "impossible-start-time",
    when: (startTime) => !isTime(startTime),
    message: (startTime) =>
      `the start time of a recurrence must be a time such as "2025-01-31T08:30:00Z"; got ${JSON.stringify(startTime)}`,
  },
  {
    rule: "start-time-in-two-time-zones",
    when: (startTime, timeZone) => timeZone !== undefined && startTime.endsWith("Z"),
    message: (startTime, timeZone) =>
      `the start time ${startTime} of a recurrence is in UTC, but its time zone is ${timeZone ?? ""}; leave out the "Z"`,
  },
  {
    rule: "start-time-without-time-zone",
    when: (startTime, timeZone) => timeZone === undefined && !startTime.endsWith("Z"),
    message: (startTime) =>
      `the start time ${startTime} of a recurrence has no time zone; add "Z" for UTC, or name the time zone`,
  },
]);

/** JavaScript corrects days that a month does not have. */
function isTime(text: string): boolean {
  const [, time] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,7})?Z?$/.exec(text) ?? [];
  const date = new Date(`${time ?? ""}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(time ?? "");
}

/** The members of a schedule, with the units of recurrences that have them. */
const MEMBERS = {
  hours: { units: ["Day", "Week", "Month"], isRight: isFrom(0, 23), form: "whole numbers from 0 to 23" },
  minutes: { units: ["Day", "Week", "Month"], isRight: isFrom(0, 59), form: "whole numbers from 0 to 59" },
  weekDays: { units: ["Week"], isRight: isWeekDay, form: "members of WeekDay" },
  monthDays: {
    units: ["Month"],
    isRight: (day: unknown) => isFrom(1, 31)(day) || isFrom(-31, -1)(day),
    form: "whole numbers from 1 to 31, or from -31 to -1",
  },
} as const;

type ScheduleMember = keyof typeof MEMBERS;

function isFrom(lowest: number, highest: number): (value: unknown) => boolean {
  return (value) =>
    Token.isUnresolved(value) || (Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest);
}

function isWeekDay(value: unknown): boolean {
  return Token.isUnresolved(value) || /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/.test(String(value));
}

export function scheduleProblems(frequency: string, schedule: RecurrenceSchedule): Problem[] {
  const members = (Object.keys(MEMBERS) as ScheduleMember[]).filter((member) => schedule[member] !== undefined);
  return members.flatMap((member) => memberProblems(frequency, member, schedule[member]));
}

const memberProblems = firstRule<[frequency: string, member: ScheduleMember, values: unknown]>(ACTIONS, [
  {
    rule: "schedule-of-other-recurrence",
    when: (frequency, member) => !(MEMBERS[member].units as readonly string[]).includes(frequency),
    message: (frequency, member) =>
      `a recurrence in ${frequency.toLowerCase()}s has no ${member}; leave them out, ` +
      `or give a recurrence in ${MEMBERS[member].units.map((unit) => `${unit.toLowerCase()}s`).join(" or ")}`,
  },
  {
    rule: "impossible-schedule",
    when: (_, member, values) =>
      !Token.isUnresolved(values) &&
      !(Array.isArray(values) && values.length > 0 && values.every(MEMBERS[member].isRight)),
    message: (_, member, values) =>
      `${member} of a recurrence must be a list of ${MEMBERS[member].form}; got ${JSON.stringify(values)}`,
  },
]);

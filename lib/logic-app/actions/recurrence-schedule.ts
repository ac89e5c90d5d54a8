/** A day of the week. */
export enum WeekDay {
  MONDAY = "Monday",
  TUESDAY = "Tuesday",
  WEDNESDAY = "Wednesday",
  THURSDAY = "Thursday",
  FRIDAY = "Friday",
  SATURDAY = "Saturday",
  SUNDAY = "Sunday",
}

/** The times at which a recurrence in days, weeks or months starts runs. */
export interface RecurrenceSchedule {
  /**
   * Hours of the day, 0 to 23.
   *
   * @default - the hour of the start time
   */
  readonly hours?: number[];

  /**
   * Minutes of the hour, 0 to 59.
   *
   * @default - the minute of the start time
   */
  readonly minutes?: number[];

  /**
   * Days, for a recurrence in weeks.
   *
   * @default - the day of the start time
   */
  readonly weekDays?: WeekDay[];

  /**
   * Days of the month, for a recurrence in months: 1 to 31, or -1 to -31 from the end of the month.
   *
   * @default - the day of the start time
   */
  readonly monthDays?: number[];
}

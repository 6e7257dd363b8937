/** Dates and times moved by durations (DMN 1.5, 10.3.2.3.5 ff.). */
import { civilOf, dateOf, daysInMonth } from '../../model/calendar.ts';
import { CalendarDate, DateTime, DaysDuration, type Duration, MonthsDuration, type Temporal, TimeOfDay } from '../../model/value.ts';
import { fromInstant, fromLocalNanos, instantOf, localNanos, NANOS_PER_DAY } from './clock.ts';

const DAY = BigInt(NANOS_PER_DAY);
/** The first and the last day that a date may be. */
const FIRST_DAY = dateOf({ year: -999_999_999, month: 1, day: 1 })?.days ?? 0;
const LAST_DAY = dateOf({ year: 999_999_999, month: 12, day: 31 })?.days ?? 0;
const isDay = (days: number): boolean => days >= FIRST_DAY && days <= LAST_DAY;

const dateAt = (days: number): CalendarDate | undefined => (isDay(days) ? new CalendarDate(days) : undefined);

/** The same day of another month, or its last day where it has fewer. */
const addMonths = (date: CalendarDate, months: number): CalendarDate | undefined => {
  const { year, month, day } = civilOf(date);
  const count = year * 12 + (month - 1) + months;
  const [newYear, newMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  return dateOf({ year: newYear, month: newMonth, day: Math.min(day, daysInMonth(newYear, newMonth)) });
};

const dateTimeAt = (value: DateTime): DateTime | undefined => (isDay(value.days) ? value : undefined);

const shiftDateTime = (value: DateTime, by: Duration): DateTime | undefined => {
  if (by instanceof MonthsDuration) {
    const date = addMonths(new CalendarDate(value.days), by.months);
    return date === undefined ? undefined : new DateTime(date.days, value.nanos, value.zone);
  }
  const moved =
    value.zone === undefined ? fromLocalNanos(localNanos(value) + by.nanos) : fromInstant(instantOf(value) + by.nanos, value.zone);
  return dateTimeAt(moved);
};

/** A date stands for its midnight, and the result for the day that the moved midnight falls on. */
const shiftDate = (date: CalendarDate, by: Duration): CalendarDate | undefined => {
  if (by instanceof MonthsDuration) return addMonths(date, by.months);
  return dateAt(fromLocalNanos(BigInt(date.days) * DAY + by.nanos).days);
};

/** Clocks go round: what is beyond midnight begins again. */
const shiftTime = (time: TimeOfDay, by: DaysDuration): TimeOfDay => {
  const rest = (BigInt(time.nanos) + by.nanos) % DAY;
  return new TimeOfDay(Number(rest < 0n ? rest + DAY : rest), time.zone);
};

/** Undefined for a time and a duration of months, and beyond the last year. */
export const shift = (value: Temporal, by: Duration): Temporal | undefined => {
  if (value instanceof CalendarDate) return shiftDate(value, by);
  if (value instanceof DateTime) return shiftDateTime(value, by);
  return by instanceof DaysDuration ? shiftTime(value, by) : undefined;
};

export const negated = (duration: Duration): Duration =>
  duration instanceof MonthsDuration ? new MonthsDuration(duration.months === 0 ? 0 : -duration.months) : new DaysDuration(-duration.nanos);

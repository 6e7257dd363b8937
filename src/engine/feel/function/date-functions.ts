/** Built-in functions about days of the calendar, and the clock (DMN 1.5, 10.3.4.8 and 10.3.4.9). */
import { civilOf, dateOf, weekdayOf } from '../../model/calendar.ts';
import { Exact } from '../../model/exact.ts';
import { CalendarDate, DateTime, type Value } from '../../model/value.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import { dateOfDateTime } from '../temporal/clock.ts';
import { DATE, DATE_AND_TIME, NUMBER, STRING } from '../type.ts';
import { type Builtin, define, parameter, type Run } from './builtin.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const onDay =
  (compute: (date: CalendarDate) => Value): Run =>
  ([value], at) => {
    if (value instanceof DateTime) return compute(dateOfDateTime(value));
    return value instanceof CalendarDate ? compute(value) : wrongKind(value, 'a date', at);
  };

const firstDayOf = (year: number): number => dateOf({ year, month: 1, day: 1 })?.days ?? 0;

/** ISO 8601: the week that has the Thursday decides the year, and the first week is the one with its first Thursday. */
const weekOfYear = (date: CalendarDate): number => {
  const thursday = date.days - weekdayOf(date) + 4;
  const { year } = civilOf(new CalendarDate(thursday));
  return Math.floor((thursday - firstDayOf(year)) / 7) + 1;
};

const PARAMETERS = [parameter('date', { oneOf: ['date', 'date and time'] })];

const NOT_REPRODUCIBLE = 'depends on the clock, and a policy gives the same result whenever it is computed; use a date that is given';

/** The clock is asked for as the rest of the world is: what evaluates may give one. */
const now: Run = (_, at, clock) => clock?.() ?? nullOf('error', at, 'there is no clock here');

const today: Run = (values, at, clock) => {
  const time = now(values, at, clock);
  return time instanceof DateTime ? dateOfDateTime(time) : time;
};

export const DATE_FUNCTIONS: readonly Builtin[] = [
  define('day of week', PARAMETERS, { result: STRING, run: onDay((date) => WEEKDAYS[weekdayOf(date) - 1] as string) }),
  define('month of year', PARAMETERS, { result: STRING, run: onDay((date) => MONTHS[civilOf(date).month - 1] as string) }),
  define('day of year', PARAMETERS, {
    result: NUMBER,
    run: onDay((date) => Exact.integer(date.days - firstDayOf(civilOf(date).year) + 1)),
  }),
  define('week of year', PARAMETERS, { result: NUMBER, run: onDay((date) => Exact.integer(weekOfYear(date))) }),
  define('now', [], { result: DATE_AND_TIME, refused: `"now" ${NOT_REPRODUCIBLE}`, run: now }),
  define('today', [], { result: DATE, refused: `"today" ${NOT_REPRODUCIBLE}`, run: today }),
];

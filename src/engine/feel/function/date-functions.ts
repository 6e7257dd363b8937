/** Built-in functions on dates (DMN 1.5, 10.3.4.8). */
import { civilOf, dateOf, weekdayOf } from '../../model/calendar.ts';
import { Exact } from '../../model/exact.ts';
import { NUMBER, STRING } from '../type.ts';
import { type Builtin, define, onDate, parameter } from './builtin.ts';

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

const DATE_PARAMETER = [parameter('date', 'date')];

export const DATE_FUNCTIONS: readonly Builtin[] = [
  define('day of week', DATE_PARAMETER, { result: STRING, run: onDate((date) => WEEKDAYS[weekdayOf(date) - 1] as string) }),
  define('month of year', DATE_PARAMETER, { result: STRING, run: onDate((date) => MONTHS[civilOf(date).month - 1] as string) }),
  define('day of year', DATE_PARAMETER, {
    result: NUMBER,
    run: onDate((date) => {
      const newYear = dateOf({ year: civilOf(date).year, month: 1, day: 1 });
      return Exact.integer(date.days - (newYear?.days ?? date.days) + 1);
    }),
  }),
];

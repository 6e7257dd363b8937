/** The exact text of a value: "12.3", "100/3", "true", "2025-03-01", "P1Y6M", "[1..5)". What `string()` gives. */
import { dateText } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import {
  CalendarDate,
  DateTime,
  DaysDuration,
  type Duration,
  FunctionValue,
  isList,
  MonthsDuration,
  Null,
  type Temporal,
  TimeOfDay,
  type Value,
  ValueRange,
} from '../model/value.ts';
import { dateTimeText, timeText } from './temporal/clock.ts';
import { durationText } from './temporal/duration.ts';

/** The ISO 8601 text of a date, time or duration; undefined for other values. */
export const temporalText = (value: Value): string | undefined => {
  if (value instanceof CalendarDate) return dateText(value);
  if (value instanceof TimeOfDay) return timeText(value);
  if (value instanceof DateTime) return dateTimeText(value);
  return value instanceof MonthsDuration || value instanceof DaysDuration ? durationText(value) : undefined;
};

export const isTemporal = (value: unknown): value is Temporal | Duration =>
  value instanceof CalendarDate ||
  value instanceof TimeOfDay ||
  value instanceof DateTime ||
  value instanceof MonthsDuration ||
  value instanceof DaysDuration;

/** Texts inside of lists and contexts stand in quotes. */
export const valueText = (value: Value): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Exact) return value.toText();
  if (value instanceof Null) return 'null';
  if (isTemporal(value)) return temporalText(value) ?? '';
  if (value instanceof ValueRange) return rangeText(value);
  if (value instanceof FunctionValue) return `function(${value.parameters.join(', ')})`;
  if (isList(value)) return `[${value.map(innerText).join(', ')}]`;
  const entries = Object.entries(value).map(([name, item]) => `${keyText(name)}: ${innerText(item)}`);
  return `{${entries.join(', ')}}`;
};

/** A key that FEEL could not read as a name stands in quotes. */
const keyText = (name: string): string => (/^[\p{L}_?][\p{L}\p{N}_?.'+*/ -]*$/u.test(name) ? name : JSON.stringify(name));

/** `[1..5)`; an open end is told by its comparison: `(> 5)`. */
const rangeText = ({ low, high, lowClosed, highClosed }: ValueRange): string => {
  if (low !== undefined && high !== undefined) {
    return `${lowClosed ? '[' : '('}${innerText(low)}..${innerText(high)}${highClosed ? ']' : ')'}`;
  }
  if (low !== undefined) return `(${lowClosed ? '>=' : '>'} ${innerText(low)})`;
  return high === undefined ? '(..)' : `(${highClosed ? '<=' : '<'} ${innerText(high)})`;
};

const innerText = (value: Value): string => (typeof value === 'string' ? JSON.stringify(value) : valueText(value));

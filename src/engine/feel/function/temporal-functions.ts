/** Built-in functions that make dates, times and durations (DMN 1.5, 10.3.4.1). */
import { civilOf, dateOf } from '../../model/calendar.ts';
import { Exact } from '../../model/exact.ts';
import { CalendarDate, DateTime, DaysDuration, MonthsDuration, Null, TimeOfDay, type Value, type Zone } from '../../model/value.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import {
  dateOfDateTime,
  midnight,
  NANOS_PER_SECOND,
  nanosOf,
  parseAnyDate,
  parseDateTime,
  parseTime,
  timeOfDateTime,
} from '../temporal/clock.ts';
import { parseDuration } from '../temporal/duration.ts';
import { parseZone, UTC, zoneText } from '../temporal/zone.ts';
import { DATE, DATE_AND_TIME, DAYS_DURATION, type FeelType, MONTHS_DURATION, TIME, UNKNOWN } from '../type.ts';
import { type Accepts, type Builtin, define, onDate, onText, optional, parameter, type Run, wholeNumber } from './builtin.ts';

const unreadable = (text: string, what: string, example: string, at: string): Null =>
  nullOf('error', at, `${JSON.stringify(text)} is no ${what} of the form ${example}`);

const dateFromText = (text: string, at: string): Value => parseAnyDate(text) ?? unreadable(text, 'date', '"2025-03-01"', at);
const timeFromText = (text: string, at: string): Value => parseTime(text) ?? unreadable(text, 'time', '"10:30:00"', at);
const dateTimeFromText = (text: string, at: string): Value =>
  parseDateTime(text) ?? unreadable(text, 'date and time', '"2025-03-01T10:30:00Z"', at);
const durationFromText = (text: string, at: string): Value =>
  parseDuration(text) ?? unreadable(text, 'duration', '"P1Y6M" or "P10DT12H"', at);

const FROM_TEXT: Readonly<Record<string, (text: string, at: string) => Value>> = {
  date: dateFromText,
  time: timeFromText,
  'date and time': dateTimeFromText,
  duration: durationFromText,
};

/** What a call such as date("2025-03-01") gives. */
export const temporalFromCall = (name: string, text: string): Value | undefined => FROM_TEXT[name]?.(text, name);

const noSuchDay = (at: string): Null => nullOf('error', at, 'the calendar has no such day');
const noSuchTime = (at: string): Null => nullOf('error', at, 'no clock shows such a time');

const dateFromParts: Run = (parts, at) => {
  const [year, month, day] = parts.map(wholeNumber);
  const date = year === undefined || month === undefined || day === undefined ? undefined : dateOf({ year, month, day });
  return date ?? noSuchDay(at);
};

/** Seconds may have a fraction, of whole nanoseconds. */
const nanosFromParts = (hourValue: Value | undefined, minuteValue: Value | undefined, second: Value | undefined): number | undefined => {
  const [hour, minute] = [wholeNumber(hourValue), wholeNumber(minuteValue)];
  const nanos = second instanceof Exact ? second.toScaled(9) : undefined;
  if (hour === undefined || minute === undefined || nanos === undefined || nanos < 0n || nanos >= 60n * BigInt(NANOS_PER_SECOND)) {
    return undefined;
  }
  return nanosOf({
    hour,
    minute,
    second: Number(nanos / BigInt(NANOS_PER_SECOND)),
    nano: Number(nanos % BigInt(NANOS_PER_SECOND)),
  });
};

/** An offset as a duration, or a zone by its name; null is a local time. Undefined for one that there is not. */
const zoneFrom = (value: Value | undefined): { readonly zone: Zone | undefined } | undefined => {
  if (value === undefined || value instanceof Null) return { zone: undefined };
  const zone = typeof value === 'string' ? parseZone(`@${value}`) : value instanceof DaysDuration ? offsetZone(value) : undefined;
  return zone === undefined ? undefined : { zone };
};

const offsetZone = ({ nanos }: DaysDuration): Zone | undefined => {
  const seconds = Exact.of(nanos, BigInt(NANOS_PER_SECOND)).toBigInt();
  const zone = seconds === undefined ? undefined : { offsetSeconds: Number(seconds) };
  return zone === undefined || zone.offsetSeconds === 0 ? zone : parseZone(zoneText(zone));
};

const timeFromParts: Run = ([hour, minute, second, offset], at) => {
  const missing = [hour, minute, second].find((part) => part instanceof Null);
  if (missing !== undefined) return missing;
  const nanos = nanosFromParts(hour, minute, second);
  const found = zoneFrom(offset);
  return nanos === undefined || found === undefined ? noSuchTime(at) : new TimeOfDay(nanos, found.zone);
};

const dateTimeFromParts: Run = ([year, month, day, hour, minute, second, zone], at) => {
  const parts = [year, month, day].map((part) => part as Value);
  const missing = [...parts, hour, minute, second].find((part) => part instanceof Null);
  if (missing !== undefined) return missing;
  const date = dateFromParts(parts, at);
  const nanos = nanosFromParts(hour, minute, second);
  const found = zoneFrom(zone);
  if (!(date instanceof CalendarDate)) return date;
  return nanos === undefined || found === undefined ? noSuchTime(at) : new DateTime(date.days, nanos, found.zone);
};

const joinDateAndTime: Run = ([date, time], at) => {
  if (!(time instanceof TimeOfDay)) return wrongKind(time, 'a time', at);
  if (!(date instanceof CalendarDate) && !(date instanceof DateTime)) return wrongKind(date, 'a date', at);
  return new DateTime(date.days, time.nanos, time.zone);
};

const dateOfAny: Run = ([value], at) => (value instanceof DateTime ? dateOfDateTime(value) : onDate((date) => date)([value as Value], at));

/** A date is its midnight in UTC. */
const timeOfAny: Run = ([value], at) => {
  if (value instanceof TimeOfDay) return value;
  if (value instanceof DateTime) return timeOfDateTime(value);
  return onDate((date) => timeOfDateTime(midnight(date, UTC)))([value as Value], at);
};

const dateTimeOfAny: Run = ([value], at) =>
  value instanceof DateTime ? value : onDate((date) => midnight(date, UTC))([value as Value], at);

/** Which of the two kinds a written text is; unknown before it runs where the text is not written in the source. */
const durationType = ([text]: readonly FeelType[]): FeelType => {
  const [only, other] = text?.kind === 'string' ? (text.values ?? []) : [];
  const value = only === undefined || other !== undefined ? undefined : parseDuration(only);
  if (value === undefined) return UNKNOWN;
  return value instanceof MonthsDuration ? MONTHS_DURATION : DAYS_DURATION;
};

/** Whole months from one day to another, towards zero: those whose last day is not reached do not count. Times of the day do not count. */
const monthsBetween = (from: CalendarDate, to: CalendarDate): MonthsDuration => {
  const [first, last] = [civilOf(from), civilOf(to)];
  const months = (last.year - first.year) * 12 + last.month - first.month;
  const rest = last.day - first.day;
  if (months > 0 && rest < 0) return new MonthsDuration(months - 1);
  return new MonthsDuration(months < 0 && rest > 0 ? months + 1 : months);
};

const yearsAndMonths: Run = ([from, to], at) => {
  const [start, end] = [dateOfAny([from as Value], at), dateOfAny([to as Value], at)];
  if (!(start instanceof CalendarDate)) return start;
  return end instanceof CalendarDate ? monthsBetween(start, end) : end;
};

const DAY_OR_MORE: Accepts = { oneOf: ['date', 'date and time'] };
const number = (name: string) => parameter(name, 'number');
const DATE_PARTS = [number('year'), number('month'), number('day')];
const TIME_PARTS = [number('hour'), number('minute'), number('second')];
const FROM = parameter('from', 'text');

export const TEMPORAL_FUNCTIONS: readonly Builtin[] = [
  {
    name: 'date',
    overloads: [
      { parameters: [FROM], result: DATE, run: onText(dateFromText) },
      { parameters: [parameter('from', DAY_OR_MORE)], result: DATE, run: dateOfAny },
      { parameters: DATE_PARTS, result: DATE, run: dateFromParts },
    ],
  },
  {
    name: 'time',
    overloads: [
      { parameters: [FROM], result: TIME, run: onText(timeFromText) },
      { parameters: [parameter('from', { oneOf: ['time', 'date and time', 'date'] })], result: TIME, run: timeOfAny },
      { parameters: [...TIME_PARTS, optional('offset', 'days and time duration')], result: TIME, takesNulls: true, run: timeFromParts },
    ],
  },
  {
    name: 'date and time',
    overloads: [
      { parameters: [FROM], result: DATE_AND_TIME, run: onText(dateTimeFromText) },
      { parameters: [parameter('from', DAY_OR_MORE)], result: DATE_AND_TIME, run: dateTimeOfAny },
      { parameters: [parameter('date', DAY_OR_MORE), parameter('time', 'time')], result: DATE_AND_TIME, run: joinDateAndTime },
      {
        parameters: [...DATE_PARTS, ...TIME_PARTS, optional('offset', 'days and time duration')],
        result: DATE_AND_TIME,
        takesNulls: true,
        run: dateTimeFromParts,
      },
      {
        parameters: [...DATE_PARTS, ...TIME_PARTS, parameter('timezone', 'text')],
        result: DATE_AND_TIME,
        takesNulls: true,
        run: dateTimeFromParts,
      },
    ],
  },
  define('duration', [FROM], { result: durationType, run: onText(durationFromText) }),
  define('years and months duration', [parameter('from', DAY_OR_MORE), parameter('to', DAY_OR_MORE)], {
    result: MONTHS_DURATION,
    run: yearsAndMonths,
  }),
];

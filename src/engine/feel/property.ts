/** What can be read from a date, time, duration or range with a dot (DMN 1.5, table 65). */
import { civilOf, weekdayOf } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import { CalendarDate, DateTime, DaysDuration, MonthsDuration, TimeOfDay, type Value, ValueRange } from '../model/value.ts';
import { nullOf } from './null-of.ts';
import { clockOf, dateOfDateTime, NANOS_PER_SECOND } from './temporal/clock.ts';
import { dayParts } from './temporal/duration.ts';
import { offsetAt } from './temporal/zone.ts';
import { BOOLEAN, DAYS_DURATION, type FeelType, NUMBER, STRING } from './type.ts';

type Property<T extends Value> = {
  readonly type: FeelType | ((type: FeelType) => FeelType);
  readonly read: (value: T, at: string) => Value;
};
type Properties<T extends Value> = Readonly<Record<string, Property<T>>>;

const whole = (value: number | bigint): Exact => Exact.of(BigInt(value));
const number = <T extends Value>(read: (value: T) => number | bigint): Property<T> => ({
  type: NUMBER,
  read: (value) => whole(read(value)),
});

const DATE_PROPERTIES: Properties<CalendarDate> = {
  year: number((date) => civilOf(date).year),
  month: number((date) => civilOf(date).month),
  day: number((date) => civilOf(date).day),
  weekday: number(weekdayOf),
};

const secondsWith = (second: number, nano: number): Exact =>
  Exact.of(BigInt(second) * BigInt(NANOS_PER_SECOND) + BigInt(nano), BigInt(NANOS_PER_SECOND));

const offsetOf = (value: TimeOfDay | DateTime, at: string): Value => {
  const { zone, nanos } = value;
  if (zone === undefined) return nullOf('absent', at, 'the time has no zone');
  const days = value instanceof DateTime ? value.days : 0;
  return new DaysDuration(BigInt(offsetAt(zone, days, Math.floor(nanos / NANOS_PER_SECOND))) * BigInt(NANOS_PER_SECOND));
};

const CLOCK_PROPERTIES: Properties<TimeOfDay | DateTime> = {
  hour: number(({ nanos }) => clockOf(nanos).hour),
  minute: number(({ nanos }) => clockOf(nanos).minute),
  second: {
    type: NUMBER,
    read: ({ nanos }) => {
      const { second, nano } = clockOf(nanos);
      return secondsWith(second, nano);
    },
  },
  'time offset': { type: DAYS_DURATION, read: offsetOf },
  timezone: {
    type: STRING,
    read: ({ zone }, at) => (zone !== undefined && 'name' in zone ? zone.name : nullOf('absent', at, 'the time has no zone with a name')),
  },
};

const onDate = (property: Property<CalendarDate>): Property<DateTime> => ({
  ...property,
  read: (value, at) => property.read(dateOfDateTime(value), at),
});

const DATE_TIME_PROPERTIES: Properties<DateTime> = {
  ...Object.fromEntries(Object.entries(DATE_PROPERTIES).map(([name, property]) => [name, onDate(property)])),
  ...CLOCK_PROPERTIES,
};

const MONTHS_PROPERTIES: Properties<MonthsDuration> = {
  years: number(({ months }) => Math.trunc(months / 12)),
  months: number(({ months }) => months % 12),
};

/** The parts of a negative duration are negative. */
const signed = (duration: DaysDuration, part: Exact): Exact => (duration.nanos < 0n ? part.negate() : part);
const dayPart = (read: (parts: ReturnType<typeof dayParts>) => Exact): Property<DaysDuration> => ({
  type: NUMBER,
  read: (duration) => signed(duration, read(dayParts(duration))),
});

const DAYS_PROPERTIES: Properties<DaysDuration> = {
  days: dayPart(({ days }) => whole(days)),
  hours: dayPart(({ hours }) => whole(hours)),
  minutes: dayPart(({ minutes }) => whole(minutes)),
  seconds: dayPart(({ seconds, nano }) => secondsWith(seconds, nano)),
};

const openEnd = (at: string): Value => nullOf('absent', at, 'the range has no end there');
const boundType = (type: FeelType): FeelType => (type.kind === 'range' ? type.of : type);

const RANGE_PROPERTIES: Properties<ValueRange> = {
  start: { type: boundType, read: ({ low }, at) => low ?? openEnd(at) },
  end: { type: boundType, read: ({ high }, at) => high ?? openEnd(at) },
  'start included': { type: BOOLEAN, read: ({ lowClosed }) => lowClosed },
  'end included': { type: BOOLEAN, read: ({ highClosed }) => highClosed },
};

/** Own properties only, so that no name reaches a prototype. */
const pick = <T extends Value>(properties: Properties<T>, value: T, name: string, at: string): Value | undefined =>
  Object.hasOwn(properties, name) ? properties[name]?.read(value, at) : undefined;

/** Undefined for a value without properties, and for a name that is none of them. A null is a property without a value. */
export const propertyOf = (value: Value, name: string, at: string): Value | undefined => {
  if (value instanceof CalendarDate) return pick(DATE_PROPERTIES, value, name, at);
  if (value instanceof DateTime) return pick(DATE_TIME_PROPERTIES, value, name, at);
  if (value instanceof TimeOfDay) return pick(CLOCK_PROPERTIES, value, name, at);
  if (value instanceof MonthsDuration) return pick(MONTHS_PROPERTIES, value, name, at);
  if (value instanceof DaysDuration) return pick(DAYS_PROPERTIES, value, name, at);
  return value instanceof ValueRange ? pick(RANGE_PROPERTIES, value, name, at) : undefined;
};

type TypeProperties = Readonly<Record<string, { readonly type: FeelType | ((type: FeelType) => FeelType) }>>;

const propertiesByKind: Partial<Record<FeelType['kind'], TypeProperties>> = {
  date: DATE_PROPERTIES,
  time: CLOCK_PROPERTIES,
  'date and time': DATE_TIME_PROPERTIES,
  'years and months duration': MONTHS_PROPERTIES,
  'days and time duration': DAYS_PROPERTIES,
  range: RANGE_PROPERTIES,
};

/** The names that can be read from values of a type; none for most types. */
export const propertyNames = (type: FeelType): readonly string[] => Object.keys(propertiesByKind[type.kind] ?? {});

export const propertyType = (type: FeelType, name: string): FeelType | undefined => {
  const properties = propertiesByKind[type.kind] ?? {};
  if (!Object.hasOwn(properties, name)) return undefined;
  const found = properties[name]?.type;
  return typeof found === 'function' ? found(type) : found;
};

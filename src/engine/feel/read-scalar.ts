/** Reads one given value by its declared type: the one place that says what fits a type and what does not. */
import { dateText, parseDate } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import type { Json } from '../model/json.ts';
import { assertNever, type Problem } from '../model/problem.ts';
import {
  type CalendarDate,
  type DateTime,
  DaysDuration,
  type Duration,
  MonthsDuration,
  Null,
  type Temporal,
  type TimeOfDay,
} from '../model/value.ts';
import type { DateType, DecimalType, EnumType, IntegerType, ScalarType, TemporalType } from '../model/value-type.ts';
import type { ExactJson } from './json-value.ts';
import { didYouMean, wholeText } from './nearest.ts';
import { absent } from './null-of.ts';
import { parseDateTime, parseTime } from './temporal/clock.ts';
import { isDocumentDate } from './temporal/document-years.ts';
import { parseDuration } from './temporal/duration.ts';
import { quotedList } from './type.ts';
import { isTemporal } from './value-text.ts';

export type ScalarValue = Exact | boolean | string | Temporal | Duration | Null;

export const isProblem = (result: ScalarValue | Problem): result is Problem =>
  typeof result === 'object' && !(result instanceof Exact) && !(result instanceof Null) && !isTemporal(result);

const SHOWN_MAX = 60;

const shown = (given: Json | ExactJson): string => {
  const text = given instanceof Exact ? given.toText() : JSON.stringify(given);
  return text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)}…`;
};

/** A double with up to this many digits is the number that was written; beyond it digits may be lost already. */
const DOUBLE_DIGITS_MAX = 15;

const exactOf = (given: Json | ExactJson): Exact | undefined => {
  if (given instanceof Exact) return given;
  if (typeof given === 'string') return Exact.parse(given);
  if (typeof given !== 'number') return undefined;
  const text = String(given);
  return text.replace(/e.*|\D/g, '').length <= DOUBLE_DIGITS_MAX ? Exact.parse(text) : undefined;
};

type Bounds = { readonly low: Exact | undefined; readonly high: Exact | undefined; readonly text: string };

const boundsByType = new WeakMap<ScalarType, Bounds>();

const boundOf = (bound: string | number | undefined): Exact | undefined => {
  if (bound === undefined) return undefined;
  const value = Exact.parse(String(bound));
  if (value === undefined) throw new Error(`the bound ${bound} of a type is no number`);
  return value;
};

const boundsOf = (type: DecimalType | IntegerType): Bounds => {
  let bounds = boundsByType.get(type);
  if (bounds === undefined) {
    const [low, high] = [boundOf(type.min), boundOf(type.max)];
    bounds = { low, high, text: expectedNumber(type) };
    boundsByType.set(type, bounds);
  }
  return bounds;
};

const expectedRange = (what: string, min: string | number | undefined, max: string | number | undefined): string => {
  if (min !== undefined && max !== undefined) return `${what} from ${min} to ${max}`;
  if (min !== undefined) return `${what} of at least ${min}`;
  return max === undefined ? what : `${what} of at most ${max}`;
};

const expectedNumber = (type: DecimalType | IntegerType): string => {
  if (type.type === 'integer') return expectedRange('a whole number', type.min, type.max);
  const digits = type.scale === undefined ? '' : ` with at most ${type.scale} digits after the point`;
  return expectedRange(`a number${digits}`, type.min, type.max);
};

const readNumber = (type: DecimalType | IntegerType, given: Json | ExactJson): Exact | Problem => {
  const { low, high, text: expected } = boundsOf(type);
  const value = exactOf(given);
  if (value === undefined) {
    const isLong = typeof given === 'number';
    return isLong
      ? { message: `the number ${shown(given)} has more digits than a JSON number keeps`, expected, suggestion: 'write it as a text' }
      : { message: `${shown(given)} is no number`, expected };
  }
  const scale = type.type === 'integer' ? 0 : type.scale;
  if (scale !== undefined && value.toScaled(scale) === undefined) {
    const limit = scale === 0 ? 'is no whole number' : `has more than ${scale} digits after the point`;
    return { message: `${shown(given)} ${limit}`, expected };
  }
  if (low !== undefined && value.compare(low) < 0) return { message: `${shown(given)} is below ${low.toText()}`, expected };
  if (high !== undefined && value.compare(high) > 0) return { message: `${shown(given)} is above ${high.toText()}`, expected };
  return value;
};

const readDate = (type: DateType, given: Json | ExactJson): CalendarDate | Problem => {
  const expected = expectedRange('a date such as "2025-03-01"', type.min, type.max);
  const date = typeof given === 'string' ? parseDate(given.trim()) : undefined;
  if (date === undefined) return { message: `${shown(given)} is no date`, expected };
  const text = dateText(date);
  if (type.min !== undefined && text < type.min) return { message: `${text} is before ${type.min}`, expected };
  if (type.max !== undefined && text > type.max) return { message: `${text} is after ${type.max}`, expected };
  return date;
};

type TemporalReader = { readonly read: (text: string) => TimeOfDay | DateTime | Duration | undefined; readonly example: string };

/** A duration of the other kind is none of this. */
const TEMPORAL_READERS: Readonly<Record<TemporalType['type'], TemporalReader>> = {
  time: { read: parseTime, example: '"10:30:00" or "10:30:00+01:00"' },
  'date and time': {
    read: (text) => {
      const value = text.includes('T') ? parseDateTime(text) : undefined;
      return value !== undefined && isDocumentDate(value) ? value : undefined;
    },
    example: '"2025-03-01T10:30:00" or "2025-03-01T10:30:00@Europe/Paris"',
  },
  'years and months duration': {
    read: (text) => {
      const duration = parseDuration(text);
      return duration instanceof MonthsDuration ? duration : undefined;
    },
    example: '"P1Y6M"',
  },
  'days and time duration': {
    read: (text) => {
      const duration = parseDuration(text);
      return duration instanceof DaysDuration ? duration : undefined;
    },
    example: '"P10DT12H"',
  },
};

const readTemporal = ({ type }: TemporalType, given: Json | ExactJson): TimeOfDay | DateTime | Duration | Problem => {
  const { read, example } = TEMPORAL_READERS[type];
  const value = typeof given === 'string' ? read(given.trim()) : undefined;
  return value ?? { message: `${shown(given)} is no ${type}`, expected: `a ${type} such as ${example}` };
};

const readEnum = ({ values }: EnumType, given: Json | ExactJson): string | Problem => {
  if (typeof given === 'string' && values.includes(given)) return given;
  const hint = typeof given === 'string' ? didYouMean(given, values, wholeText(given)) : {};
  return { message: `${shown(given)} is no value of the enumeration`, expected: quotedList(values), ...hint };
};

/**
 * Reads a value from JSON. Numbers may be JSON numbers or texts ("12.30", "2500/12"); booleans are JSON booleans. A null is a
 * null with the cause "absent" at `at` ("income", "members[2].age"); whether it may be absent is for the caller to say.
 */
export const readScalar = (type: ScalarType, given: Json | ExactJson, at: string): ScalarValue | Problem => {
  if (given === null) return absent(at);
  switch (type.type) {
    case 'decimal':
    case 'integer':
      return readNumber(type, given);
    case 'boolean':
      return typeof given === 'boolean' ? given : { message: `${shown(given)} is no boolean`, expected: 'true or false' };
    case 'string':
      return typeof given === 'string' ? given : { message: `${shown(given)} is no text`, expected: 'a text' };
    case 'enum':
      return readEnum(type, given);
    case 'date':
      return readDate(type, given);
    case 'time':
    case 'date and time':
    case 'years and months duration':
    case 'days and time duration':
      return readTemporal(type, given);
    default:
      return assertNever(type);
  }
};

const TEXT_BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['yes', true],
  ['no', false],
  ['1', true],
  ['0', false],
]);

/**
 * Reads a value from the text of a table's cell, white space around it left out (but kept in texts). Booleans are true, false,
 * yes, no, 1 or 0 in any case. An empty cell is absent, except for texts.
 */
export const readScalarText = (type: ScalarType, text: string, at: string): ScalarValue | Problem => {
  if (type.type === 'string') return text;
  const cell = text.trim();
  if (cell === '') return absent(at);
  if (type.type !== 'boolean') return readScalar(type, cell, at);
  return TEXT_BOOLEANS.get(cell.toLowerCase()) ?? { message: `${shown(cell)} is no boolean`, expected: 'true, false, yes, no, 1 or 0' };
};

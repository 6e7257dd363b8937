/** Nulls with their cause. */
import { Exact } from '../model/exact.ts';
import {
  CalendarDate,
  DateTime,
  DaysDuration,
  FunctionValue,
  isList,
  MonthsDuration,
  Null,
  type NullCause,
  TimeOfDay,
  type Value,
  ValueRange,
} from '../model/value.ts';

export const nullOf = (kind: NullCause['kind'], at: string, message: string): Null => new Null({ kind, at, message });

/** A fact that is not given. `at`: "income", "members[2].age". */
export const absent = (at: string): Null => nullOf('absent', at, `"${at}" is not given`);

/** What a value is, for a message. */
export const kindText = (value: Value | undefined): string => {
  if (value instanceof Exact) return 'a number';
  if (value instanceof CalendarDate) return 'a date';
  if (value === undefined || value instanceof Null) return 'null';
  if (typeof value === 'boolean') return 'a boolean';
  if (typeof value === 'string') return 'a text';
  if (value instanceof TimeOfDay) return 'a time';
  if (value instanceof DateTime) return 'a date and time';
  if (value instanceof MonthsDuration) return 'a years and months duration';
  if (value instanceof DaysDuration) return 'a days and time duration';
  if (value instanceof ValueRange) return 'a range';
  if (value instanceof FunctionValue) return 'a function';
  return isList(value) ? 'a list' : 'a context';
};

/**
 * For a value that is not what an operation takes: a null stays itself. Any other value can stand there only in untyped data, as
 * the checker has seen to the kinds; it gives a null that says so.
 */
export const wrongKind = (value: Value | undefined, expected: string, at: string): Null =>
  value instanceof Null ? value : nullOf('error', at, `${kindText(value)} stands where ${expected} is needed`);

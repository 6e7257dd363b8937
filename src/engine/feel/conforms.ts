/** Whether a value is of a type, and what it becomes where it is given as one (DMN 1.5, 10.3.2.9). */
import { Exact } from '../model/exact.ts';
import {
  CalendarDate,
  DateTime,
  DaysDuration,
  FunctionValue,
  isContext,
  isList,
  MonthsDuration,
  Null,
  TimeOfDay,
  type Value,
  ValueRange,
} from '../model/value.ts';
import { Closure } from './closure.ts';
import { midnight } from './temporal/clock.ts';
import { UTC } from './temporal/zone.ts';
import type { FeelType } from './type.ts';
import { fits } from './type-relation.ts';

type FunctionType = Extract<FeelType, { readonly kind: 'function' }>;

const functionConforms = (value: FunctionValue, type: FunctionType): boolean =>
  value instanceof Closure ? fits(value.type, type) : value.parameters.length === type.parameters.length;

/** A null inside of a list, context or range is of any type; a null alone is of the type of null only. Fields may be more than the type has. */
export const conforms = (value: Value, type: FeelType): boolean => {
  if (value instanceof Null) return type.kind === 'null';
  const part = (inner: Value | undefined, of: FeelType): boolean => inner === undefined || inner instanceof Null || conforms(inner, of);
  switch (type.kind) {
    case 'unknown':
      return true;
    case 'null':
    case 'keyed':
      return false;
    case 'number':
      return value instanceof Exact;
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string';
    case 'enum':
      return typeof value === 'string' && type.values.includes(value);
    case 'date':
      return value instanceof CalendarDate;
    case 'time':
      return value instanceof TimeOfDay;
    case 'date and time':
      return value instanceof DateTime;
    case 'years and months duration':
      return value instanceof MonthsDuration;
    case 'days and time duration':
      return value instanceof DaysDuration;
    case 'range':
      return value instanceof ValueRange && part(value.low, type.of) && part(value.high, type.of);
    case 'function':
      return value instanceof FunctionValue && functionConforms(value, type);
    case 'list':
      return isList(value) && value.every((item) => part(item, type.of));
    case 'context':
      return isContext(value) && Object.entries(type.fields).every(([name, of]) => Object.hasOwn(value, name) && part(value[name], of));
  }
};

/**
 * The value where one of the type is expected: itself, the only item of a list, a list of it, or the midnight of a date (10.3.2.9.4).
 * A null stays a null. Undefined where none of these is of the type.
 */
export const coerced = (value: Value, type: FeelType): Value | undefined => {
  if (value instanceof Null || conforms(value, type)) return value;
  if (type.kind === 'list' && !isList(value)) return conforms(value, type.of) ? [value] : undefined;
  const [only] = isList(value) ? value : [];
  if (only !== undefined && isList(value) && value.length === 1) return conforms(only, type) ? only : undefined;
  return type.kind === 'date and time' && value instanceof CalendarDate ? midnight(value, UTC) : undefined;
};

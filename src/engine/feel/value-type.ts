/** The type of a value that was not declared: for expressions over data that only its JSON describes. */
import { Exact } from '../model/exact.ts';
import {
  CalendarDate,
  DateTime,
  DaysDuration,
  FunctionValue,
  isList,
  MonthsDuration,
  Null,
  TimeOfDay,
  type Value,
  ValueRange,
} from '../model/value.ts';
import { contextOf } from './declared-type.ts';
import {
  BOOLEAN,
  DATE,
  DATE_AND_TIME,
  DAYS_DURATION,
  type FeelType,
  listOf,
  MONTHS_DURATION,
  NULL,
  NUMBER,
  rangeOf,
  STRING,
  TIME,
  UNKNOWN,
} from './type.ts';
import { unify } from './type-relation.ts';

/** A missing value may be of any type. */
export const typeOfValue = (value: Value): FeelType => {
  if (value instanceof Null) return UNKNOWN;
  if (value instanceof Exact) return NUMBER;
  if (value instanceof CalendarDate) return DATE;
  if (value instanceof TimeOfDay) return TIME;
  if (value instanceof DateTime) return DATE_AND_TIME;
  if (value instanceof MonthsDuration) return MONTHS_DURATION;
  if (value instanceof DaysDuration) return DAYS_DURATION;
  if (value instanceof ValueRange) return rangeOf(typeOfBound(value));
  if (value instanceof FunctionValue) return { kind: 'function', parameters: value.parameters.map(() => UNKNOWN), result: UNKNOWN };
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'string') return STRING;
  if (isList(value)) return listOf(value.map(typeOfValue).reduce(merge, NULL));
  return contextOf(Object.entries(value).map(([name, item]) => [name, typeOfValue(item)]));
};

const typeOfBound = ({ low, high }: ValueRange): FeelType => {
  const bound = low ?? high;
  return bound === undefined ? UNKNOWN : typeOfValue(bound);
};

/** Items of a list may lack fields that others have; those are null when they are read. */
const merge = (left: FeelType, right: FeelType): FeelType => {
  if (left.kind === 'unknown') return right;
  if (right.kind === 'unknown') return left.kind === 'null' ? UNKNOWN : left;
  if (left.kind !== 'context' || right.kind !== 'context') return unify(left, right) ?? UNKNOWN;
  const fields = new Map(Object.entries(left.fields));
  for (const [name, type] of Object.entries(right.fields)) fields.set(name, merge(fields.get(name) ?? NULL, type));
  return contextOf(fields);
};

/** Equality and order of values, as FEEL's comparison operators have them (DMN 1.5, tables 53 and 54). */
import { Exact } from '../model/exact.ts';
import {
  CalendarDate,
  type Context,
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
import type { CompareOperator } from './syntax.ts';
import { instantOf, localNanos, timeInstant } from './temporal/clock.ts';

const orderOf = <T extends number | bigint>(left: T, right: T): number => (left < right ? -1 : left > right ? 1 : 0);

/** A time with a zone and one without have no order: nobody knows where the second is. */
const compareTimes = (left: TimeOfDay, right: TimeOfDay): number | undefined =>
  (left.zone === undefined) === (right.zone === undefined) ? timeInstant(left) - timeInstant(right) : undefined;

const compareDateTimes = (left: DateTime, right: DateTime): number | undefined => {
  if (left.zone === undefined && right.zone === undefined) return orderOf(localNanos(left), localNanos(right));
  return left.zone === undefined || right.zone === undefined ? undefined : orderOf(instantOf(left), instantOf(right));
};

/** Negative, zero or positive; undefined for values of different kinds, or of a kind that has no order. Texts go by UTF-16 unit. */
export const compareOrder = (left: Value, right: Value): number | undefined => {
  if (left instanceof Exact) return right instanceof Exact ? left.compare(right) : undefined;
  if (left instanceof CalendarDate) return right instanceof CalendarDate ? left.days - right.days : undefined;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (left instanceof TimeOfDay) return right instanceof TimeOfDay ? compareTimes(left, right) : undefined;
  if (left instanceof DateTime) return right instanceof DateTime ? compareDateTimes(left, right) : undefined;
  if (left instanceof MonthsDuration) return right instanceof MonthsDuration ? left.months - right.months : undefined;
  if (left instanceof DaysDuration) return right instanceof DaysDuration ? orderOf(left.nanos, right.nanos) : undefined;
  return undefined;
};

/** Whether "<" can compare the value with others of its kind. */
export const isOrdered = (value: Value): boolean =>
  value instanceof Exact ||
  typeof value === 'string' ||
  value instanceof CalendarDate ||
  value instanceof TimeOfDay ||
  value instanceof DateTime ||
  value instanceof MonthsDuration ||
  value instanceof DaysDuration;

/** A time or date and time with a zone is none of those without. */
const equalOrdered = (left: Value, right: Value): boolean | undefined => {
  const order = compareOrder(left, right);
  if (order !== undefined) return order === 0;
  const isSameKind = (left instanceof TimeOfDay && right instanceof TimeOfDay) || (left instanceof DateTime && right instanceof DateTime);
  return isSameKind ? false : undefined;
};

/** Undefined for values of different kinds. A null inside a list or context leaves the answer open, unless another item settles it. */
export const equal = (left: Value, right: Value): boolean | Null | undefined => {
  if (left instanceof Null) return left;
  if (right instanceof Null) return right;
  if (typeof left === 'boolean') return typeof right === 'boolean' ? left === right : undefined;
  if (isOrdered(left)) return equalOrdered(left, right);
  if (isList(left)) return isList(right) ? equalLists(left, right) : undefined;
  if (left instanceof ValueRange) return right instanceof ValueRange ? equalRanges(left, right) : undefined;
  if (left instanceof FunctionValue) return right instanceof FunctionValue ? left === right : undefined;
  return isContext(left) && isContext(right) ? equalContexts(left, right) : undefined;
};

const equalRanges = (left: ValueRange, right: ValueRange): boolean | Null | undefined => {
  if (left.lowClosed !== right.lowClosed || left.highClosed !== right.highClosed) return false;
  const bounds = [[left.low, right.low] as const, [left.high, right.high] as const];
  if (bounds.some(([one, other]) => (one === undefined) !== (other === undefined))) return false;
  return everyEqual(bounds.flatMap(([one, other]) => (one === undefined || other === undefined ? [] : [[one, other] as const])));
};

const equalLists = (left: readonly Value[], right: readonly Value[]): boolean | Null | undefined => {
  if (left.length !== right.length) return false;
  return everyEqual(left.map((item, index) => [item, right[index] as Value] as const));
};

const equalContexts = (left: Context, right: Context): boolean | Null | undefined => {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length || !names.every((name) => Object.hasOwn(right, name))) return false;
  return everyEqual(names.map((name) => [left[name] as Value, right[name] as Value] as const));
};

const everyEqual = (pairs: readonly (readonly [Value, Value])[]): boolean | Null | undefined => {
  let open: Null | undefined;
  for (const [left, right] of pairs) {
    const same = equal(left, right);
    if (same === false || same === undefined) return same;
    if (same !== true) open ??= same;
  }
  return open ?? true;
};

/** Undefined where the two cannot be compared so. Neither is null. */
export const compareBy = (operator: CompareOperator, left: Value, right: Value): boolean | Null | undefined => {
  if (operator === '=' || operator === '!=') {
    const same = equal(left, right);
    return operator === '=' || typeof same !== 'boolean' ? same : !same;
  }
  const order = compareOrder(left, right);
  if (order === undefined) return undefined;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
};

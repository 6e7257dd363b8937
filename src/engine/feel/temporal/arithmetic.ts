/** Arithmetic on dates, times and durations (DMN 1.5, tables 56 to 60). Exact to the nanosecond. */
import { Exact } from '../../model/exact.ts';
import {
  CalendarDate,
  DateTime,
  DaysDuration,
  type Duration,
  MonthsDuration,
  type Temporal,
  TimeOfDay,
  type Value,
} from '../../model/value.ts';
import { nullOf } from '../null-of.ts';
import type { ArithmeticOperator } from '../syntax.ts';
import { instantOf, localNanos, midnight, NANOS_PER_DAY, timeInstant } from './clock.ts';
import { daysDuration, monthsDuration } from './duration.ts';
import { negated, shift } from './shift.ts';
import { UTC } from './zone.ts';

const isDuration = (value: Value): value is Duration => value instanceof MonthsDuration || value instanceof DaysDuration;
const isPoint = (value: Value): value is Temporal =>
  value instanceof CalendarDate || value instanceof TimeOfDay || value instanceof DateTime;

const addDurations = (left: Duration, right: Duration): Duration | undefined => {
  if (left instanceof MonthsDuration) return right instanceof MonthsDuration ? monthsDuration(left.months + right.months) : undefined;
  return right instanceof DaysDuration ? daysDuration(left.nanos + right.nanos) : undefined;
};

const add = (left: Value, right: Value): Value | undefined => {
  if (isPoint(left) && isDuration(right)) return shift(left, right);
  if (isDuration(left) && isPoint(right)) return shift(right, left);
  return isDuration(left) && isDuration(right) ? addDurations(left, right) : undefined;
};

/** A date beside a date and time is its midnight in UTC. */
const asDateTime = (value: CalendarDate | DateTime): DateTime => (value instanceof CalendarDate ? midnight(value, UTC) : value);

/** Undefined where only one of the two has a zone. */
const between = (left: Temporal, right: Temporal): DaysDuration | undefined => {
  if (left instanceof CalendarDate && right instanceof CalendarDate) {
    return new DaysDuration(BigInt(left.days - right.days) * BigInt(NANOS_PER_DAY));
  }
  if (left instanceof TimeOfDay || right instanceof TimeOfDay) {
    if (!(left instanceof TimeOfDay && right instanceof TimeOfDay) || (left.zone === undefined) !== (right.zone === undefined)) {
      return undefined;
    }
    return new DaysDuration(BigInt(timeInstant(left)) - BigInt(timeInstant(right)));
  }
  const [from, to] = [asDateTime(right), asDateTime(left)];
  if ((from.zone === undefined) !== (to.zone === undefined)) return undefined;
  return daysDuration(from.zone === undefined ? localNanos(to) - localNanos(from) : instantOf(to) - instantOf(from));
};

const subtract = (left: Value, right: Value): Value | undefined => {
  if (isPoint(left)) return isDuration(right) ? shift(left, negated(right)) : isPoint(right) ? between(left, right) : undefined;
  return isDuration(left) && isDuration(right) ? addDurations(left, negated(right)) : undefined;
};

/** Months are cut off to whole ones, towards zero; nanoseconds are rounded to the nearest, halves to even. */
const scale = (duration: Duration, by: Exact): Duration | undefined => {
  if (duration instanceof DaysDuration) return daysDuration(Exact.of(duration.nanos).multiply(by).roundHalfEven().toBigInt() ?? 0n);
  const months = Exact.integer(duration.months).multiply(by);
  return monthsDuration(Number((months.sign < 0 ? months.ceiling() : months.floor()).toBigInt()));
};

const multiply = (left: Value, right: Value): Value | undefined => {
  if (isDuration(left) && right instanceof Exact) return scale(left, right);
  return left instanceof Exact && isDuration(right) ? scale(right, left) : undefined;
};

const sizeOf = (duration: Duration): Exact =>
  duration instanceof MonthsDuration ? Exact.integer(duration.months) : Exact.of(duration.nanos);

const divide = (left: Value, right: Value, at: string): Value | undefined => {
  if (!isDuration(left)) return undefined;
  const isSameKind = left instanceof MonthsDuration === right instanceof MonthsDuration;
  const divisor = right instanceof Exact ? right : isDuration(right) && isSameKind ? sizeOf(right) : undefined;
  if (divisor === undefined) return undefined;
  if (divisor.sign === 0) return nullOf('division-by-zero', at, 'the divisor is zero');
  if (right instanceof Exact) return scale(left, Exact.ONE.divide(divisor) as Exact);
  return sizeOf(left).divide(divisor);
};

const OPERATIONS: Readonly<Record<ArithmeticOperator, (left: Value, right: Value, at: string) => Value | undefined>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '**': () => undefined,
};

/**
 * Undefined where the operator has no meaning for these two values, and where the result is beyond the years that FEEL has.
 * Neither is null, and they are not two numbers.
 */
export const temporalArithmetic = (operator: ArithmeticOperator, left: Value, right: Value, at: string): Value | undefined =>
  OPERATIONS[operator](left, right, at);

/** Unary minus. */
export const negatedDuration = (value: Value): Duration | undefined => (isDuration(value) ? negated(value) : undefined);

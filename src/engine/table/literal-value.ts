/** The value of an expression that is written out, such as `-12.50`, `"north"` or `@"2025-01-01"`. */
import type { Typed } from '../feel/typed.ts';
import { Exact } from '../model/exact.ts';
import { CalendarDate, DaysDuration, type Duration, MonthsDuration } from '../model/value.ts';

/** Undefined where it is computed, or of a kind that tables do not tell apart. */
export const literalValue = (typed: Typed): Exact | boolean | string | CalendarDate | Duration | undefined => {
  if (typed.node === 'negate') {
    const inner = literalValue(typed.of);
    return inner instanceof Exact ? inner.negate() : undefined;
  }
  if (typed.node !== 'literal') return undefined;
  const { value } = typed;
  if (typeof value !== 'object' || value instanceof Exact || value instanceof CalendarDate) return value;
  return value instanceof MonthsDuration || value instanceof DaysDuration ? value : undefined;
};

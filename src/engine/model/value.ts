/** Runtime values of FEEL: what expressions take and give. */
import type { Exact } from './exact.ts';

/** Why a value is missing. The cause survives every operation on the null, so a null decision can say which fact it lacks. */
export type NullCause = {
  readonly kind: 'absent' | 'unknown-key' | 'division-by-zero' | 'no-match' | 'many-matches' | 'empty-list' | 'error' | 'literal';
  /** The input, parameter or decision that it comes from ("income", "members[2].age", "limit[9]"). */
  readonly at: string;
  readonly message: string;
};

export class Null {
  readonly cause: NullCause;
  constructor(cause: NullCause) {
    this.cause = cause;
  }
}

/** Days since 1970-01-01, proleptic Gregorian. */
export class CalendarDate {
  readonly days: number;
  constructor(days: number) {
    this.days = days;
  }
}

export type Context = { readonly [name: string]: Value };
export type Value = Exact | boolean | string | CalendarDate | Null | readonly Value[] | Context;

/** `Array.isArray` does not narrow read-only arrays; this does. */
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

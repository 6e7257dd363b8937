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

/** An offset from UTC in seconds, or a zone of the IANA database by its name. A time without a zone is a local time of nowhere. */
export type Zone = { readonly offsetSeconds: number } | { readonly name: string };

/** Nanoseconds since midnight, below 24 hours. */
export class TimeOfDay {
  readonly nanos: number;
  readonly zone: Zone | undefined;
  constructor(nanos: number, zone?: Zone) {
    this.nanos = nanos;
    this.zone = zone;
  }
}

/** A day and a time of that day, as clocks in its zone show them. */
export class DateTime {
  /** Days since 1970-01-01. */
  readonly days: number;
  /** Nanoseconds since midnight. */
  readonly nanos: number;
  readonly zone: Zone | undefined;
  constructor(days: number, nanos: number, zone?: Zone) {
    this.days = days;
    this.nanos = nanos;
    this.zone = zone;
  }
}

/** A years and months duration, in months: a safe integer. */
export class MonthsDuration {
  readonly months: number;
  constructor(months: number) {
    this.months = months;
  }
}

/** A days and time duration, in nanoseconds. */
export class DaysDuration {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** A range as a value: `[1..5]`, `(1..5]`, or open-ended `(> 5)`, whose missing bound is undefined (and not closed). */
export class ValueRange {
  readonly low: Value | undefined;
  readonly high: Value | undefined;
  readonly lowClosed: boolean;
  readonly highClosed: boolean;
  constructor(bounds: {
    readonly low: Value | undefined;
    readonly high: Value | undefined;
    readonly lowClosed: boolean;
    readonly highClosed: boolean;
  }) {
    this.low = bounds.low;
    this.high = bounds.high;
    this.lowClosed = bounds.lowClosed;
    this.highClosed = bounds.highClosed;
  }
}

/** A function as a value: a FEEL function definition, a business knowledge model, or a built-in function that is passed by its name. */
export class FunctionValue {
  /** Names of the parameters in their order. */
  readonly parameters: readonly string[];
  /** One value per parameter. `at` is the call as it stands in the source, for the cause of a null. */
  readonly call: (values: readonly Value[], at: string) => Value;
  constructor(parameters: readonly string[], call: FunctionValue['call']) {
    this.parameters = parameters;
    this.call = call;
  }
}

export type Temporal = CalendarDate | TimeOfDay | DateTime;
export type Duration = MonthsDuration | DaysDuration;
export type Context = { readonly [name: string]: Value };
export type Value = Exact | boolean | string | Temporal | Duration | ValueRange | FunctionValue | Null | readonly Value[] | Context;

/** `Array.isArray` does not narrow read-only arrays; this does. */
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** A context has names and values and nothing else: it is of no class. */
export const isContext = (value: Value): value is Context => {
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

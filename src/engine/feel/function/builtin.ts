/** The shape of a built-in function, and the small makers its definitions are written with. */
import { Exact } from '../../model/exact.ts';
import { isSafe } from '../../model/integer-range.ts';
import { CalendarDate, type DateTime, isList, Null, type Value } from '../../model/value.ts';
import { wrongKind } from '../null-of.ts';
import type { DurationKind, FeelType, TemporalKind } from '../type.ts';

/** What a parameter takes. `ordered`: values that "<" compares, all alike. */
export type Accepts =
  | 'number'
  | 'text'
  | 'boolean'
  | TemporalKind
  | DurationKind
  | 'range'
  | 'context'
  | 'function'
  | 'any'
  | 'ordered'
  | { readonly list: Accepts }
  | { readonly oneOf: readonly Accepts[] };

export type Parameter = { readonly name: string; readonly accepts: Accepts; readonly optional?: true };

/**
 * Runs on values of the accepted kinds. `at` is the call as it stands in the source, for the cause of a null. `clock`: only where
 * conformance mode is given one.
 */
export type Run = (values: readonly Value[], at: string, clock?: Clock) => Value;

/** The present date and time, with its zone. */
export type Clock = () => DateTime;

export type Overload = {
  readonly parameters: readonly Parameter[];
  /** The only parameter is a list, and its items may be given as arguments instead. */
  readonly variadic?: true;
  /** The last parameter takes any number of arguments, at least one. */
  readonly rest?: true;
  readonly result: FeelType | ((types: readonly FeelType[]) => FeelType);
  /** Runs also when an argument is null; otherwise the first null argument is the result. */
  readonly takesNulls?: true;
  /** What is wrong with arguments of these types, each of which is taken by itself. For policies; undefined where nothing is. */
  readonly mistake?: (types: readonly FeelType[]) => string | undefined;
  /** Why policies may not call it. Conformance mode may. */
  readonly refused?: string;
  readonly run: Run;
  /** For conformance mode, where the standard's answer is not the one that a policy needs. */
  readonly standard?: Run;
};

export type Builtin = { readonly name: string; readonly overloads: readonly Overload[] };

export const firstNull = (values: readonly Value[]): Null | undefined => {
  for (const value of values) if (value instanceof Null) return value;
  return undefined;
};

type Fn<T extends readonly unknown[]> = (...values: T) => Value;

/** Makers of `run` for the usual shapes. Each checks what it takes, so that a definition sees plain values. */
export const onNumber =
  (compute: (value: Exact, at: string) => Value): Run =>
  ([value], at) =>
    value instanceof Exact ? compute(value, at) : wrongKind(value, 'a number', at);

export const onNumbers =
  (compute: (left: Exact, right: Exact, at: string) => Value): Run =>
  ([left, right], at) => {
    if (!(left instanceof Exact)) return wrongKind(left, 'a number', at);
    return right instanceof Exact ? compute(left, right, at) : wrongKind(right, 'a number', at);
  };

export const onText =
  (compute: Fn<[text: string, at: string]>): Run =>
  ([text], at) =>
    typeof text === 'string' ? compute(text, at) : wrongKind(text, 'a text', at);

export const onTexts =
  (compute: Fn<[left: string, right: string, at: string]>): Run =>
  ([left, right], at) => {
    if (typeof left !== 'string') return wrongKind(left, 'a text', at);
    return typeof right === 'string' ? compute(left, right, at) : wrongKind(right, 'a text', at);
  };

export const onDate =
  (compute: Fn<[date: CalendarDate, at: string]>): Run =>
  ([date], at) =>
    date instanceof CalendarDate ? compute(date, at) : wrongKind(date, 'a date', at);

export const onList =
  (compute: Fn<[list: readonly Value[], at: string]>): Run =>
  ([list], at) =>
    list !== undefined && isList(list) ? compute(list, at) : wrongKind(list, 'a list', at);

/** A function on the numbers of a list. The first item that is null, or no number, is or gives the result. */
export const onNumberList = (compute: Fn<[numbers: readonly Exact[], at: string]>): Run =>
  onList((list, at) => {
    const wrong = list.find((item) => !(item instanceof Exact));
    return wrong === undefined ? compute(list as readonly Exact[], at) : wrongKind(wrong, 'a number', at);
  });

/** Without its fraction. */
export const cutOff = (value: Exact): Exact => (value.sign < 0 ? value.ceiling() : value.floor());

/** An argument that is a whole number of safe size. */
export const wholeNumber = (value: Value | undefined): number | undefined => {
  const whole = value instanceof Exact ? value.toBigInt() : undefined;
  return whole !== undefined && isSafe(whole) ? Number(whole) : undefined;
};

/** A definition with one overload. */
export const define = (name: string, parameters: readonly Parameter[], overload: Omit<Overload, 'parameters'>): Builtin => ({
  name,
  overloads: [{ parameters, ...overload }],
});

export const parameter = (name: string, accepts: Accepts): Parameter => ({ name, accepts });
export const optional = (name: string, accepts: Accepts): Parameter => ({ name, accepts, optional: true });

/** Equality and order of values, as FEEL's comparison operators have them. */
import { Exact } from '../model/exact.ts';
import { CalendarDate, isList, Null, type Value } from '../model/value.ts';
import type { CompareOperator } from './syntax.ts';

/** Negative, zero or positive; undefined for values of different kinds, or of a kind that has no order. Texts go by UTF-16 unit. */
export const compareOrder = (left: Value, right: Value): number | undefined => {
  if (left instanceof Exact) return right instanceof Exact ? left.compare(right) : undefined;
  if (left instanceof CalendarDate) return right instanceof CalendarDate ? left.days - right.days : undefined;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return undefined;
};

/** Undefined for values of different kinds. A null inside a list or context leaves the answer open, unless another item settles it. */
export const equal = (left: Value, right: Value): boolean | Null | undefined => {
  if (left instanceof Null) return left;
  if (right instanceof Null) return right;
  if (typeof left === 'boolean') return typeof right === 'boolean' ? left === right : undefined;
  if (left instanceof Exact || left instanceof CalendarDate || typeof left === 'string') {
    const order = compareOrder(left, right);
    return order === undefined ? undefined : order === 0;
  }
  if (typeof right !== 'object' || right instanceof Exact || right instanceof CalendarDate) return undefined;
  if (isList(left)) return isList(right) ? equalLists(left, right) : undefined;
  return isList(right) ? undefined : equalContexts(left, right);
};

const equalLists = (left: readonly Value[], right: readonly Value[]): boolean | Null | undefined => {
  if (left.length !== right.length) return false;
  return everyEqual(left.map((item, index) => [item, right[index] as Value] as const));
};

type ContextValue = Exclude<Value, Exact | boolean | string | CalendarDate | Null | readonly Value[]>;

const equalContexts = (left: ContextValue, right: ContextValue): boolean | Null | undefined => {
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

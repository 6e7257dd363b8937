/** Equality and order as the standard has them: only null equals null, and what is of different kinds cannot be compared. */
import { isContext, isList, Null, type Value, ValueRange } from '../../../model/value.ts';
import { compareOrder, equal } from '../../compare.ts';
import type { CompareOperator } from '../../syntax.ts';

/** Undefined for values of different kinds, where neither is null (DMN 1.5, table 53). */
export const same = (left: Value, right: Value): boolean | undefined => {
  if (left instanceof Null || right instanceof Null) return left instanceof Null && right instanceof Null;
  if (isList(left)) return isList(right) ? sameLists(left, right) : undefined;
  if (isContext(left)) return isContext(right) ? sameContexts(left, right) : undefined;
  if (left instanceof ValueRange) return right instanceof ValueRange ? sameRanges(left, right) : undefined;
  const answer = equal(left, right);
  return typeof answer === 'boolean' ? answer : undefined;
};

const isSame = (left: Value | undefined, right: Value | undefined): boolean =>
  left === undefined || right === undefined ? left === right : same(left, right) === true;

const sameLists = (left: readonly Value[], right: readonly Value[]): boolean =>
  left.length === right.length && left.every((item, index) => isSame(item, right[index]));

type ContextValue = { readonly [name: string]: Value };

const sameContexts = (left: ContextValue, right: ContextValue): boolean => {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => Object.hasOwn(right, name) && isSame(left[name], right[name]));
};

const sameRanges = (left: ValueRange, right: ValueRange): boolean =>
  left.lowClosed === right.lowClosed &&
  left.highClosed === right.highClosed &&
  isSame(left.low, right.low) &&
  isSame(left.high, right.high);

/** Undefined where the two cannot be compared so. */
export const compared = (operator: CompareOperator, left: Value, right: Value): boolean | undefined => {
  if (operator === '=') return same(left, right);
  if (operator === '!=') {
    const answer = same(left, right);
    return answer === undefined ? undefined : !answer;
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

/** Undefined where the value cannot be compared with the ends. */
export const isInRange = ({ low, high, lowClosed, highClosed }: ValueRange, value: Value): boolean | undefined => {
  const above = low === undefined ? true : compared(lowClosed ? '>=' : '>', value, low);
  const below = high === undefined ? true : compared(highClosed ? '<=' : '<', value, high);
  return above === undefined || below === undefined ? undefined : above && below;
};

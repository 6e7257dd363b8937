/** Whether a result is what a test case of the TCK expects, compared as its reference runner compares. */
import { valueText } from '../../feel/index.ts';
import { Exact } from '../../model/exact.ts';
import { isContext, isList, Null, type Value } from '../../model/value.ts';

/** The reference runner compares binary floating-point numbers, and allows them this much. */
const TOLERANCE = Exact.of(1n, 100_000_000n);

const isNear = (left: Exact, right: Exact): boolean => {
  const difference = left.subtract(right);
  return (difference.sign < 0 ? difference.negate() : difference).compare(TOLERANCE) < 0;
};

export const isExpected = (actual: Value, expected: Value): boolean => {
  if (expected instanceof Null) return actual instanceof Null;
  if (expected instanceof Exact) return actual instanceof Exact && isNear(actual, expected);
  if (isList(expected)) {
    return isList(actual) && actual.length === expected.length && expected.every((item, index) => isExpected(actual[index] as Value, item));
  }
  if (isContext(expected)) {
    const names = Object.keys(expected);
    if (!isContext(actual) || Object.keys(actual).length !== names.length) return false;
    return names.every((name) => Object.hasOwn(actual, name) && isExpected(actual[name] as Value, expected[name] as Value));
  }
  if (typeof expected !== 'object' || typeof actual !== 'object') return actual === expected;
  // Temporal values: of one class, and written alike.
  return actual.constructor === expected.constructor && valueText(actual) === valueText(expected);
};

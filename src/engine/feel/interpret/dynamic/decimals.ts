/** Numbers of conformance mode: 34 digits, halves to even, after each operation (DMN 1.5, 10.3.2.2: IEEE 754 decimal128). */
import { Exact } from '../../../model/exact.ts';
import type { Value } from '../../../model/value.ts';
import { fractionalPower, toDecimal34 } from '../../decimal34.ts';
import { nullOf } from '../../null-of.ts';
import { bounded } from '../../number-size.ts';
import type { ArithmeticOperator } from '../../syntax.ts';

/** The largest and the smallest exponent of decimal128. */
const EXPONENT_MAX = 6_144n;

export const roundedResult = (value: Value): Value => (value instanceof Exact ? toDecimal34(value) : value);

const isSmallPower = (base: Exact, exponent: bigint): boolean => {
  const size = exponent < 0n ? -exponent : exponent;
  return size <= EXPONENT_MAX && Number(size) * Math.max(base.n.toString().length, base.d.toString().length) <= 3 * Number(EXPONENT_MAX);
};

const power = (base: Exact, exponent: Exact, at: string): Value => {
  const whole = exponent.toBigInt();
  if (whole !== undefined && isSmallPower(base, whole)) {
    return base.power(Number(whole)) ?? nullOf('division-by-zero', at, 'a negative power of zero');
  }
  return fractionalPower(base, exponent) ?? nullOf('error', at, 'the power is no number, or too large');
};

const exactResult = (operator: ArithmeticOperator, left: Exact, right: Exact, at: string): Value => {
  switch (operator) {
    case '+':
      return left.add(right);
    case '-':
      return left.subtract(right);
    case '*':
      return left.multiply(right);
    case '/':
      return left.divide(right) ?? nullOf('division-by-zero', at, 'the divisor is zero');
    case '**':
      return power(left, right, at);
  }
};

export const decimalResult = (operator: ArithmeticOperator, left: Exact, right: Exact, at: string): Value => {
  const result = exactResult(operator, left, right, at);
  return result instanceof Exact ? bounded(toDecimal34(result), at) : result;
};

/**
 * Numbers of 34 significant digits, as the standard's decimal128 has them: halves are rounded to even.
 *
 * Roots, logarithms and powers of e have no exact value; they are computed with more digits than are kept, and rounded once. Their
 * results are exact decimals with an error below half a unit of the 34th digit, the same on every machine, as decimal.js
 * computes with integers only.
 */
import { Decimal } from 'decimal.js';
import { Exact, powerOfTen } from '../model/exact.ts';

const DIGITS = 34;
const LIMIT = powerOfTen(DIGITS);

/** Digits before the point of a number of at least 1; for smaller ones the zeros after the point, negative. */
const magnitudeOf = (n: bigint, d: bigint): number => {
  const size = n < 0n ? -n : n;
  const guess = size.toString().length - d.toString().length;
  const isBelow = guess >= 0 ? size < d * powerOfTen(guess) : size * powerOfTen(-guess) < d;
  return isBelow ? guess : guess + 1;
};

/** Rounds to 34 significant digits. A number that has no more stays itself. */
export const toDecimal34 = (value: Exact): Exact => {
  const { n, d } = value;
  if (d === 1n && n < LIMIT && n > -LIMIT) return value;
  return n === 0n ? value : value.roundHalfEven(DIGITS - magnitudeOf(n, d));
};

/** Digits kept between the steps. */
const Working = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -1_000, toExpPos: 1_000 });

const toWorking = (value: Exact): Decimal => new Working(value.n.toString()).div(value.d.toString());

/** Undefined for what is no finite number, or too large or small to be written with a thousand digits. */
const fromWorking = (value: Decimal): Exact | undefined => {
  if (!value.isFinite() || Math.abs(value.e) > 1_000) return undefined;
  const exact = Exact.parse(value.toFixed());
  return exact === undefined ? undefined : toDecimal34(exact);
};

/** The exact root where it is a number of finite digits; undefined for negative numbers. */
export const squareRoot = (value: Exact): Exact | undefined =>
  value.sign < 0 ? undefined : (value.squareRoot() ?? fromWorking(toWorking(value).sqrt()));

/** Natural logarithm; undefined for zero and negative numbers. */
export const logarithm = (value: Exact): Exact | undefined => (value.sign <= 0 ? undefined : fromWorking(toWorking(value).ln()));

/** A power of e. Beyond this exponent the result has more digits than a number may have. */
const EXPONENT_MAX = Exact.integer(2_000);

export const exponential = (value: Exact): Exact | undefined => {
  const size = value.sign < 0 ? value.negate() : value;
  return size.compare(EXPONENT_MAX) > 0 ? undefined : fromWorking(toWorking(value).exp());
};

/** A power with a fraction as its exponent; undefined for a negative base, and where the result is too large. */
export const fractionalPower = (base: Exact, exponent: Exact): Exact | undefined => {
  if (base.sign < 0) return undefined;
  if (base.sign === 0) return exponent.sign > 0 ? Exact.ZERO : undefined;
  const size = toWorking(base).ln().mul(toWorking(exponent));
  return size.abs().gt(2_000) ? undefined : fromWorking(size.exp());
};

/** A sum of exact amounts as plain data, which crosses between threads and processes. */
import { Exact } from '../model/exact.ts';

/** n / d, reduced, so that equal sums are equal data in whatever order they came about. */
export type ExactSum = { readonly n: bigint; readonly d: bigint };

export const ZERO_SUM: ExactSum = { n: 0n, d: 1n };

export const sumOf = (n: bigint, d: bigint): ExactSum => {
  const { n: numerator, d: denominator } = Exact.of(n, d).reduced();
  return { n: numerator, d: denominator };
};

export const addSums = (a: ExactSum, b: ExactSum): ExactSum =>
  a.d === b.d ? sumOf(a.n + b.n, a.d) : sumOf(a.n * b.d + b.n * a.d, a.d * b.d);

export const subtractSums = (a: ExactSum, b: ExactSum): ExactSum => addSums(a, { n: -b.n, d: b.d });

export const sumText = (sum: ExactSum): string => Exact.of(sum.n, sum.d).toText();

/** Values with their weights in ascending order, each value once: what quantiles, the Gini coefficient and poverty are computed from. */
import { Exact, lcm } from '../../model/exact.ts';
import { refuse } from '../../model/problem.ts';
import type { Weights } from './weights.ts';

/** Different values that a distribution may have: at 32 bytes each they are held in memory, for each side, while chunks are merged. */
const VALUES_MAX = 4_000_000;

/**
 * Plain data that crosses between threads. Value i is numerators[i] / denominators[i], reduced; its weight is weights[i] / weightDenominator and
 * above zero. `units` counts rows, those of weight zero too; `missing` those without a value.
 */
export type Distribution = {
  readonly numerators: BigInt64Array<ArrayBuffer>;
  readonly denominators: BigInt64Array<ArrayBuffer>;
  readonly weights: BigInt64Array<ArrayBuffer>;
  /** Value i as the nearest double, or next to it: tells most pairs apart without an exact comparison. */
  readonly near: Float64Array<ArrayBuffer>;
  readonly weightDenominator: bigint;
  readonly units: number;
  readonly missing: number;
};

const I64_MAX = (1n << 63n) - 1n;

const demandI64 = (value: bigint): bigint =>
  value > I64_MAX || value < -I64_MAX
    ? refuse('invalid', 'Values or weights are too fine fractions to be ranked exactly: round them.')
    : value;

/** Doubles of quotients of 64-bit integers are off by less than this part of their size. */
const NEAR = 1e-14;

const compareAt = (a: Distribution, i: number, b: Distribution, j: number): number => {
  const x = a.near[i] as number;
  const y = b.near[j] as number;
  if (Math.abs(x - y) > NEAR * (Math.abs(x) + Math.abs(y))) return x < y ? -1 : 1;
  const left = (a.numerators[i] as bigint) * (b.denominators[j] as bigint);
  const right = (b.numerators[j] as bigint) * (a.denominators[i] as bigint);
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Fills a distribution value by value in ascending order; a value that comes again adds its weight. */
const createFilling = (sizeMax: number, weightDenominator: bigint) => {
  const filled: Distribution = {
    numerators: new BigInt64Array(sizeMax),
    denominators: new BigInt64Array(sizeMax),
    weights: new BigInt64Array(sizeMax),
    near: new Float64Array(sizeMax),
    weightDenominator,
    units: 0,
    missing: 0,
  };
  let size = 0;
  return {
    take: (from: Distribution, i: number, factor: bigint): void => {
      const weight = (from.weights[i] as bigint) * factor;
      if (weight === 0n) return;
      if (size > 0 && compareAt(filled, size - 1, from, i) === 0) {
        filled.weights[size - 1] = demandI64((filled.weights[size - 1] as bigint) + weight);
        return;
      }
      filled.numerators[size] = from.numerators[i] as bigint;
      filled.denominators[size] = from.denominators[i] as bigint;
      filled.near[size] = from.near[i] as number;
      filled.weights[size++] = demandI64(weight);
    },
    done: (units: number, missing: number): Distribution => ({
      ...filled,
      numerators: filled.numerators.slice(0, size),
      denominators: filled.denominators.slice(0, size),
      weights: filled.weights.slice(0, size),
      near: filled.near.slice(0, size),
      units,
      missing,
    }),
  };
};

/** The distribution of the values of a chunk; undefined stands for a missing one. Refuses (`invalid`) values beyond 64 bits. */
export const distributionOf = (values: readonly (Exact | undefined)[], { cells, denominator }: Weights): Distribution => {
  const rows = values.flatMap((value, row) => (value === undefined ? [] : [row]));
  const reduced = values.map((value) => value?.reduced());
  const raw: Distribution = {
    numerators: BigInt64Array.from(reduced, (value) => demandI64(value?.n ?? 0n)),
    denominators: BigInt64Array.from(reduced, (value) => demandI64(value?.d ?? 1n)),
    weights: BigInt64Array.from(cells, demandI64),
    near: Float64Array.from(reduced, (value) => (value === undefined ? 0 : Number(value.n) / Number(value.d))),
    weightDenominator: denominator,
    units: rows.length,
    missing: values.length - rows.length,
  };
  const order = rows.sort((i, j) => compareAt(raw, i, raw, j));
  const filling = createFilling(rows.length, denominator);
  for (const row of order) filling.take(raw, row, 1n);
  return filling.done(raw.units, raw.missing);
};

/** The distribution over both: associative and commutative. Refuses (`invalid`) more than VALUES_MAX different values. */
export const mergeDistributions = (a: Distribution, b: Distribution): Distribution => {
  const denominator = lcm(a.weightDenominator, b.weightDenominator);
  const [factorA, factorB] = [denominator / a.weightDenominator, denominator / b.weightDenominator];
  const filling = createFilling(a.weights.length + b.weights.length, denominator);
  let i = 0;
  let j = 0;
  while (i < a.weights.length || j < b.weights.length) {
    const first = j >= b.weights.length || (i < a.weights.length && compareAt(a, i, b, j) <= 0);
    if (first) filling.take(a, i++, factorA);
    else filling.take(b, j++, factorB);
  }
  const merged = filling.done(a.units + b.units, a.missing + b.missing);
  if (merged.weights.length > VALUES_MAX)
    refuse('invalid', `There are more than ${VALUES_MAX} different values to rank: round them in the policy.`);
  return merged;
};

export const EMPTY_DISTRIBUTION: Distribution = distributionOf([], { denominator: 1n, cells: [] });

/** Memory that may move between threads. */
export const distributionBuffers = ({ numerators, denominators, weights, near }: Distribution): readonly ArrayBuffer[] => [
  numerators.buffer,
  denominators.buffer,
  weights.buffer,
  near.buffer,
];

/** Value i. */
export const valueAt = ({ numerators, denominators }: Distribution, i: number): Exact =>
  Exact.of(numerators[i] as bigint, denominators[i] as bigint);

/** Sum of the weights, as a numerator over `weightDenominator`. */
export const totalWeight = ({ weights }: Distribution): bigint => weights.reduce((sum, weight) => sum + weight, 0n);

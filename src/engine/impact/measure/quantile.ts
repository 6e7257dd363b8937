/** Weighted quantiles without interpolation: the inverse of the empirical distribution function (Hyndman and Fan 1996, definition 1). */
import type { Exact } from '../../model/exact.ts';
import { type Distribution, totalWeight, valueAt } from './distribution.ts';

/** Shares of the whole weight, each as a fraction n / d from 0 to 1. */
export type Share = { readonly n: bigint; readonly d: bigint };

/**
 * The smallest value whose weight, with that of all smaller values, is at least the share of the whole, for each of the shares in ascending order.
 * Equal values are one value. Empty where there is no weight at all.
 */
export const quantiles = (distribution: Distribution, shares: readonly Share[]): readonly Exact[] => {
  const { weights } = distribution;
  const whole = totalWeight(distribution);
  if (whole === 0n) return [];
  let at = 0;
  let reached = weights[0] as bigint;
  return shares.map(({ n, d }) => {
    while (reached * d < n * whole) reached += weights[++at] as bigint;
    return valueAt(distribution, at);
  });
};

export const quantile = (distribution: Distribution, share: Share): Exact | undefined => quantiles(distribution, [share])[0];

export const MEDIAN: Share = { n: 1n, d: 2n };

/** Upper ends of `count` groups of like weight; the last is the largest value. */
export const quantileEnds = (distribution: Distribution, count: number): readonly Exact[] =>
  quantiles(
    distribution,
    Array.from({ length: count }, (_, i) => ({ n: BigInt(i + 1), d: BigInt(count) })),
  );

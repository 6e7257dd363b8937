/** The Lorenz curve: how much of the whole the poorest part of the weight has. */
import { Exact } from '../../model/exact.ts';
import { type Distribution, totalWeight, valueAt } from './distribution.ts';
import { FractionSum } from './fraction-sum.ts';
import type { Share } from './quantile.ts';

/** Sum of value × weight over all. */
export const totalValue = ({ numerators, denominators, weights, weightDenominator }: Distribution): Exact => {
  const sum = new FractionSum();
  for (let i = 0; i < weights.length; i++) sum.add((numerators[i] as bigint) * (weights[i] as bigint), denominators[i] as bigint);
  return Exact.of(1n, weightDenominator).multiply(sum.total());
};

/**
 * What the poorest share of the weight has, for each of the shares in ascending order. A value on the border of a share counts with that part
 * of its weight that lies below the border: the curve is linear in between, and does not change where every unit is taken twice.
 */
export const lorenzOrdinates = (distribution: Distribution, shares: readonly Share[]): readonly Exact[] => {
  const { numerators, denominators, weights, weightDenominator } = distribution;
  const whole = totalWeight(distribution);
  const below = new FractionSum();
  let at = 0;
  let passed = 0n;
  return shares.map(({ n, d }) => {
    for (; at < weights.length && (passed + (weights[at] as bigint)) * d <= n * whole; at++) {
      passed += weights[at] as bigint;
      below.add((numerators[at] as bigint) * (weights[at] as bigint), denominators[at] as bigint);
    }
    const rest = Exact.of(n * whole, d).subtract(Exact.of(passed));
    const sum = at < weights.length ? below.total().add(valueAt(distribution, at).multiply(rest)) : below.total();
    return sum.multiply(Exact.of(1n, weightDenominator)).reduced();
  });
};

/** The Gini coefficient of a weighted distribution. */
import { Exact } from '../../model/exact.ts';
import { type Distribution, totalWeight } from './distribution.ts';
import { FractionSum } from './fraction-sum.ts';

/**
 * Mean absolute difference of all pairs, relative to twice the mean: sum of w_i y_i (2 C_i - w_i) / (W × sum of w_i y_i) - 1, with values
 * ascending and C_i the weight up to and with i. No small-sample correction. Undefined where the whole is not above zero; above 1 is
 * possible only with values below zero.
 */
export const gini = (distribution: Distribution): Exact | undefined => {
  const { numerators, denominators, weights } = distribution;
  const whole = new FractionSum();
  const ranked = new FractionSum();
  let passed = 0n;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as bigint;
    const value = (numerators[i] as bigint) * weight;
    passed += weight;
    whole.add(value, denominators[i] as bigint);
    ranked.add(value * (2n * passed - weight), denominators[i] as bigint);
  }
  const sum = whole.total();
  if (sum.sign <= 0) return undefined;
  const divisor = sum.multiply(Exact.of(totalWeight(distribution)));
  return (ranked.total().divide(divisor) as Exact).subtract(Exact.ONE).reduced();
};

/** Head count ratio and poverty gap of a weighted distribution: Foster, Greer and Thorbecke (1984) with alpha 0 and 1. */
import { Exact } from '../../model/exact.ts';
import { type Distribution, totalWeight, valueAt } from './distribution.ts';
import { FractionSum } from './fraction-sum.ts';

export type Poverty = {
  /** Weight of those whose value is below the line; a value on the line is not. */
  readonly belowWeight: Exact;
  /** That weight as a part of the whole. Undefined where nobody has a weight. */
  readonly headCount: Exact | undefined;
  /** Mean over all of (line - value) / line for those below and 0 for the others. Undefined where the line is not above zero, too. */
  readonly gap: Exact | undefined;
};

export const poverty = (distribution: Distribution, line: Exact): Poverty => {
  const { numerators, denominators, weights, weightDenominator } = distribution;
  const whole = totalWeight(distribution);
  const value = new FractionSum();
  let below = 0n;
  for (let i = 0; i < weights.length && valueAt(distribution, i).compare(line) < 0; i++) {
    below += weights[i] as bigint;
    value.add((numerators[i] as bigint) * (weights[i] as bigint), denominators[i] as bigint);
  }
  const missing = line.multiply(Exact.of(below)).subtract(value.total());
  return {
    belowWeight: Exact.of(below, weightDenominator).reduced(),
    headCount: whole === 0n ? undefined : Exact.of(below, whole).reduced(),
    gap: line.sign <= 0 ? undefined : missing.divide(line.multiply(Exact.of(whole)))?.reduced(),
  };
};

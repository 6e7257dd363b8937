/** Keeps the exact fractions of a chunk's column over one common denominator that 64 bits can hold. */
import { type Exact, lcm } from '../model/exact.ts';
import { DENOMINATOR_MAX, isI64 } from './column-vector.ts';

/** What a column has taken so far: its common denominator, and the largest size of a value, rounded up. */
export type DenominatorBudget = { readonly common: bigint; readonly magnitude: bigint };

export const EMPTY_BUDGET: DenominatorBudget = { common: 1n, magnitude: 0n };

/** The budget with one more value, or undefined where the column could not be stored exactly any more. */
export const admit = (budget: DenominatorBudget, { n, d }: Exact): DenominatorBudget | undefined => {
  const size = ((n < 0n ? -n : n) + d - 1n) / d;
  const magnitude = size > budget.magnitude ? size : budget.magnitude;
  const common = budget.common % d === 0n ? budget.common : lcm(budget.common, d);
  if (common > DENOMINATOR_MAX || !isI64(magnitude * common)) return undefined;
  return common === budget.common && magnitude === budget.magnitude ? budget : { common, magnitude };
};

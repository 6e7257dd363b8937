/** Evaluates a chunk of units at every point of a sweep. */
import { amountPairs } from '../impact/measure/amount-pairs.ts';
import { caseTally } from '../impact/measure/case-tally.ts';
import { type Counted, Counter } from '../impact/measure/counted.ts';
import { equalWeights, weightsOf } from '../impact/measure/weights.ts';
import { outcomesOf } from '../impact/outcomes.ts';
import { createSideProgram } from '../impact/side-program.ts';
import type { ImpactJobSide } from '../job/protocol.ts';
import type { ColumnTable } from '../model/column.ts';
import type { SweepAxis } from '../model/sweep-result.ts';
import type { PointSums, SweepSums } from './sweep-sums.ts';
import { sweepPoints, sweptPolicy } from './swept-policy.ts';

export type SweptSide = { readonly policy: ImpactJobSide; readonly axes: readonly SweepAxis[]; readonly weight?: string | undefined };

/** Makes the function that sweeps a chunk; every point's policy is compiled once. `told` is called whenever a point, or the policy as it is, was evaluated. */
export const createChunkSweeper = ({ policy: side, axes, weight }: SweptSide, told: () => void): ((table: ColumnTable) => SweepSums) => {
  const { policy, date } = side;
  const outcomes = outcomesOf([policy]);
  const [amount] = policy.amounts;
  const baseline = createSideProgram(side, outcomes, []);
  const programs = sweepPoints(axes).map((at) => createSideProgram({ policy: sweptPolicy(policy, date, axes, at), date }, outcomes, []));

  const countOutcomes = (codes: ArrayLike<number>): readonly Counted[] => {
    const counter = new Counter(outcomes.length);
    for (let row = 0; row < codes.length; row++) counter.add(codes[row] as number, 1n, 0n);
    return counter.done({ weight: 1n, amount: 1n });
  };

  return (table) => {
    const { units } = table;
    const everyone = new Uint32Array(units);
    const ones = equalWeights(units);
    const weights = weight === undefined ? undefined : weightsOf(weight, table.column(weight));
    const before = baseline(table);
    told();
    const points = programs.map((program): PointSums => {
      const after = program(table);
      const pairs = amountPairs(units, before.decisions.get(amount ?? ''), after.decisions.get(amount ?? ''));
      told();
      return {
        outcomes: countOutcomes(after.outcomes),
        tally: caseTally(pairs, ones, everyone, 1),
        ...(weights !== undefined && { weighted: caseTally(pairs, weights, everyone, 1) }),
      };
    });
    return { units, baseline: countOutcomes(before.outcomes), points };
  };
};

/** Evaluates a chunk of units at every point of a sweep. */

import { amountPairs } from '../impact/amount-pairs.ts';
import type { SideColumns } from '../impact/chunk-sides.ts';
import { caseTally } from '../impact/measure/case-tally.ts';
import { type Counted, Counter } from '../impact/measure/counted.ts';
import { equalWeights, weightsOf } from '../impact/measure/weights.ts';
import { outcomesOf } from '../impact/outcomes.ts';
import { createSideProgram } from '../impact/side-program.ts';
import type { ImpactJobSide } from '../job/protocol.ts';
import type { ColumnTable } from '../model/column.ts';
import type { SweepAxis } from '../model/sweep-result.ts';
import { compilePair } from '../policy/pair-program.ts';
import { pairSums } from './pair-sums.ts';
import type { PointSums, SweepSums } from './sweep-sums.ts';
import { sweepPoints, sweptPolicy } from './swept-policy.ts';

export type SweptSide = { readonly policy: ImpactJobSide; readonly axes: readonly SweepAxis[]; readonly weight?: string | undefined };

type ChunkSweeper = (table: ColumnTable) => SweepSums;
/** `told` is called whenever a point, or the policy as it is, was evaluated. */
type Told = () => void;

const countOutcomes = (codes: ArrayLike<number>, outcomes: number): readonly Counted[] => {
  const counter = new Counter(outcomes);
  for (let row = 0; row < codes.length; row++) counter.add(codes[row] as number, 1n, 0n);
  return counter.done({ weight: 1n, amount: 1n });
};

const pointSides = ({ policy: { policy, date }, axes }: SweptSide): readonly ImpactJobSide[] =>
  sweepPoints(axes).map((at) => ({ policy: sweptPolicy(policy, date, axes, at), date }));

/** Through the columns of each point: needed for weights, and where a decision has no column code. */
const sweepByColumns = (swept: SweptSide, told: Told): ChunkSweeper => {
  const { policy: side, weight } = swept;
  const outcomes = outcomesOf([side.policy]);
  const [amount = ''] = side.policy.amounts;
  const baseline = createSideProgram(side, outcomes, []);
  const programs = pointSides(swept).map((point) => createSideProgram(point, outcomes, []));
  const pointSums = (table: ColumnTable, before: SideColumns, after: SideColumns): PointSums => {
    const { units } = table;
    const pairs = amountPairs(units, before.decisions.get(amount), after.decisions.get(amount));
    const everyone = new Uint32Array(units);
    return {
      outcomes: countOutcomes(after.outcomes, outcomes.length),
      tally: caseTally(pairs, equalWeights(units), everyone, 1),
      ...(weight !== undefined && { weighted: caseTally(pairs, weightsOf(weight, table.column(weight)), everyone, 1) }),
    };
  };
  return (table) => {
    const before = baseline(table);
    told();
    const points = programs.map((program) => {
      const sums = pointSums(table, before, program(table));
      told();
      return sums;
    });
    return { units: table.units, baseline: countOutcomes(before.outcomes, outcomes.length), points };
  };
};

/** Without a column being written; undefined for a chunk that this cannot be done for. */
const sweepByPairs = (swept: SweptSide, told: Told): ((table: ColumnTable) => SweepSums | undefined) => {
  const outcomes = outcomesOf([swept.policy.policy]);
  const programs = pointSides(swept).map((point) => compilePair(swept.policy, point, { outcomes, changes: true }));
  return (table) => {
    const tallies = [];
    for (const program of programs) {
      const tally = program.tally(table);
      if (tally === undefined) return undefined;
      tallies.push(tally);
      told();
    }
    told();
    const sums = tallies.map((tally) => pairSums(tally, outcomes.length));
    const points = sums.map(({ baseline: _, ...point }): PointSums => point);
    return sums[0] === undefined ? undefined : { units: table.units, baseline: sums[0].baseline, points };
  };
};

/** Makes the function that sweeps a chunk; every point's policy is compiled once. */
export const createChunkSweeper = (swept: SweptSide, told: Told): ChunkSweeper => {
  let byColumns: ChunkSweeper | undefined;
  const columns: ChunkSweeper = (table) => {
    byColumns ??= sweepByColumns(swept, told);
    return byColumns(table);
  };
  if (swept.weight !== undefined) return columns;
  const pairs = sweepByPairs(swept, told);
  return (table) => pairs(table) ?? columns(table);
};

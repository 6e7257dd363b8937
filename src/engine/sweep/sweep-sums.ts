/** What a sweep adds up over the chunks: plain data that merges in any order. */

import { TALLY_SLOTS } from '../impact/measure/case-tally.ts';
import { addCounted, type Counted, nothingCounted } from '../impact/measure/counted.ts';
import type { Sealed } from '../impact/sealed-data.ts';

/** `tally` and `weighted`: the slots of TALLY_SLOTS against the policy as it is; the second only where there is a weight. */
export type PointSums = {
  readonly outcomes: readonly Counted[];
  readonly tally: readonly Counted[];
  readonly weighted?: readonly Counted[];
};

export type SweepSums = { readonly units: number; readonly baseline: readonly Counted[]; readonly points: readonly PointSums[] };

/** What a sweep hands over: a chunk that was evaluated at every point. `sums`: its SweepSums. */
export type SweepPart = { readonly chunk: number; readonly units: number; readonly sums: Sealed };

export const nothingSwept = (shape: { readonly points: number; readonly outcomes: number; readonly weighted: boolean }): SweepSums => ({
  units: 0,
  baseline: nothingCounted(shape.outcomes),
  points: Array.from({ length: shape.points }, () => ({
    outcomes: nothingCounted(shape.outcomes),
    tally: nothingCounted(TALLY_SLOTS.length),
    ...(shape.weighted && { weighted: nothingCounted(TALLY_SLOTS.length) }),
  })),
});

const addPoints = (a: PointSums, b: PointSums): PointSums => ({
  outcomes: addCounted(a.outcomes, b.outcomes),
  tally: addCounted(a.tally, b.tally),
  ...(a.weighted !== undefined && b.weighted !== undefined && { weighted: addCounted(a.weighted, b.weighted) }),
});

/** The sums of both: associative and commutative. */
export const addSwept = (a: SweepSums, b: SweepSums): SweepSums => {
  if (a.points.length !== b.points.length) throw new RangeError('sums of different sweeps');
  return {
    units: a.units + b.units,
    baseline: addCounted(a.baseline, b.baseline),
    points: a.points.map((point, i) => addPoints(point, b.points[i] as PointSums)),
  };
};

/** What measures add up over the chunks: plain data that merges in any order. */

import type { MeasuresRequest } from '../../model/impact-measure.ts';
import { addSums, type ExactSum, ZERO_SUM } from '../exact-sum.ts';
import { TALLY_SLOTS } from './case-tally.ts';
import { type BandCounts, bandSlots } from './change-bands.ts';
import { addCounted, type Counted, nothingCounted } from './counted.ts';
import type { Distribution } from './distribution.ts';
import { rateSlotCount } from './marginal-rate.ts';
import { THRESHOLD_SLOT_COUNT } from './near-threshold.ts';

export type MeasureSums = {
  readonly weight: ExactSum;
  /** Per side, the baseline first: cases by outcome. */
  readonly outcomes: readonly (readonly Counted[])[];
  /** Per reform: the slots of `TALLY_SLOTS`. */
  readonly totals: readonly (readonly Counted[])[];
  /** Per grouping, by the group's value: those slots for the first reform, then for the next. */
  readonly groups: readonly ReadonlyMap<string, readonly Counted[]>[];
  /** Per reform. */
  readonly bands: readonly BandCounts[];
  /** Per request and side. */
  readonly nearThreshold: readonly (readonly (readonly Counted[])[])[];
  /** Per side; empty where rates were not asked for. */
  readonly marginalRates: readonly (readonly Counted[])[];
};

/** Distributions of the resource, one per side; empty where none was asked for. */
export type ChunkMeasures = { readonly sums: MeasureSums; readonly distributions: readonly Distribution[] };

export type MeasuredShape = {
  readonly reforms: number;
  readonly outcomes: number;
  readonly groups: number;
  readonly measures: MeasuresRequest;
};

export const nothingMeasured = ({ reforms, outcomes, groups, measures }: MeasuredShape): MeasureSums => {
  const each = <T>(count: number, make: () => T): readonly T[] => Array.from({ length: count }, make);
  const slots = bandSlots(measures.bands);
  const rates = measures.marginalRate;
  return {
    weight: ZERO_SUM,
    outcomes: each(reforms + 1, () => nothingCounted(outcomes)),
    totals: each(reforms, () => nothingCounted(TALLY_SLOTS.length)),
    groups: each(groups, () => new Map()),
    bands: each(reforms, () => ({ absolute: nothingCounted(slots.absolute), relative: nothingCounted(slots.relative) })),
    nearThreshold: measures.nearThreshold.map(() => each(reforms + 1, () => nothingCounted(THRESHOLD_SLOT_COUNT))),
    marginalRates: rates === undefined ? [] : each(reforms + 1, () => nothingCounted(rateSlotCount(rates.bands))),
  };
};

const zip = <T>(a: readonly T[], b: readonly T[], join: (left: T, right: T) => T): readonly T[] => {
  if (a.length !== b.length) throw new RangeError('measures of different impacts');
  return a.map((left, i) => join(left, b[i] as T));
};

const addGroups: (a: MeasureSums['groups'][number], b: MeasureSums['groups'][number]) => MeasureSums['groups'][number] = (a, b) => {
  const merged = new Map(a);
  for (const [value, right] of b) {
    const left = merged.get(value);
    merged.set(value, left === undefined ? right : addCounted(left, right));
  }
  return merged;
};

/** The measures of both: associative and commutative. */
export const addMeasures = (a: MeasureSums, b: MeasureSums): MeasureSums => ({
  weight: addSums(a.weight, b.weight),
  outcomes: zip(a.outcomes, b.outcomes, addCounted),
  totals: zip(a.totals, b.totals, addCounted),
  groups: zip(a.groups, b.groups, addGroups),
  bands: zip(a.bands, b.bands, (left, right) => ({
    absolute: addCounted(left.absolute, right.absolute),
    relative: addCounted(left.relative, right.relative),
  })),
  nearThreshold: zip(a.nearThreshold, b.nearThreshold, (left, right) => zip(left, right, addCounted)),
  marginalRates: zip(a.marginalRates, b.marginalRates, addCounted),
});

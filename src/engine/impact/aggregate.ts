/** The figures of an impact as they grow: exact plain data, made chunk by chunk, mergeable in any order. */
import { refuse } from '../model/problem.ts';
import type { ExactSum } from './exact-sum.ts';

/** A table of more groups than this answers no question; a finer field is for the list of cases. */
export const GROUPS_MAX = 1_000;

/** Gains and losses against the baseline; sums are over the cases with both amounts. */
export type Tally = {
  readonly gainers: number;
  readonly losers: number;
  readonly unchanged: number;
  readonly undetermined: number;
  readonly gained: ExactSum;
  readonly lost: ExactSum;
  readonly baselineCost: ExactSum;
  readonly reformCost: ExactSum;
};

/** One value of a grouping field: number of cases, and a tally per reform. */
export type GroupTally = { readonly units: number; readonly tallies: readonly Tally[] };

/** Plain data: it crosses between threads and processes, and equal figures are equal data. */
export type Aggregate = {
  readonly units: number;
  /** Per reform: all cases, and their counts by `transitionIndex`. */
  readonly tallies: readonly Tally[];
  readonly transitions: readonly (readonly number[])[];
  /** Per grouping field, by the value's text; '' where it is missing. */
  readonly groups: readonly ReadonlyMap<string, GroupTally>[];
};

export const demandFewGroups = (by: string, count: number): void => {
  if (count > GROUPS_MAX)
    refuse(
      'invalid',
      `"${by}" has more than ${GROUPS_MAX} different values: group by a coarser field, or by "${by}:quantiles=10" if it is a number`,
    );
};

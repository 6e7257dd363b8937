/** Adds up the figures of chunks. */
import { type Aggregate, demandFewGroups, type GroupTally, type Tally } from './aggregate.ts';
import { addSums, ZERO_SUM } from './exact-sum.ts';
import { transitionCount } from './transition-counts.ts';

const addTallies = (a: Tally, b: Tally): Tally => ({
  gainers: a.gainers + b.gainers,
  losers: a.losers + b.losers,
  unchanged: a.unchanged + b.unchanged,
  undetermined: a.undetermined + b.undetermined,
  gained: addSums(a.gained, b.gained),
  lost: addSums(a.lost, b.lost),
  baselineCost: addSums(a.baselineCost, b.baselineCost),
  reformCost: addSums(a.reformCost, b.reformCost),
});

const zip = <T>(a: readonly T[], b: readonly T[], join: (left: T, right: T) => T): readonly T[] => {
  if (a.length !== b.length) throw new RangeError('aggregates of different impacts');
  return a.map((left, i) => join(left, b[i] as T));
};

const addGroups = (a: ReadonlyMap<string, GroupTally>, b: ReadonlyMap<string, GroupTally>): ReadonlyMap<string, GroupTally> => {
  const merged = new Map(a);
  for (const [value, right] of b) {
    const left = merged.get(value);
    merged.set(
      value,
      left === undefined ? right : { units: left.units + right.units, tallies: zip(left.tallies, right.tallies, addTallies) },
    );
  }
  return merged;
};

const NOTHING: Tally = {
  gainers: 0,
  losers: 0,
  unchanged: 0,
  undetermined: 0,
  gained: ZERO_SUM,
  lost: ZERO_SUM,
  baselineCost: ZERO_SUM,
  reformCost: ZERO_SUM,
};

/** The figures of no case: adds nothing to any other. */
export const emptyAggregate = (shape: { readonly reforms: number; readonly outcomeCount: number; readonly groups: number }): Aggregate => ({
  units: 0,
  tallies: Array.from({ length: shape.reforms }, () => NOTHING),
  transitions: Array.from({ length: shape.reforms }, () => new Array<number>(transitionCount(shape.outcomeCount)).fill(0)),
  groups: Array.from({ length: shape.groups }, () => new Map()),
});

/**
 * The figures of both: associative and commutative, so that chunks may come in any order. `by` names the grouping fields.
 * Refuses (`invalid`) a grouping field with too many values.
 */
export const mergeAggregates = (a: Aggregate, b: Aggregate, by: readonly string[]): Aggregate => {
  const groups = zip(a.groups, b.groups, addGroups);
  for (const [i, group] of groups.entries()) demandFewGroups(by[i] as string, group.size);
  return {
    units: a.units + b.units,
    tallies: zip(a.tallies, b.tallies, addTallies),
    transitions: zip(a.transitions, b.transitions, (left, right) => zip(left, right, (x, y) => x + y)),
    groups,
  };
};

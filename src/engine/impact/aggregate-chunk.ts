/** Counts and sums the cases of one chunk: the leaves' work of an impact's figures. */
import type { NumberColumn } from '../model/column.ts';
import { type Aggregate, demandFewGroups, type GroupTally, type Tally } from './aggregate.ts';
import type { SideColumns } from './chunk-sides.ts';
import { sumOf } from './exact-sum.ts';
import { type AmountSums, type PairedAmounts, pairAmounts } from './paired-amounts.ts';
import { CHANGES, GAIN, LOSS, NONE, transitionCount, transitionIndex, UNKNOWN } from './transition-counts.ts';

/** What is counted of one side. `amount` is absent where its policy pays nothing: every case is then undetermined. */
export type CountedSide = { readonly outcomes: SideColumns['outcomes']; readonly amount: NumberColumn | undefined };

/** A grouping field over a chunk: per row an index into `values`, of which each occurs. */
export type GroupColumn = { readonly by: string; readonly values: readonly string[]; readonly codes: Uint32Array };

export type ChunkColumns = {
  readonly units: number;
  readonly outcomeCount: number;
  readonly baseline: CountedSide;
  readonly reforms: readonly CountedSide[];
  readonly groups: readonly GroupColumn[];
};

const tallyOf = (changes: Uint32Array, sums: AmountSums, d: bigint): Tally => ({
  gainers: changes[GAIN] as number,
  losers: changes[LOSS] as number,
  unchanged: changes[NONE] as number,
  undetermined: changes[UNKNOWN] as number,
  gained: sumOf(sums.gained, d),
  lost: sumOf(sums.lost, d),
  baselineCost: sumOf(sums.baseline, d),
  reformCost: sumOf(sums.reform, d),
});

/** Adds up the cases of each group; with one group for all rows, the total. */
const tallyBy = (pairs: PairedAmounts, codes: Uint32Array, groups: number): readonly Tally[] => {
  const { changes, denominator } = pairs;
  const counts = new Uint32Array(groups * CHANGES.length);
  for (let row = 0; row < changes.length; row++) {
    const place = (codes[row] as number) * CHANGES.length + (changes[row] as number);
    counts[place] = (counts[place] as number) + 1;
  }
  return pairs
    .sum(codes, groups)
    .map((sums, group) => tallyOf(counts.subarray(group * CHANGES.length, (group + 1) * CHANGES.length), sums, denominator));
};

const unitsBy = (codes: Uint32Array, groups: number): Uint32Array => {
  const counts = new Uint32Array(groups);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  return counts;
};

const countTransitions = (
  { changes }: PairedAmounts,
  from: CountedSide['outcomes'],
  to: CountedSide['outcomes'],
  outcomeCount: number,
): readonly number[] => {
  const counts = new Array<number>(transitionCount(outcomeCount)).fill(0);
  for (let row = 0; row < changes.length; row++) {
    const index = transitionIndex(from[row] as number, to[row] as number, changes[row] as number, outcomeCount);
    counts[index] = (counts[index] as number) + 1;
  }
  return counts;
};

/** The figures of one chunk. Refuses (`invalid`) a grouping field with too many values. */
export const aggregateChunk = ({ units, outcomeCount, baseline, reforms, groups }: ChunkColumns): Aggregate => {
  for (const { by, values } of groups) demandFewGroups(by, values.length);
  const everyone = new Uint32Array(units);
  const pairs = reforms.map((reform) => pairAmounts(units, baseline.amount, reform.amount));
  const grouped = groups.map(({ values, codes }) => {
    const perReform = pairs.map((pair) => tallyBy(pair, codes, values.length));
    const sizes = unitsBy(codes, values.length);
    const groupAt = (code: number): GroupTally => ({
      units: sizes[code] as number,
      tallies: perReform.map((tallies) => tallies[code] as Tally),
    });
    return new Map(values.map((value, code): [string, GroupTally] => [value, groupAt(code)]));
  });
  return {
    units,
    tallies: pairs.map((pair) => tallyBy(pair, everyone, 1)[0] as Tally),
    transitions: reforms.map((reform, i) => countTransitions(pairs[i] as PairedAmounts, baseline.outcomes, reform.outcomes, outcomeCount)),
    groups: grouped,
  };
};

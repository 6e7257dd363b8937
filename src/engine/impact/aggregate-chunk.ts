/** Counts and sums the cases of one chunk: the leaves' work of an impact's figures. */
import { lcm } from '../model/exact.ts';
import { type Aggregate, demandFewGroups, type GroupTally, type Tally } from './aggregate.ts';
import type { AmountColumn } from './amount-column.ts';
import { sumOf } from './exact-sum.ts';
import { GAIN, LOSS, NONE, transitionCount, transitionIndex, UNKNOWN } from './transition-counts.ts';

/** One side's decisions for a chunk. `amount` is absent where its policy pays nothing: every case is then undetermined. */
export type SideColumns = { readonly outcomes: Uint32Array; readonly amount: AmountColumn | undefined };

/** A grouping field over a chunk: per row an index into `values`. */
export type GroupColumn = { readonly by: string; readonly values: readonly string[]; readonly codes: Uint32Array };

export type ChunkColumns = {
  readonly units: number;
  readonly outcomeCount: number;
  readonly baseline: SideColumns;
  readonly reforms: readonly SideColumns[];
  readonly groups: readonly GroupColumn[];
};

/** A tally while it is counted; sums are numerators over one denominator. */
type Counting = {
  units: number;
  readonly changes: [number, number, number, number];
  gained: bigint;
  lost: bigint;
  baseline: bigint;
  reform: bigint;
};

const newCounting = (): Counting => ({ units: 0, changes: [0, 0, 0, 0], gained: 0n, lost: 0n, baseline: 0n, reform: 0n });

const tallyOf = ({ changes, gained, lost, baseline, reform }: Counting, d: bigint): Tally => ({
  gainers: changes[GAIN],
  losers: changes[LOSS],
  unchanged: changes[NONE],
  undetermined: changes[UNKNOWN],
  gained: sumOf(gained, d),
  lost: sumOf(lost, d),
  baselineCost: sumOf(baseline, d),
  reformCost: sumOf(reform, d),
});

/** Both amounts of each case over one denominator, and what changed. */
const pairUp = (units: number, baseline: AmountColumn | undefined, reform: AmountColumn | undefined) => {
  const d = lcm(baseline?.denominator ?? 1n, reform?.denominator ?? 1n);
  const before = new Array<bigint>(units).fill(0n);
  const after = new Array<bigint>(units).fill(0n);
  const changes = new Uint8Array(units).fill(UNKNOWN);
  if (baseline === undefined || reform === undefined) return { d, before, after, changes };
  const beforeFactor = d / baseline.denominator;
  const afterFactor = d / reform.denominator;
  for (let row = 0; row < units; row++) {
    const b = baseline.numerators[row];
    const r = reform.numerators[row];
    if (b === undefined || r === undefined) continue;
    const left = b * beforeFactor;
    const right = r * afterFactor;
    before[row] = left;
    after[row] = right;
    changes[row] = left === right ? NONE : left < right ? GAIN : LOSS;
  }
  return { d, before, after, changes };
};

type Pairs = ReturnType<typeof pairUp>;

/** Adds up the cases of each group; with one group for all rows, the total. */
const countBy = (pairs: Pairs, codes: Uint32Array, groupCount: number): readonly Counting[] => {
  const countings = Array.from({ length: groupCount }, newCounting);
  const { before, after, changes } = pairs;
  for (let row = 0; row < codes.length; row++) {
    const counting = countings[codes[row] as number] as Counting;
    const change = changes[row] as 0 | 1 | 2 | 3;
    counting.units++;
    counting.changes[change]++;
    if (change === UNKNOWN) continue;
    const b = before[row] as bigint;
    const r = after[row] as bigint;
    counting.baseline += b;
    counting.reform += r;
    if (change === GAIN) counting.gained += r - b;
    else if (change === LOSS) counting.lost += b - r;
  }
  return countings;
};

const countTransitions = (pairs: Pairs, from: Uint32Array, to: Uint32Array, outcomeCount: number): readonly number[] => {
  const counts = new Array<number>(transitionCount(outcomeCount)).fill(0);
  for (let row = 0; row < from.length; row++) {
    const index = transitionIndex(from[row] as number, to[row] as number, pairs.changes[row] as number, outcomeCount);
    counts[index] = (counts[index] as number) + 1;
  }
  return counts;
};

/** The figures of one chunk. Refuses (`invalid`) a grouping field with too many values. */
export const aggregateChunk = ({ units, outcomeCount, baseline, reforms, groups }: ChunkColumns): Aggregate => {
  for (const { by, values } of groups) demandFewGroups(by, values.length);
  const everyone = new Uint32Array(units);
  const pairs = reforms.map((reform) => pairUp(units, baseline.amount, reform.amount));
  const grouped = groups.map(({ values, codes }) => {
    const perReform = pairs.map((pair) => countBy(pair, codes, values.length).map((counting) => ({ counting, d: pair.d })));
    return new Map(
      values.map((value, code): [string, GroupTally] => {
        const own = perReform.map((countings) => countings[code] as (typeof countings)[number]);
        return [value, { units: own[0]?.counting.units ?? 0, tallies: own.map(({ counting, d }) => tallyOf(counting, d)) }];
      }),
    );
  });
  return {
    units,
    tallies: pairs.map((pair) => tallyOf(countBy(pair, everyone, 1)[0] as Counting, pair.d)),
    transitions: reforms.map((reform, i) => countTransitions(pairs[i] as Pairs, baseline.outcomes, reform.outcomes, outcomeCount)),
    groups: grouped,
  };
};

/** The amounts of a chunk's cases before and after a reform, over one denominator: what changed, and exact sums by group. */
import type { NumberColumn } from '../model/column.ts';
import { type AmountPairs, amountPairs } from './amount-pairs.ts';
import { GAIN, LOSS, NONE, UNKNOWN } from './transition-counts.ts';

/** Numerators of sums over the cases of a group that have both amounts. */
export type AmountSums = { readonly baseline: bigint; readonly reform: bigint; readonly gained: bigint; readonly lost: bigint };

export type PairedAmounts = {
  readonly denominator: bigint;
  /** Code of the change per row; `UNKNOWN` where either amount is null. */
  readonly changes: Uint8Array;
  /** `codes`: per row its group. */
  sum(codes: Uint32Array, groups: number): readonly AmountSums[];
};

const NOTHING: AmountSums = { baseline: 0n, reform: 0n, gained: 0n, lost: 0n };

const changesOf = (known: Uint8Array, before: ArrayLike<number | bigint>, after: ArrayLike<number | bigint>): Uint8Array => {
  const changes = new Uint8Array(known.length);
  for (let row = 0; row < changes.length; row++) {
    const [b, a] = [before[row] as number | bigint, after[row] as number | bigint];
    changes[row] = known[row] === 0 ? UNKNOWN : a === b ? NONE : a > b ? GAIN : LOSS;
  }
  return changes;
};

const pairDoubles = ({ denominator, known }: AmountPairs, { before, after }: NonNullable<AmountPairs['doubles']>): PairedAmounts => {
  const changes = changesOf(known, before, after);
  const sum = (codes: Uint32Array, groups: number): readonly AmountSums[] => {
    const baseline = new Float64Array(groups);
    const reform = new Float64Array(groups);
    const gained = new Float64Array(groups);
    const lost = new Float64Array(groups);
    for (let row = 0; row < changes.length; row++) {
      const change = changes[row];
      if (change === UNKNOWN) continue;
      const group = codes[row] as number;
      const b = before[row] as number;
      const r = after[row] as number;
      baseline[group] = (baseline[group] as number) + b;
      reform[group] = (reform[group] as number) + r;
      if (change === GAIN) gained[group] = (gained[group] as number) + (r - b);
      else if (change === LOSS) lost[group] = (lost[group] as number) + (b - r);
    }
    const total = (sums: Float64Array, group: number): bigint => BigInt(sums[group] as number);
    return Array.from({ length: groups }, (_, group) => ({
      baseline: total(baseline, group),
      reform: total(reform, group),
      gained: total(gained, group),
      lost: total(lost, group),
    }));
  };
  return { denominator, changes, sum };
};

const pairExact = ({ denominator, known }: AmountPairs, before: readonly bigint[], after: readonly bigint[]): PairedAmounts => {
  const changes = changesOf(known, before, after);
  const sum = (codes: Uint32Array, groups: number): readonly AmountSums[] => {
    const sums = new Array<AmountSums>(groups).fill(NOTHING);
    for (let row = 0; row < changes.length; row++) {
      if (changes[row] === UNKNOWN) continue;
      const { baseline, reform, gained, lost } = sums[codes[row] as number] as AmountSums;
      const [b, r] = [before[row] as bigint, after[row] as bigint];
      sums[codes[row] as number] = {
        baseline: baseline + b,
        reform: reform + r,
        gained: r > b ? gained + (r - b) : gained,
        lost: r < b ? lost + (b - r) : lost,
      };
    }
    return sums;
  };
  return { denominator, changes, sum };
};

/** Without an amount on either side every case is unknown. */
export const pairAmounts = (units: number, baseline: NumberColumn | undefined, reform: NumberColumn | undefined): PairedAmounts => {
  const pairs = amountPairs(units, baseline, reform);
  return pairs.doubles === undefined ? pairExact(pairs, pairs.before(), pairs.after()) : pairDoubles(pairs, pairs.doubles);
};

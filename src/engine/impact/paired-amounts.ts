/** The amounts of a chunk's cases before and after a reform, over one denominator: what changed, and exact sums by group. */
import type { NumberColumn } from '../model/column.ts';
import { lcm } from '../model/exact.ts';
import { sizeOf } from './number-text.ts';
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

/** A cell times this is the amount's numerator over the common denominator. */
type Scaled = { readonly column: NumberColumn; readonly factor: bigint };

const SAFE_MAX = BigInt(Number.MAX_SAFE_INTEGER);
const NOTHING: AmountSums = { baseline: 0n, reform: 0n, gained: 0n, lost: 0n };

const markUnknown = (changes: Uint8Array, { nulls }: NumberColumn): void => {
  if (nulls === undefined) return;
  for (let row = 0; row < changes.length; row++) if (nulls[row] === 1) changes[row] = UNKNOWN;
};

const doublesOf = (units: number, { column, factor }: Scaled): Float64Array | undefined => {
  const { cells } = column;
  if (!(cells instanceof Float64Array || cells instanceof Int32Array)) return undefined;
  const by = Number(factor);
  const scaled = new Float64Array(units);
  for (let row = 0; row < units; row++) scaled[row] = (cells[row] as number) * by;
  return scaled;
};

const pairDoubles = (denominator: bigint, before: Float64Array, after: Float64Array, changes: Uint8Array): PairedAmounts => {
  for (let row = 0; row < changes.length; row++) {
    if (changes[row] === UNKNOWN) continue;
    const difference = (after[row] as number) - (before[row] as number);
    changes[row] = difference === 0 ? NONE : difference > 0 ? GAIN : LOSS;
  }
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

const pairExact = (denominator: bigint, before: Scaled, after: Scaled, changes: Uint8Array): PairedAmounts => {
  const amountAt = ({ column, factor }: Scaled, row: number): bigint => BigInt(column.cells[row] as number | bigint) * factor;
  const differenceAt = (row: number): bigint => amountAt(after, row) - amountAt(before, row);
  for (let row = 0; row < changes.length; row++) {
    if (changes[row] === UNKNOWN) continue;
    const difference = differenceAt(row);
    changes[row] = difference === 0n ? NONE : difference > 0n ? GAIN : LOSS;
  }
  const sum = (codes: Uint32Array, groups: number): readonly AmountSums[] => {
    const sums = new Array<AmountSums>(groups).fill(NOTHING);
    for (let row = 0; row < changes.length; row++) {
      if (changes[row] === UNKNOWN) continue;
      const { baseline, reform, gained, lost } = sums[codes[row] as number] as AmountSums;
      const difference = differenceAt(row);
      sums[codes[row] as number] = {
        baseline: baseline + amountAt(before, row),
        reform: reform + amountAt(after, row),
        gained: difference > 0n ? gained + difference : gained,
        lost: difference < 0n ? lost - difference : lost,
      };
    }
    return sums;
  };
  return { denominator, changes, sum };
};

/**
 * Amounts are scaled to the denominator that both sides share. Doubles hold all of them and every sum where the columns' bounds prove that no
 * sum of a chunk leaves the integers below 2^53; everything else is computed with BigInt. Without an amount on either side every case is unknown.
 */
export const pairAmounts = (units: number, baseline: NumberColumn | undefined, reform: NumberColumn | undefined): PairedAmounts => {
  const changes = new Uint8Array(units);
  if (baseline === undefined || reform === undefined) {
    changes.fill(UNKNOWN);
    return { denominator: 1n, changes, sum: (_, groups) => new Array<AmountSums>(groups).fill(NOTHING) };
  }
  markUnknown(changes, baseline);
  markUnknown(changes, reform);
  const [left, right] = [baseline.unit.reduced(), reform.unit.reduced()];
  const denominator = lcm(left.d, right.d);
  const before = { column: baseline, factor: left.n * (denominator / left.d) };
  const after = { column: reform, factor: right.n * (denominator / right.d) };
  const largest = sizeOf(baseline) * before.factor + sizeOf(reform) * after.factor;
  const areSafe = largest * BigInt(units) <= SAFE_MAX && before.factor <= SAFE_MAX && after.factor <= SAFE_MAX;
  const [b, a] = areSafe ? [doublesOf(units, before), doublesOf(units, after)] : [];
  return b === undefined || a === undefined ? pairExact(denominator, before, after, changes) : pairDoubles(denominator, b, a, changes);
};

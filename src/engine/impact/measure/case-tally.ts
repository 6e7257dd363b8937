/** Gainers, losers, caseload and cost of each group of a chunk, with every case counted by its weight. */
import type { AmountPairs } from '../amount-pairs.ts';
import { type Counted, Counter, PlainCounter } from './counted.ts';
import type { Weights } from './weights.ts';

/**
 * What is counted of a group. `gain` and `loss`: amount is the size of the change. `before` and `after`: cases whose amount is not zero on that
 * side, of those with both amounts; amount is their cost.
 */
export const TALLY_SLOTS = ['gain', 'loss', 'none', 'undetermined', 'before', 'after'] as const;
export type TallySlot = (typeof TALLY_SLOTS)[number];

const slotOf = (name: TallySlot): number => TALLY_SLOTS.indexOf(name);
const GAIN = slotOf('gain');
const LOSS = slotOf('loss');
const NONE = slotOf('none');
const UNDETERMINED = slotOf('undetermined');
const BEFORE = slotOf('before');
const AFTER = slotOf('after');

const tallyPlain = (pairs: AmountPairs, { before, after }: NonNullable<AmountPairs['doubles']>, codes: Uint32Array, groups: number) => {
  const counter = new PlainCounter(groups * TALLY_SLOTS.length);
  for (let row = 0; row < codes.length; row++) {
    const first = (codes[row] as number) * TALLY_SLOTS.length;
    if (pairs.known[row] === 0) {
      counter.add(first + UNDETERMINED, 0);
      continue;
    }
    const left = before[row] as number;
    const right = after[row] as number;
    if (left < right) counter.add(first + GAIN, right - left);
    else if (left > right) counter.add(first + LOSS, left - right);
    else counter.add(first + NONE, 0);
    if (left !== 0) counter.add(first + BEFORE, left);
    if (right !== 0) counter.add(first + AFTER, right);
  }
  return counter.done(pairs.denominator);
};

/** `codes`: per row its group. Gives the slots of the first group, then those of the next. */
export const caseTally = (pairs: AmountPairs, weights: Weights, codes: Uint32Array, groups: number): readonly Counted[] => {
  if (weights.areEqual && pairs.doubles !== undefined) return tallyPlain(pairs, pairs.doubles, codes, groups);
  const { denominator, known } = pairs;
  const [before, after] = [pairs.before(), pairs.after()];
  const counter = new Counter(groups * TALLY_SLOTS.length);
  for (let row = 0; row < codes.length; row++) {
    const first = (codes[row] as number) * TALLY_SLOTS.length;
    const weight = weights.cells[row] as bigint;
    if (known[row] === 0) {
      counter.add(first + UNDETERMINED, weight, 0n);
      continue;
    }
    const left = before[row] as bigint;
    const right = after[row] as bigint;
    if (left < right) counter.add(first + GAIN, weight, right - left);
    else if (left > right) counter.add(first + LOSS, weight, left - right);
    else counter.add(first + NONE, weight, 0n);
    if (left !== 0n) counter.add(first + BEFORE, weight, left);
    if (right !== 0n) counter.add(first + AFTER, weight, right);
  }
  return counter.done({ weight: weights.denominator, amount: denominator });
};

/** One count of one group. */
export const tallied = (counted: readonly Counted[], group: number, slot: TallySlot): Counted =>
  counted[group * TALLY_SLOTS.length + slotOf(slot)] as Counted;

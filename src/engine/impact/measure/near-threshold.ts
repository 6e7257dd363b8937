/** Counts the cases of a chunk that are near to a limit, on either side of it. */
import { Exact } from '../../model/exact.ts';
import { type Counted, countExact } from './counted.ts';
import { exactWeight, type Weights } from './weights.ts';

/** Near and value < limit; near and value >= limit; value or limit missing. */
export const THRESHOLD_SLOTS = { below: 0, above: 1, missing: 2 } as const;
export const THRESHOLD_SLOT_COUNT = 3;

type Reader = (row: number) => Exact | undefined;

const absolute = (value: Exact): Exact => (value.sign < 0 ? value.negate() : value);

/** A case is near where |value - limit| <= share × |limit|, both ends included. */
export const countNearThreshold = (units: number, value: Reader, limit: Reader, share: Exact, weights: Weights): readonly Counted[] => {
  const cases = Array.from({ length: units }, (_, row) => {
    const [mine, bound] = [value(row), limit(row)];
    const counted = (slot: number) => [{ slot, weight: exactWeight(weights, row), amount: Exact.ZERO }];
    if (mine === undefined || bound === undefined) return counted(THRESHOLD_SLOTS.missing);
    const distance = mine.subtract(bound);
    if (absolute(distance).compare(share.multiply(absolute(bound))) > 0) return [];
    return counted(distance.sign < 0 ? THRESHOLD_SLOTS.below : THRESHOLD_SLOTS.above);
  });
  return countExact(THRESHOLD_SLOT_COUNT, cases.flat());
};

/** Counts of cases by slot, with the sums of their weights and of a weighted amount: what most measures add up, chunk by chunk. */
import type { Exact } from '../../model/exact.ts';
import { addSums, type ExactSum, sumOf, ZERO_SUM } from '../exact-sum.ts';

/** Plain data. `amount`: sum of weight × amount; what the amount is, the measure says. */
export type Counted = { readonly units: number; readonly weight: ExactSum; readonly amount: ExactSum };

export const NOTHING_COUNTED: Counted = { units: 0, weight: ZERO_SUM, amount: ZERO_SUM };

export const nothingCounted = (slots: number): readonly Counted[] => new Array<Counted>(slots).fill(NOTHING_COUNTED);

/** Slot by slot; both count the same slots. */
export const addCounted = (a: readonly Counted[], b: readonly Counted[]): readonly Counted[] => {
  if (a.length !== b.length) throw new RangeError('counts of different measures');
  return a.map((left, i) => {
    const right = b[i] as Counted;
    if (left.units === 0) return right;
    if (right.units === 0) return left;
    return { units: left.units + right.units, weight: addSums(left.weight, right.weight), amount: addSums(left.amount, right.amount) };
  });
};

/** Counts the cases of one chunk. Weights and amounts are numerators over denominators that are named at the end. */
export class Counter {
  private readonly units: number[];
  private readonly weights: bigint[];
  private readonly amounts: bigint[];

  constructor(slots: number) {
    this.units = new Array<number>(slots).fill(0);
    this.weights = new Array<bigint>(slots).fill(0n);
    this.amounts = new Array<bigint>(slots).fill(0n);
  }

  add(slot: number, weight: bigint, amount: bigint): void {
    this.units[slot] = (this.units[slot] as number) + 1;
    this.weights[slot] = (this.weights[slot] as bigint) + weight;
    this.amounts[slot] = (this.amounts[slot] as bigint) + weight * amount;
  }

  done(over: { readonly weight: bigint; readonly amount: bigint }): readonly Counted[] {
    return this.units.map((units, i) =>
      units === 0
        ? NOTHING_COUNTED
        : {
            units,
            weight: sumOf(this.weights[i] as bigint, over.weight),
            amount: sumOf(this.amounts[i] as bigint, over.weight * over.amount),
          },
    );
  }
}

/** The same for cases that all weigh one, whose sums are all below 2^53 in size. */
export class PlainCounter {
  private readonly units: Uint32Array;
  private readonly amounts: Float64Array;

  constructor(slots: number) {
    this.units = new Uint32Array(slots);
    this.amounts = new Float64Array(slots);
  }

  add(slot: number, amount: number): void {
    this.units[slot] = (this.units[slot] as number) + 1;
    this.amounts[slot] = (this.amounts[slot] as number) + amount;
  }

  done(denominator: bigint): readonly Counted[] {
    return Array.from(this.units, (units, i) =>
      units === 0
        ? NOTHING_COUNTED
        : { units, weight: sumOf(BigInt(units), 1n), amount: sumOf(BigInt(this.amounts[i] as number), denominator) },
    );
  }
}

/** Counts cases whose amounts share no denominator: exact values, added up as such. */
export const countExact = (
  slots: number,
  cases: Iterable<{ readonly slot: number; readonly weight: Exact; readonly amount: Exact }>,
): readonly Counted[] => {
  const counted = [...nothingCounted(slots)];
  for (const { slot, weight, amount } of cases) {
    const before = counted[slot] as Counted;
    const part = weight.multiply(amount);
    counted[slot] = {
      units: before.units + 1,
      weight: addSums(before.weight, sumOf(weight.n, weight.d)),
      amount: addSums(before.amount, sumOf(part.n, part.d)),
    };
  }
  return counted;
};

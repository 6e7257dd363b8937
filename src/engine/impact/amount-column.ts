/** The amounts of one side for one chunk, over one denominator: what sums are made of, and what is stored. */
import { absent } from '../feel/index.ts';
import { Exact, lcm } from '../model/exact.ts';
import type { ColumnChunk } from '../model/population.ts';
import { refuse } from '../model/problem.ts';
import type { Value } from '../model/value.ts';
import { type ColumnPlace, encodeColumn } from '../population/column-codec.ts';
import { DENOMINATOR_MAX, isI64 } from '../population/column-vector.ts';

/** Money has denominators of a few digits; amounts that need more than this have no sum that anybody could read. */
const SUM_DENOMINATOR_MAX = 1n << 256n;

/** Value of a row = numerators[row] / denominator; undefined where it is null. */
export type AmountColumn = { readonly denominator: bigint; readonly numerators: readonly (bigint | undefined)[] };

/** Refuses (`invalid`) amounts that share no reasonable denominator, which comes of dividing by data without rounding. */
export const amountColumn = (name: string, values: readonly (Exact | undefined)[]): AmountColumn => {
  const factors = new Map<bigint, bigint>();
  let denominator = 1n;
  for (const value of values) {
    if (value === undefined || factors.has(value.d)) continue;
    factors.set(value.d, 0n);
    denominator = lcm(denominator, value.d);
    if (denominator > SUM_DENOMINATOR_MAX)
      refuse('invalid', `the amounts of "${name}" are too fine fractions to be summed exactly: round them in the policy`);
  }
  for (const d of factors.keys()) factors.set(d, denominator / d);
  const numerators = values.map((value) => {
    if (value === undefined) return undefined;
    return value.d === denominator ? value.n : value.n * (factors.get(value.d) as bigint);
  });
  return { denominator, numerators };
};

/** Encodes amounts as 64-bit numerators, or as exact texts where those do not suffice; either way `DecodedColumn.text` gives the exact text. */
export const encodeAmounts = (place: ColumnPlace, amounts: AmountColumn): ColumnChunk => {
  const missing = absent(place.column);
  const { denominator, numerators } = amounts;
  const exact = numerators.map((n) => (n === undefined ? missing : Exact.of(n, denominator)));
  const small = denominator <= DENOMINATOR_MAX && numerators.every((n) => n === undefined || isI64(n));
  if (small) return encodeColumn(place, { type: 'decimal' }, exact);
  const texts: Value[] = exact.map((value) => (value instanceof Exact ? value.toText() : value));
  return encodeColumn(place, { type: 'string' }, texts);
};

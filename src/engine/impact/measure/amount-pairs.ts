/** The compared amounts of a chunk's cases before and after, over one denominator. */
import type { Column } from '../../model/column.ts';
import { lcm } from '../../model/exact.ts';

/** `known[row]` is 0 where either amount is null. */
export type AmountPairs = {
  readonly denominator: bigint;
  readonly before: readonly bigint[];
  readonly after: readonly bigint[];
  readonly known: Uint8Array;
};

const numeratorsOver = (column: Column, denominator: bigint): readonly bigint[] => {
  if (column.kind !== 'number') throw new TypeError(`an amount is a column of ${column.kind}`);
  const { n, d } = column.unit.reduced();
  const factor = n * (denominator / d);
  return Array.from(column.cells as Iterable<number | bigint>, (cell) => BigInt(cell) * factor);
};

const denominatorOf = (column: Column): bigint => (column.kind === 'number' ? column.unit.reduced().d : 1n);

/** Without an amount on either side every case is unknown. */
export const amountPairs = (units: number, before: Column | undefined, after: Column | undefined): AmountPairs => {
  if (before === undefined || after === undefined) {
    const nothing = new Array<bigint>(units).fill(0n);
    return { denominator: 1n, before: nothing, after: nothing, known: new Uint8Array(units) };
  }
  const denominator = lcm(denominatorOf(before), denominatorOf(after));
  const known = new Uint8Array(units).fill(1);
  for (const { nulls } of [before, after]) {
    for (let row = 0; nulls !== undefined && row < units; row++) if (nulls[row] === 1) known[row] = 0;
  }
  return { denominator, before: numeratorsOver(before, denominator), after: numeratorsOver(after, denominator), known };
};

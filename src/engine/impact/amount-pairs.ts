/** The compared amounts of a chunk's cases before and after, over one denominator. */
import type { Column, NumberColumn } from '../model/column.ts';
import { lcm } from '../model/exact.ts';
import { isSafe } from '../model/integer-range.ts';
import { sizeOf } from './number-text.ts';

/** `known[row]` is 0 where either amount is null; what stands in its cells then says nothing. */
export type AmountPairs = {
  readonly denominator: bigint;
  readonly known: Uint8Array;
  /** Numerators. As doubles where those are exact, and every sum over the chunk's cases is below 2^53 too. */
  readonly doubles?: { readonly before: Float64Array; readonly after: Float64Array };
  /** The same as integers of any size. */
  before(): readonly bigint[];
  after(): readonly bigint[];
};

const numeratorsOf = ({ cells }: NumberColumn, factor: bigint): readonly bigint[] =>
  Array.from(cells as Iterable<number | bigint>, (cell) => BigInt(cell) * factor);

const doublesOf = ({ cells }: NumberColumn, factor: bigint): Float64Array | undefined => {
  if (!(cells instanceof Float64Array || cells instanceof Int32Array)) return undefined;
  const scaled = new Float64Array(cells.length);
  const by = Number(factor);
  for (let row = 0; row < scaled.length; row++) scaled[row] = (cells[row] as number) * by;
  return scaled;
};

const numbers = (column: Column): NumberColumn => {
  if (column.kind !== 'number') throw new TypeError(`an amount is a column of ${column.kind}`);
  return column;
};

const remembered = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const knownRows = (units: number, columns: readonly NumberColumn[]): Uint8Array => {
  const known = new Uint8Array(units).fill(1);
  for (const { nulls } of columns) {
    if (nulls === undefined) continue;
    for (let row = 0; row < units; row++) if (nulls[row] === 1) known[row] = 0;
  }
  return known;
};

/** Without an amount on either side every case is unknown. */
export const amountPairs = (units: number, before: Column | undefined, after: Column | undefined): AmountPairs => {
  if (before === undefined || after === undefined) {
    const nothing = remembered(() => new Array<bigint>(units).fill(0n));
    return { denominator: 1n, known: new Uint8Array(units), before: nothing, after: nothing };
  }
  const [left, right] = [numbers(before), numbers(after)];
  const [leftUnit, rightUnit] = [left.unit.reduced(), right.unit.reduced()];
  const denominator = lcm(leftUnit.d, rightUnit.d);
  const factorLeft = leftUnit.n * (denominator / leftUnit.d);
  const factorRight = rightUnit.n * (denominator / rightUnit.d);
  const largest = sizeOf(left) * factorLeft + sizeOf(right) * factorRight;
  const areExact = isSafe(largest * BigInt(Math.max(units, 1))) && isSafe(factorLeft) && isSafe(factorRight);
  const [leftDoubles, rightDoubles] = areExact ? [doublesOf(left, factorLeft), doublesOf(right, factorRight)] : [];
  return {
    denominator,
    known: knownRows(units, [left, right]),
    ...(leftDoubles !== undefined && rightDoubles !== undefined && { doubles: { before: leftDoubles, after: rightDoubles } }),
    before: remembered(() => numeratorsOf(left, factorLeft)),
    after: remembered(() => numeratorsOf(right, factorRight)),
  };
};

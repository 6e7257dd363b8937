/** Stored numerators as a column of numbers: doubles where the stored bounds prove that these hold all of them. */
import type { NumberColumn } from '../model/column.ts';
import { Exact } from '../model/exact.ts';
import { isSafe } from '../model/integer-range.ts';
import type { DecodedColumn } from './decoded-column.ts';

/** Numerators of 64 bits as doubles; all of them must be safe integers. Halves are read as 32 bits, which spares a BigInt for each. */
const doublesOf = (cells: BigInt64Array): Float64Array => {
  const halves = new Int32Array(cells.buffer, cells.byteOffset, cells.length * 2);
  const doubles = new Float64Array(cells.length);
  for (let i = 0; i < doubles.length; i++) {
    doubles[i] = (halves[2 * i + 1] as number) * 4_294_967_296 + ((halves[2 * i] as number) >>> 0);
  }
  return doubles;
};

export const nullsIn = ({ nulls }: DecodedColumn): { readonly nulls?: Uint8Array } => (nulls === undefined ? {} : { nulls });

/** Of a column that is stored in 32 or 64 bits a row. */
export const numberColumn = (column: DecodedColumn): NumberColumn => {
  const { low, high } = column.numeratorRange();
  const cells = column.cells as BigInt64Array | Int32Array;
  return {
    kind: 'number',
    unit: Exact.of(1n, column.denominator),
    cells: cells instanceof BigInt64Array && isSafe(low, high) ? doublesOf(cells) : cells,
    low,
    high,
    ...nullsIn(column),
  };
};

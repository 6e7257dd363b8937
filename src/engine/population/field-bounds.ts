/** One column of a batch as bounds in its bytes: what readers of whole columns go over. */

import type { RowBatch } from './row-batch.ts';
import { ESCAPED } from './row-bounds.ts';

/** How a row is read. Readers mark rows as GENERAL that they cannot read; what such a row holds or is refused for is found value by value. */
export const FAST = 0;
export const GENERAL = 1;
/** The row is flawed or has no key. */
export const BROKEN = 2;

/** The field of row i stands in `bytes` from fieldStart[rowField[i] + column] to fieldEnd[…]. Good until the next batch is read. */
export type FieldBounds = {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly column: number;
  readonly rowField: Uint32Array;
  readonly fieldStart: Uint32Array;
  readonly fieldEnd: Uint32Array;
};

/** The bounds of one column. Fields with doubled quotes make their rows GENERAL. */
export const boundsOf = ({ rows, bounds, buffer }: RowBatch, column: number, ways: Uint8Array): FieldBounds => {
  const { rowField, fieldStart, fieldEnd, fieldForm } = bounds;
  if (bounds.hasEscapes) {
    for (let row = 0; row < rows; row++) {
      if (ways[row] === FAST && fieldForm[(rowField[row] as number) + column] === ESCAPED) ways[row] = GENERAL;
    }
  }
  return { bytes: buffer, rows, column, rowField, fieldStart, fieldEnd };
};

export const NO_BOUNDS: FieldBounds = {
  bytes: new Uint8Array(0),
  rows: 0,
  column: 0,
  rowField: new Uint32Array(0),
  fieldStart: new Uint32Array(0),
  fieldEnd: new Uint32Array(0),
};

export const startOf = ({ rowField, fieldStart, column }: FieldBounds, row: number): number =>
  fieldStart[(rowField[row] as number) + column] as number;

export const endOf = ({ rowField, fieldEnd, column }: FieldBounds, row: number): number =>
  fieldEnd[(rowField[row] as number) + column] as number;

/** One column of a batch as bounds in its bytes: what readers of whole columns go over. */
import { ESCAPED } from './csv-scanner.ts';
import type { RowBatch } from './row-batch.ts';

/** How a row is read. Readers mark rows as GENERAL that they cannot read; what such a row holds or is refused for is found value by value. */
export const FAST = 0;
export const GENERAL = 1;
/** The row is flawed or has no key. */
export const BROKEN = 2;

export class FieldBounds {
  bytes: Uint8Array = new Uint8Array(0);
  starts = new Uint32Array(0);
  ends = new Uint32Array(0);
  rows = 0;

  /** Bounds of the field in all rows that are read fast; a field with doubled quotes makes its row GENERAL. */
  take(batch: RowBatch, column: number, ways: Uint8Array): void {
    const { rows, bounds, buffer } = batch;
    if (this.starts.length < rows) {
      this.starts = new Uint32Array(ways.length);
      this.ends = new Uint32Array(ways.length);
    }
    const { starts, ends } = this;
    const { rowField, fieldStart, fieldEnd, fieldForm } = bounds;
    this.bytes = buffer;
    this.rows = rows;
    for (let row = 0; row < rows; row++) {
      if (ways[row] !== FAST) continue;
      const field = (rowField[row] as number) + column;
      if (fieldForm[field] === ESCAPED) ways[row] = GENERAL;
      starts[row] = fieldStart[field] as number;
      ends[row] = fieldEnd[field] as number;
    }
  }
}

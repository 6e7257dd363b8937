/** One field of a batch of source rows, read as a whole column. */
import type { ScalarValue } from '../feel/index.ts';
import type { NumberRun } from './number-cells.ts';

/** UTF-8 texts by row: `bytes` from starts[row] to ends[row]. */
export type TextRun = { readonly bytes: Uint8Array; readonly starts: Uint32Array; readonly ends: Uint32Array };

/** What the rows hold. `small`: booleans as 0 and 1, dates as days, enumerations as codes. Cells of nulls are zero. */
export type BatchCells =
  | { readonly kind: 'number'; readonly run: NumberRun }
  | { readonly kind: 'small'; readonly cells: Int32Array }
  | { readonly kind: 'text'; readonly run: TextRun }
  | { readonly kind: 'values'; readonly values: readonly ScalarValue[] };

/** Good until the next batch is read. `nulls`: 1 = null; undefined where no row is. `values` hold their nulls themselves. */
export type BatchColumn = BatchCells & { readonly nulls: Uint8Array | undefined };

/** One field of a batch of source rows, read as a whole column. */
import type { ScalarValue } from '../feel/index.ts';
import type { FieldBounds } from './field-bounds.ts';
import type { NumberRun } from './number-cells.ts';
import type { PlainCells } from './plain-cells.ts';

/** What the rows hold. `small`: booleans as 0 and 1, dates as days, enumerations as codes. Cells of nulls are zero. */
export type BatchCells =
  | { readonly kind: 'number'; readonly run: NumberRun }
  | { readonly kind: 'small'; readonly cells: Int32Array }
  | { readonly kind: 'text'; readonly run: FieldBounds }
  | { readonly kind: 'values'; readonly values: readonly ScalarValue[] };

/** Good until the next batch is read. `nulls`: 1 = null; undefined where no row is. `values` hold their nulls themselves. */
export type BatchColumn = BatchCells & { readonly nulls: Uint8Array | undefined };

/** Gives the cells of the rows that are FAST; a row whose cell cannot be read so, or may not be null and is, becomes GENERAL. `plain` has the same batch. */
export type ColumnReader = { read(fields: FieldBounds, ways: Uint8Array, plain: PlainCells): BatchColumn };

/** Columns in memory: what column programs read and give, what aggregates count, and what is stored. Cells of nulls are zero. */
import type { Exact } from './exact.ts';

/**
 * Numbers as integer multiples of one unit: value = cell × unit. Cells are integers; a Float64Array or Int32Array only where all of them are
 * below 2^53 in size.
 */
export type NumberColumn = {
  readonly kind: 'number';
  /** Above zero: 1/100 for cents, 1/1200 for twelfths of cents, any other fraction. */
  readonly unit: Exact;
  readonly cells: Int32Array | Float64Array | BigInt64Array | readonly bigint[];
  /** Every cell lies in low … high; cells of nulls too. */
  readonly low: bigint;
  readonly high: bigint;
  /** 1 = null; absent where there is none. */
  readonly nulls?: Uint8Array;
};

export type BooleanColumn = { readonly kind: 'boolean'; readonly cells: Uint8Array; readonly nulls?: Uint8Array };

/** Texts and enumeration values: `texts[cell]`. The texts are all different. */
export type CodeColumn = {
  readonly kind: 'code';
  readonly cells: Uint8Array | Uint32Array;
  readonly texts: readonly string[];
  readonly nulls?: Uint8Array;
};

/** Days since 1970-01-01. */
export type DateColumn = { readonly kind: 'date'; readonly cells: Int32Array; readonly nulls?: Uint8Array };

export type Column = NumberColumn | BooleanColumn | CodeColumn | DateColumn;

export type ColumnList = {
  /** units + 1 entries: members of unit i are rows offsets[i] to offsets[i + 1]. */
  readonly offsets: Uint32Array;
  readonly rows: number;
  /** A field of the members, by name; made when it is first asked for. */
  column(name: string): Column;
};

/** The units of one chunk by column. Asking for a name that is not there is a bug of the caller and throws. */
export type ColumnTable = {
  readonly units: number;
  column(name: string): Column;
  list(name: string): ColumnList;
};

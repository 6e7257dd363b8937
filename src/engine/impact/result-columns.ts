/** What is stored of a side's decisions for a chunk, and how it is read again. Equal decisions give equal bytes, however they were computed. */
import { absent } from '../feel/index.ts';
import type { NumberColumn } from '../model/column.ts';
import { Exact, lcm } from '../model/exact.ts';
import { isI32, isI64, isSafe } from '../model/integer-range.ts';
import type { ColumnChunk } from '../model/population.ts';
import type { Value } from '../model/value.ts';
import { type ColumnPlace, columnHash, encodeColumn } from '../population/column-codec.ts';
import type { DecodedColumn } from '../population/decoded-column.ts';
import { nullsIn, numberColumn } from '../population/number-column.ts';
import { DENOMINATOR_MAX } from '../population/number-limits.ts';
import type { SideColumns } from './chunk-sides.ts';
import { sizeOf } from './number-text.ts';

const NO_NULLS = new Uint8Array(0);

const sealed = (chunk: Omit<ColumnChunk, 'sha256'>): ColumnChunk => ({ ...chunk, sha256: columnHash(chunk) });

/** A buffer of its own, which may be handed on to another thread. */
const bytesOf = (cells: Uint8Array | Int32Array | Uint32Array | BigInt64Array, nulls: Uint8Array): Uint8Array => {
  const data = new Uint8Array(cells.byteLength + nulls.length);
  data.set(new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength));
  data.set(nulls, cells.byteLength);
  return data;
};

export const encodeOutcomes = (place: ColumnPlace, codes: SideColumns['outcomes'], outcomes: readonly string[]): ColumnChunk => {
  const encoding = codes instanceof Uint8Array ? 'code8' : 'code';
  const data = bytesOf(codes, NO_NULLS);
  return sealed({ ...place, rows: codes.length, encoding, denominator: '1', dictionary: outcomes, nullCount: 0, data });
};

const greatestDivisor = (a: number, b: number): number => {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
};

/** Amounts over the least denominator that all of them have in common. */
type Numerators = { readonly denominator: bigint; readonly cells: Float64Array | readonly bigint[] };

/** Undefined where not all numerators are safe integers. */
const asDoubles = ({ cells, unit, low, high }: NumberColumn): Numerators | undefined => {
  const { n, d } = unit.reduced();
  if (!(cells instanceof Int32Array || cells instanceof Float64Array)) return undefined;
  if (!isSafe(sizeOf({ low, high }) * n) || !isSafe(n) || !isSafe(d)) return undefined;
  const multiplier = Number(n);
  let divisor = Number(d);
  for (let row = 0; row < cells.length && divisor > 1; row++) {
    const numerator = (cells[row] as number) * multiplier;
    const rest = numerator - Math.floor(numerator / divisor) * divisor;
    if (rest !== 0) divisor = greatestDivisor(rest, divisor);
  }
  const numerators = new Float64Array(cells.length);
  for (let row = 0; row < cells.length; row++) numerators[row] = ((cells[row] as number) * multiplier) / divisor;
  return { denominator: d / BigInt(divisor), cells: numerators };
};

const asIntegers = ({ cells, unit }: NumberColumn): Numerators => {
  const amounts = Array.from(cells as Iterable<number | bigint>, (cell) => Exact.of(BigInt(cell) * unit.n, unit.d).reduced());
  const denominator = amounts.reduce((common, { d }) => (common % d === 0n ? common : lcm(common, d)), 1n);
  return { denominator, cells: amounts.map(({ n, d }) => n * (denominator / d)) };
};

/** Smallest and largest cell that is no null, or undefined where all are. */
const boundsOf = (cells: Numerators['cells'], nulls: Uint8Array): { readonly min: bigint; readonly max: bigint } | undefined => {
  let min: number | bigint | undefined;
  let max: number | bigint | undefined;
  for (let row = 0; row < cells.length; row++) {
    if (nulls.length > 0 && nulls[row] === 1) continue;
    const cell = cells[row] as number | bigint;
    if (min === undefined || cell < min) min = cell;
    if (max === undefined || cell > max) max = cell;
  }
  return min === undefined || max === undefined ? undefined : { min: BigInt(min), max: BigInt(max) };
};

const narrowed = (cells: Numerators['cells']): Int32Array => {
  if (cells instanceof Float64Array) return new Int32Array(cells);
  return Int32Array.from(cells, Number);
};

/** The texts of amounts that 64 bits do not hold. */
const encodeTexts = (place: ColumnPlace, { unit, cells, nulls }: NumberColumn): ColumnChunk => {
  const missing = absent(place.column);
  const texts = Array.from(cells as Iterable<number | bigint>, (cell, row): Value => {
    return nulls?.[row] === 1 ? missing : Exact.of(BigInt(cell) * unit.n, unit.d).toText();
  });
  return encodeColumn(place, { type: 'string' }, texts);
};

/** In 32 or 64 bits a row, or as exact texts where those do not suffice; in each case `DecodedColumn.text` gives the exact text. */
export const encodeAmounts = (place: ColumnPlace, column: NumberColumn): ColumnChunk => {
  const { denominator, cells } = asDoubles(column) ?? asIntegers(column);
  const nulls = column.nulls ?? NO_NULLS;
  const nullCount = nulls.reduce((sum, flag) => sum + flag, 0);
  const found = boundsOf(cells, nulls);
  const { min, max } = found ?? { min: 0n, max: 0n };
  if (denominator > DENOMINATOR_MAX || !isI64(min, max)) return encodeTexts(place, column);
  const isNarrow = isI32(min, max);
  const numerators = isNarrow ? narrowed(cells) : BigInt64Array.from(cells as Iterable<number | bigint>, BigInt);
  const bounds = found === undefined ? {} : { min: Exact.of(min, denominator).toText(), max: Exact.of(max, denominator).toText() };
  return sealed({
    ...place,
    rows: cells.length,
    encoding: isNarrow ? 'i32' : 'i64',
    denominator: denominator.toString(),
    nullCount,
    ...bounds,
    data: bytesOf(numerators, nullCount > 0 ? nulls : NO_NULLS),
  });
};

/** Amounts that were stored as texts. */
const parsedAmounts = (column: DecodedColumn): NumberColumn => {
  const amounts = Array.from({ length: column.rows }, (_, row) => Exact.parse(column.text(row) ?? '0') as Exact);
  const denominator = amounts.reduce((common, { d }) => (common % d === 0n ? common : lcm(common, d)), 1n);
  const cells = amounts.map(({ n, d }) => n * (denominator / d));
  const low = cells.reduce((least, cell) => (cell < least ? cell : least), 0n);
  const high = cells.reduce((most, cell) => (cell > most ? cell : most), 0n);
  return { kind: 'number', unit: Exact.of(1n, denominator), cells, low, high, ...nullsIn(column) };
};

/** Stored amounts as a column again. */
export const decodeAmounts = (column: DecodedColumn): NumberColumn =>
  column.encoding === 'i32' || column.encoding === 'i64' ? numberColumn(column) : parsedAmounts(column);

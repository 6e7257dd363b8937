/** Columns to chunk bytes and back: the layouts of ColumnEncoding, each chunk bound to its place by its SHA-256. */
import { createHash } from 'node:crypto';
import { dateText } from '../model/calendar.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { Exact, lcm } from '../model/exact.ts';
import type { ColumnChunk } from '../model/population.ts';
import { refuse } from '../model/problem.ts';
import { CalendarDate, type Value } from '../model/value.ts';
import type { ScalarType } from '../model/value-type.ts';
import { ColumnVector, DENOMINATOR_MAX, fixedDenominator, isI32, isI64 } from './column-vector.ts';
import { DecodedColumn } from './decoded-column.ts';

/** A string column with more different texts than this in a chunk is stored as texts instead of codes. */
const DICTIONARY_MAX = 4_096;

export type ColumnPlace = { readonly list: string; readonly column: string; readonly chunk: number };

type Encoded = Omit<ColumnChunk, 'list' | 'column' | 'chunk' | 'sha256' | 'nullCount' | 'rows' | 'denominator'> & {
  readonly denominator?: string;
};

/** What `sha256` is taken over: a line that says what and where the bytes are, then the bytes. So a chunk moved, renamed or re-scaled is found. */
export const columnHash = (chunk: Omit<ColumnChunk, 'sha256'>): string => {
  const { data, ...head } = chunk;
  return createHash('sha256')
    .update(`${canonicalJson(head)}\n`)
    .update(data)
    .digest('hex');
};

/**
 * Encodes a column, or the given rows of it in the given order.
 * Refuses (`invalid`) decimals without a common denominator below DENOMINATOR_MAX, or whose numerators over it leave 64 bits.
 */
export const encodeVector = (place: ColumnPlace, vector: ColumnVector, rows?: Uint32Array): ColumnChunk => {
  const selection = rows ?? Uint32Array.from({ length: vector.length }, (_, row) => row);
  const { nulls, nullCount } = nullsOf(vector, selection);
  const encoded = encodeCells(place, vector, selection, nulls);
  return sealed({ ...place, rows: selection.length, denominator: '1', nullCount, ...encoded });
};

/** The same for values that are at hand as such. */
export const encodeColumn = (place: ColumnPlace, type: ScalarType, values: readonly Value[]): ColumnChunk => {
  const vector = new ColumnVector(type);
  for (const value of values) {
    const refusal = vector.refusal(value);
    if (refusal !== undefined) refuse('invalid', `${place.column}: ${refusal}`);
    vector.append(value);
  }
  return encodeVector(place, vector);
};

/** Texts that are all different, stored as such: the units' keys. */
export const encodeTexts = (place: ColumnPlace, texts: readonly string[]): ColumnChunk =>
  sealed({ ...place, rows: texts.length, denominator: '1', nullCount: 0, encoding: 'text', data: textBytes(texts, new Uint8Array(0)) });

/** Where each unit's members begin and end: units + 1 positions. */
export const encodeOffsets = (place: ColumnPlace, offsets: Uint32Array): ColumnChunk =>
  sealed({
    ...place,
    rows: offsets.length - 1,
    denominator: '1',
    nullCount: 0,
    encoding: 'offsets',
    data: bytesOf(offsets, new Uint8Array(0)),
  });

/** Opens a chunk without decoding its values. Refuses (`unreadable`) one whose bytes, head and SHA-256 do not belong together. */
export const decodeColumn = (chunk: ColumnChunk): DecodedColumn => {
  if (columnHash({ ...withoutHash(chunk) }) !== chunk.sha256) {
    refuse('unreadable', `chunk ${chunk.chunk} of column "${qualifiedName(chunk)}" is not what was stored: its SHA-256 does not match`);
  }
  return new DecodedColumn(chunk);
};

/** "income", or "members.age". */
export const qualifiedName = ({ list, column }: { readonly list: string; readonly column: string }): string =>
  list === '' ? column : `${list}.${column}`;

const withoutHash = ({ sha256: _, ...rest }: ColumnChunk): Omit<ColumnChunk, 'sha256'> => rest;

const sealed = (chunk: Omit<ColumnChunk, 'sha256'>): ColumnChunk => ({ ...chunk, sha256: columnHash(chunk) });

/** One byte per row, or none at all where no row is null. */
const nullsOf = (vector: ColumnVector, rows: Uint32Array): { readonly nulls: Uint8Array; readonly nullCount: number } => {
  if (vector.nullCount === 0) return { nulls: new Uint8Array(0), nullCount: 0 };
  const nulls = new Uint8Array(rows.length);
  let nullCount = 0;
  for (let i = 0; i < rows.length; i++) {
    if (!vector.isNull(rows[i] as number)) continue;
    nulls[i] = 1;
    nullCount++;
  }
  return { nulls: nullCount > 0 ? nulls : new Uint8Array(0), nullCount };
};

const encodeCells = (place: ColumnPlace, vector: ColumnVector, rows: Uint32Array, nulls: Uint8Array): Encoded => {
  switch (vector.type.type) {
    case 'decimal':
    case 'integer':
      return encodeNumbers(place, vector, rows, nulls);
    case 'boolean':
      return {
        encoding: 'u8',
        data: bytesOf(
          Uint8Array.from(rows, (row) => vector.small(row)),
          nulls,
        ),
      };
    case 'date':
      return encodeDays(vector, rows, nulls);
    case 'enum':
      return {
        encoding: 'code',
        dictionary: vector.type.values,
        data: bytesOf(
          Uint32Array.from(rows, (row) => vector.small(row)),
          nulls,
        ),
      };
    case 'string':
      return encodeStrings(vector, rows, nulls);
  }
};

const encodeNumbers = (place: ColumnPlace, vector: ColumnVector, rows: Uint32Array, nulls: Uint8Array): Encoded => {
  const denominator = fixedDenominator(vector.type) ?? commonDenominator(vector, rows);
  const numerators = new BigInt64Array(rows.length);
  let min: bigint | undefined;
  let max: bigint | undefined;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (vector.isNull(row)) continue;
    const n = vector.numerator(row) * (denominator / vector.denominator(row));
    if (denominator > DENOMINATOR_MAX || !isI64(n))
      refuse('invalid', `${place.column}: the exact values of a chunk have no common denominator`);
    numerators[i] = n;
    if (min === undefined || n < min) min = n;
    if (max === undefined || n > max) max = n;
  }
  const base = { denominator: denominator.toString(), ...numberBytes(numerators, { min: min ?? 0n, max: max ?? 0n }, nulls) };
  if (min === undefined || max === undefined) return base;
  return { ...base, min: Exact.of(min, denominator).toText(), max: Exact.of(max, denominator).toText() };
};

/** The narrowest layout that holds all numerators: it follows from the values alone, so equal columns have equal bytes. */
const numberBytes = (
  numerators: BigInt64Array,
  { min, max }: { readonly min: bigint; readonly max: bigint },
  nulls: Uint8Array,
): Pick<Encoded, 'encoding' | 'data'> =>
  isI32(min) && isI32(max)
    ? { encoding: 'i32', data: bytesOf(Int32Array.from(numerators, Number), nulls) }
    : { encoding: 'i64', data: bytesOf(numerators, nulls) };

/** Grows only until it is above the limit, where the caller refuses. */
const commonDenominator = (vector: ColumnVector, rows: Uint32Array): bigint => {
  let common = 1n;
  for (let i = 0; i < rows.length && common <= DENOMINATOR_MAX; i++) {
    const row = rows[i] as number;
    if (!vector.isNull(row)) common = lcm(common, vector.denominator(row));
  }
  return common;
};

const encodeDays = (vector: ColumnVector, rows: Uint32Array, nulls: Uint8Array): Encoded => {
  const days = Int32Array.from(rows, (row) => vector.small(row));
  const present = days.filter((_, i) => nulls[i] !== 1);
  const data = bytesOf(days, nulls);
  if (present.length === 0) return { encoding: 'days', data };
  const least = present.reduce((a, b) => Math.min(a, b));
  const greatest = present.reduce((a, b) => Math.max(a, b));
  return { encoding: 'days', data, min: dateText(new CalendarDate(least)), max: dateText(new CalendarDate(greatest)) };
};

const encodeStrings = (vector: ColumnVector, rows: Uint32Array, nulls: Uint8Array): Encoded => {
  const codeOf = new Map<number, number>();
  const codes = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    if (nulls[i] === 1) continue;
    const code = vector.small(rows[i] as number);
    if (!codeOf.has(code)) codeOf.set(code, codeOf.size);
    codes[i] = codeOf.get(code) as number;
  }
  const dictionary = Array.from(codeOf.keys(), (code) => vector.texts[code] as string);
  if (dictionary.length <= DICTIONARY_MAX) return { encoding: 'code', dictionary, data: bytesOf(codes, nulls) };
  const texts = Array.from(rows, (row, i) => (nulls[i] === 1 ? '' : (vector.texts[vector.small(row)] as string)));
  return { encoding: 'text', data: textBytes(texts, nulls) };
};

const textBytes = (texts: readonly string[], nulls: Uint8Array): Uint8Array => {
  const parts = texts.map((text) => Buffer.from(text, 'utf8'));
  const offsets = new Uint32Array(texts.length + 1);
  for (const [i, part] of parts.entries()) offsets[i + 1] = (offsets[i] as number) + part.length;
  return Buffer.concat([new Uint8Array(offsets.buffer), ...parts, nulls]);
};

type Numbers = BigInt64Array | Uint8Array | Uint32Array | Int32Array;

const bytesOf = (values: Numbers, nulls: Uint8Array): Uint8Array => {
  const data = new Uint8Array(values.byteLength + nulls.length);
  data.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  data.set(nulls, values.byteLength);
  return data;
};

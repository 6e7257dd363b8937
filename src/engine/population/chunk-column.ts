/** One column of the chunk that is being gathered: takes values one by one or in runs, and is encoded when the chunk is full. */
import type { ScalarValue } from '../feel/index.ts';
import { dateText } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import { isI32 } from '../model/integer-range.ts';
import type { ColumnChunk } from '../model/population.ts';
import { CalendarDate, Null } from '../model/value.ts';
import type { ScalarType } from '../model/value-type.ts';
import type { BatchColumn } from './batch-column.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import { endOf, startOf } from './field-bounds.ts';
import { LentBytes } from './lent-bytes.ts';
import { NumberCells } from './number-cells.ts';

const ROWS_MIN = 1_024;
/** A string column with more different texts than this in a chunk is stored as texts instead of codes. */
const DICTIONARY_MAX = 4_096;

/** What a chunk's head says of its bytes, and the bytes. */
export type EncodedCells = Pick<ColumnChunk, 'encoding' | 'data' | 'dictionary' | 'min' | 'max'> & { readonly denominator?: string };

export class ChunkColumn {
  readonly type: ScalarType;
  length = 0;
  private nulls = new Uint8Array(ROWS_MIN);
  /** Rows that are null; those above `length` are not counted. */
  nullCount = 0;
  private readonly numbers: NumberCells | undefined;
  /** Booleans, days and codes. */
  private small = new Int32Array(0);
  private readonly dictionary = new ByteDictionary();
  private readonly lent = new LentBytes();

  constructor(type: ScalarType) {
    this.type = type;
    this.numbers = type.type === 'decimal' || type.type === 'integer' ? new NumberCells(type) : undefined;
    if (this.numbers === undefined) this.small = new Int32Array(ROWS_MIN);
    this.addDeclaredTexts();
  }

  /** Why a value of the column's type cannot be stored at all, or undefined where it can. */
  limit(value: ScalarValue): string | undefined {
    if (typeof value === 'string') return value.isWellFormed() ? undefined : 'the text is not valid Unicode';
    return value instanceof Exact ? this.numbers?.limit(value) : undefined;
  }

  /** Why it cannot be stored with those that are there, or undefined where it can. */
  refusal(value: ScalarValue): string | undefined {
    return value instanceof Exact ? this.numbers?.refusal(value) : this.limit(value);
  }

  /** The value must be of the column's type and must not have a `refusal`; anything else is a fault of ours. */
  append(value: ScalarValue): void {
    this.reserve(1);
    const row = this.length;
    if (value instanceof Null) {
      this.nulls[row] = 1;
      this.nullCount++;
      this.numbers?.appendZeros(1);
      this.small[row] = 0;
    } else if (this.numbers !== undefined) {
      if (!(value instanceof Exact)) throw new TypeError(`a ${this.type.type} column was given a value of another type`);
      this.numbers.append(value);
    } else {
      this.small[row] = this.cellOf(value);
    }
    this.length++;
  }

  /** Appends the rows from … to of a batch, or gives false and appends nothing: then they have to come one by one. */
  appendRun(batch: BatchColumn, from: number, to: number): boolean {
    if (batch.kind === 'values') {
      for (let row = from; row < to; row++) this.append(batch.values[row] as ScalarValue);
      return true;
    }
    this.reserve(to - from);
    if (batch.kind === 'number') {
      if (this.numbers?.appendRun(batch.run, from, to) !== true) return false;
    } else if (batch.kind === 'small') this.small.set(batch.cells.subarray(from, to), this.length);
    else this.appendTexts(batch, from, to);
    if (batch.nulls !== undefined) this.appendNulls(batch.nulls, from, to);
    this.length += to - from;
    return true;
  }

  /** Appends a row of another column of the type, or gives false and appends nothing: then its value has to come as such. */
  appendFrom(other: ChunkColumn, row: number): boolean {
    if (this.numbers !== undefined && !other.isNull(row)) {
      if (other.numbers === undefined || !this.numbers.appendFrom(other.numbers, row)) return false;
      this.reserve(1);
      this.length++;
      return true;
    }
    if (this.type.type === 'string' || other.isNull(row)) return false;
    this.reserve(1);
    this.small[this.length++] = other.small[row] as number;
    return true;
  }

  isNull(row: number): boolean {
    return this.nulls[row] === 1;
  }

  value(row: number, missing: Null): ScalarValue {
    if (this.isNull(row)) return missing;
    if (this.numbers !== undefined) return this.numbers.value(row);
    const cell = this.small[row] as number;
    if (this.type.type === 'boolean') return cell === 1;
    return this.type.type === 'date' ? new CalendarDate(cell) : this.dictionary.text(cell);
  }

  /** Forgets the rows from `length` on. */
  truncate(length: number): void {
    if (this.nullCount > 0) {
      for (let row = length; row < this.length; row++) if (this.nulls[row] === 1) this.nullCount--;
      this.nulls.fill(0, length, this.length);
    }
    this.numbers?.truncate(length);
    this.length = length;
    if (length > 0) return;
    this.dictionary.clear();
    this.addDeclaredTexts();
  }

  /** The bytes are lent until the column is encoded again. */
  encoded(): EncodedCells {
    const nulls = this.nullCount > 0 ? this.nulls.subarray(0, this.length) : new Uint8Array(0);
    if (this.numbers !== undefined) return encodedNumbers(this.numbers, nulls, this.lent);
    const cells = this.small.subarray(0, this.length);
    switch (this.type.type) {
      case 'boolean':
        return { encoding: 'u8', data: bytesOf(new Uint8Array(cells), nulls, this.lent) };
      case 'date':
        return { encoding: 'days', data: bytesOf(cells, nulls, this.lent), ...daysRange(cells, nulls) };
      case 'enum':
        return { encoding: 'code', dictionary: this.type.values, data: bytesOf(cells, nulls, this.lent) };
      default:
        return this.encodedTexts(nulls);
    }
  }

  private cellOf(value: ScalarValue): number {
    const { type } = this.type;
    if (typeof value === 'boolean' && type === 'boolean') return value ? 1 : 0;
    if (value instanceof CalendarDate && type === 'date') return value.days;
    if (typeof value === 'string' && (type === 'string' || type === 'enum')) {
      const code = this.dictionary.ofText(value);
      if (this.type.type !== 'enum' || code < this.type.values.length) return code;
    }
    throw new TypeError(`a ${type} column was given a value of another type`);
  }

  private appendTexts({ run, nulls }: Extract<BatchColumn, { kind: 'text' }>, from: number, to: number): void {
    for (let row = from, at = this.length; row < to; row++, at++) {
      this.small[at] = nulls?.[row] === 1 ? 0 : this.dictionary.of(run.bytes, startOf(run, row), endOf(run, row));
    }
  }

  private appendNulls(nulls: Uint8Array, from: number, to: number): void {
    this.nulls.set(nulls.subarray(from, to), this.length);
    for (let row = from; row < to; row++) this.nullCount += nulls[row] as number;
  }

  /** Codes in the order of the rows, whatever was appended and forgotten between. */
  private encodedTexts(nulls: Uint8Array): EncodedCells {
    const codes = new Uint32Array(this.length);
    const codeOf = new Int32Array(this.dictionary.size).fill(-1);
    const used: number[] = [];
    const hasNulls = nulls.length > 0;
    for (let row = 0; row < this.length; row++) {
      if (hasNulls && nulls[row] === 1) continue;
      const text = this.small[row] as number;
      if (codeOf[text] === -1) codeOf[text] = used.push(text) - 1;
      codes[row] = codeOf[text] as number;
    }
    if (used.length <= DICTIONARY_MAX) {
      return { encoding: 'code', dictionary: used.map((text) => this.dictionary.text(text)), data: bytesOf(codes, nulls) };
    }
    const texts = Array.from(codes, (code, row) => (nulls[row] === 1 ? new Uint8Array(0) : this.dictionary.bytes(used[code] as number)));
    return { encoding: 'text', data: textBytes(texts, nulls) };
  }

  /** The codes of an enumeration are the places of its values. */
  private addDeclaredTexts(): void {
    if (this.type.type === 'enum') for (const value of this.type.values) this.dictionary.ofText(value);
  }

  private reserve(rows: number): void {
    const needed = this.length + rows;
    if (needed <= this.nulls.length) return;
    const capacity = Math.max(needed, this.nulls.length * 2);
    const nulls = new Uint8Array(capacity);
    nulls.set(this.nulls);
    this.nulls = nulls;
    if (this.numbers !== undefined) return;
    const small = new Int32Array(capacity);
    small.set(this.small);
    this.small = small;
  }
}

/** The narrowest layout that holds all numerators: it follows from the values alone, so equal columns have equal bytes. */
const encodedNumbers = (numbers: NumberCells, nulls: Uint8Array, lent: LentBytes): EncodedCells => {
  const { cells, denominator } = numbers.settled();
  const data = lent.take(cells.length * 4 + nulls.length);
  const narrow = new Int32Array(data.buffer, 0, cells.length);
  const range = cells instanceof Float64Array ? narrowDoubles(cells, nulls, narrow) : narrowIntegers(cells, nulls, narrow);
  data.set(nulls, cells.length * 4);
  const base = { denominator: denominator.toString() };
  if (range === undefined) return { ...base, encoding: 'i32', data };
  const { min, max } = range;
  const bounds = { min: Exact.of(min, denominator).toText(), max: Exact.of(max, denominator).toText() };
  if (!isI32(min, max)) return { ...base, encoding: 'i64', data: bytesOf(integersOf(cells), nulls, lent), ...bounds };
  return { ...base, encoding: 'i32', data, ...bounds };
};

type Range = { readonly min: bigint; readonly max: bigint };

/** Writes all cells in 32 bits, and gives the range of those that are not null: what was written is of use only where that fits. */
const narrowDoubles = (cells: Float64Array, nulls: Uint8Array, narrow: Int32Array): Range | undefined => {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const hasNulls = nulls.length > 0;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] as number;
    narrow[row] = cell;
    if (hasNulls && nulls[row] === 1) continue;
    if (cell < min) min = cell;
    if (cell > max) max = cell;
  }
  return min > max ? undefined : { min: BigInt(min), max: BigInt(max) };
};

const narrowIntegers = (cells: BigInt64Array, nulls: Uint8Array, narrow: Int32Array): Range | undefined => {
  let range: Range | undefined;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] as bigint;
    narrow[row] = Number(BigInt.asIntN(32, cell));
    if (nulls[row] === 1) continue;
    if (range === undefined) range = { min: cell, max: cell };
    else if (cell < range.min) range = { ...range, min: cell };
    else if (cell > range.max) range = { ...range, max: cell };
  }
  return range;
};

const TWO_POW_32 = 0x1_0000_0000;

/** As 64-bit integers; doubles are split into halves, which spares a BigInt for each. */
const integersOf = (cells: Float64Array | BigInt64Array): BigInt64Array => {
  if (cells instanceof BigInt64Array) return cells;
  const halves = new Int32Array(cells.length * 2);
  for (let row = 0; row < cells.length; row++) {
    const high = Math.floor((cells[row] as number) / TWO_POW_32);
    halves[2 * row] = (cells[row] as number) - high * TWO_POW_32;
    halves[2 * row + 1] = high;
  }
  return new BigInt64Array(halves.buffer);
};

const daysRange = (days: Int32Array, nulls: Uint8Array): Pick<EncodedCells, 'min' | 'max'> => {
  let min = 0x7fff_ffff;
  let max = -0x8000_0000;
  const hasNulls = nulls.length > 0;
  for (let row = 0; row < days.length; row++) {
    if (hasNulls && nulls[row] === 1) continue;
    const day = days[row] as number;
    if (day < min) min = day;
    if (day > max) max = day;
  }
  return min > max ? {} : { min: dateText(new CalendarDate(min)), max: dateText(new CalendarDate(max)) };
};

/** Cells, then nulls. */
export const bytesOf = (
  cells: BigInt64Array | Uint8Array | Uint32Array | Int32Array,
  nulls: Uint8Array = new Uint8Array(0),
  lent: LentBytes = new LentBytes(),
): Uint8Array => {
  const data = lent.take(cells.byteLength + nulls.length);
  data.set(new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength));
  data.set(nulls, cells.byteLength);
  return data;
};

/** Offsets, then the texts' UTF-8, then nulls. */
export const textBytes = (texts: readonly Uint8Array[], nulls: Uint8Array = new Uint8Array(0)): Uint8Array => {
  const offsets = new Uint32Array(texts.length + 1);
  for (const [i, text] of texts.entries()) offsets[i + 1] = (offsets[i] as number) + text.length;
  return Buffer.concat([new Uint8Array(offsets.buffer), ...texts, nulls]);
};

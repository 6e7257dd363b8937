/** A column chunk opened for reading: values are made when they are asked for. */
import { dateText } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import type { ColumnChunk, ColumnEncoding } from '../model/population.ts';
import { CalendarDate, type Null, type Value } from '../model/value.ts';

/** Ages, sizes and counts come again and again: these integers are made once. */
const SMALL_INTEGERS: readonly Exact[] = Array.from({ length: 256 }, (_, value) => Exact.integer(value));

const BYTES_PER_ROW = { i64: 8, i32: 4, u8: 1, code: 4, code8: 1, days: 4, text: 4, offsets: 4 } as const;

type Cells = BigInt64Array | Uint8Array | Uint32Array | Int32Array;

/** Texts in UTF-8, one after another: that of row i lies from offsets[i] to offsets[i + 1]. */
export type TextCells = { readonly bytes: Uint8Array; readonly offsets: Uint32Array };

/**
 * Reads one chunk of one column. The bytes must have been verified against their SHA-256 (`decodeColumn` does);
 * a wrong length is a fault here, since a hash that matched vouches for the writer.
 */
export class DecodedColumn {
  readonly rows: number;
  readonly encoding: ColumnEncoding;
  /** Numerators, codes, days, booleans, or offsets, by the chunk's encoding. */
  readonly cells: Cells;
  /** One byte a row, 1 = null; undefined where no row is. */
  readonly nulls: Uint8Array | undefined;
  readonly denominator: bigint;
  private readonly chunk: ColumnChunk;
  private readonly bytes: Uint8Array;

  constructor(chunk: ColumnChunk) {
    this.chunk = chunk;
    this.encoding = chunk.encoding;
    this.rows = chunk.rows;
    this.denominator = BigInt(chunk.denominator);
    this.bytes = aligned(chunk.data);
    const cellCount = chunk.encoding === 'text' || chunk.encoding === 'offsets' ? chunk.rows + 1 : chunk.rows;
    const nullBytes = chunk.nullCount > 0 ? chunk.rows : 0;
    const cellBytes = cellCount * BYTES_PER_ROW[chunk.encoding];
    this.cells = cellsOf(chunk.encoding, this.bytes, cellCount);
    const textBytes = chunk.encoding === 'text' ? (this.cells[cellCount - 1] as number) : 0;
    if (this.bytes.length !== cellBytes + textBytes + nullBytes)
      throw new RangeError(`chunk of ${chunk.column} has ${this.bytes.length} bytes`);
    this.nulls = nullBytes > 0 ? this.bytes.subarray(this.bytes.length - nullBytes) : undefined;
  }

  /** The bytes of a column of texts, as they are stored. */
  get texts(): TextCells {
    if (this.chunk.encoding !== 'text') throw new TypeError(`a column of ${this.chunk.encoding} has no texts`);
    return { bytes: this.bytes.subarray(this.cells.byteLength), offsets: this.cells as Uint32Array };
  }

  /** What codes mean. */
  get dictionary(): readonly string[] {
    return this.chunk.dictionary ?? [];
  }

  /** Between which numerators all cells of a column of numbers lie, the zeros of nulls included. */
  numeratorRange(): { readonly low: bigint; readonly high: bigint } {
    const { min = '0', max = '0' } = this.chunk;
    const [low, high] = [this.numeratorOf(min), this.numeratorOf(max)];
    if (this.nulls === undefined) return { low, high };
    return { low: low > 0n ? 0n : low, high: high < 0n ? 0n : high };
  }

  private numeratorOf(text: string): bigint {
    const numerator = Exact.parse(text)?.multiply(Exact.of(this.denominator)).toBigInt();
    if (numerator === undefined) throw new RangeError(`${text} is no bound of a column over ${this.denominator}`);
    return numerator;
  }

  isNull(row: number): boolean {
    return this.nulls !== undefined && this.nulls[row] === 1;
  }

  /** `missing` stands for a null, so that its cause can name the place. */
  value(row: number, missing: Null): Value {
    if (this.isNull(row)) return missing;
    switch (this.encoding) {
      case 'i64':
      case 'i32':
        return this.exact(BigInt(this.cells[row] as bigint | number));
      case 'u8':
        return this.cells[row] === 1;
      case 'days':
        return new CalendarDate(this.cells[row] as number);
      case 'code':
      case 'code8':
      case 'text':
        return this.string(row);
      case 'offsets':
        throw new TypeError('offsets have no values');
    }
  }

  /** The canonical text of a value, for keys and groups; undefined for a null. */
  text(row: number): string | undefined {
    if (this.isNull(row)) return undefined;
    switch (this.encoding) {
      case 'i64':
      case 'i32':
        return this.exact(BigInt(this.cells[row] as bigint | number)).toText();
      case 'u8':
        return this.cells[row] === 1 ? 'true' : 'false';
      case 'days':
        return dateText(new CalendarDate(this.cells[row] as number));
      default:
        return this.string(row);
    }
  }

  /** The row whose stored text is this one, or -1; for columns of texts that are all different. */
  indexOf(text: string): number {
    if (text === '') return -1;
    const start = this.cells.byteLength;
    const texts = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, this.cells[this.rows] as number);
    const wanted = Buffer.from(text, 'utf8');
    for (let at = texts.indexOf(wanted); at >= 0; at = texts.indexOf(wanted, at + 1)) {
      const row = this.rowAt(at);
      if (this.cells[row] === at && this.cells[row + 1] === at + wanted.length) return row;
    }
    return -1;
  }

  /** The last row whose text begins at or before a position. */
  private rowAt(position: number): number {
    let low = 0;
    let high = this.rows - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.cells[middle] as number) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private exact(n: bigint): Exact {
    if (this.denominator === 1n && n >= 0n && n < 256n) return SMALL_INTEGERS[Number(n)] as Exact;
    return Exact.of(n, this.denominator);
  }

  private string(row: number): string {
    if (this.encoding === 'code' || this.encoding === 'code8') return this.chunk.dictionary?.[this.cells[row] as number] as string;
    const start = this.cells.byteLength;
    const text = this.bytes.subarray(start + (this.cells[row] as number), start + (this.cells[row + 1] as number));
    return Buffer.from(text.buffer, text.byteOffset, text.length).toString('utf8');
  }
}

/** A view that typed arrays of 64 bits can be laid over; blobs of the database begin anywhere. */
const aligned = (data: Uint8Array): Uint8Array => (data.byteOffset % 8 === 0 ? data : Uint8Array.from(data));

const cellsOf = (encoding: ColumnEncoding, bytes: Uint8Array, count: number): Cells => {
  if (bytes.length < count * BYTES_PER_ROW[encoding]) throw new RangeError('a column chunk is too short');
  switch (encoding) {
    case 'i64':
      return new BigInt64Array(bytes.buffer, bytes.byteOffset, count);
    case 'u8':
    case 'code8':
      return new Uint8Array(bytes.buffer, bytes.byteOffset, count);
    case 'i32':
    case 'days':
      return new Int32Array(bytes.buffer, bytes.byteOffset, count);
    case 'code':
    case 'text':
    case 'offsets':
      return new Uint32Array(bytes.buffer, bytes.byteOffset, count);
  }
};

/** Reads what is plain of a batch's columns; what is not, is told, and read in another way. */
import { reserveThreadMemory, threadMemory } from '../wasm/thread-memory.ts';
import * as at from './cell-module.ts';
import type { RowBatch } from './row-batch.ts';

type ReadCells = (...parameters: readonly number[]) => void;
type Readers = { readonly readNumbers: ReadCells; readonly readDates: ReadCells; readonly readTexts: ReadCells };

/** Texts and their cells, laid out as the module reads them. */
export type KnownTexts = { readonly count: number; readonly bytes: Uint8Array; readonly cells: Int32Array };

type Range = { readonly low: number; readonly high: number };

/** Readers look at more bytes than a field may have. */
const VECTOR_BYTES = 16;

let readers: Readers | undefined;

const compiled = (): Readers => {
  readers ??= new WebAssembly.Instance(new WebAssembly.Module(at.cellModule()), { env: { memory: threadMemory() } })
    .exports as unknown as Readers;
  return readers;
};

const POWERS = Float64Array.from({ length: at.DIGITS_MAX + 1 }, (_, digits) => 10 ** digits);
const MASKS = Uint8Array.from({ length: 16 * (at.TEXT_BYTES_MAX + 1) }, (_, i) => (i % 16 < i >> 4 ? 0xff : 0));

/** Texts that are too long, or too many, stay unknown. None may be empty or twice there. */
export const knownTexts = (texts: Iterable<readonly [text: string, cell: number]>): KnownTexts => {
  const short = [...texts]
    .map(([text, cell]) => ({ encoded: Buffer.from(text, 'utf8'), cell }))
    .filter(({ encoded }) => encoded.length > 0 && encoded.length <= at.TEXT_BYTES_MAX)
    .slice(0, at.TEXTS_MAX);
  const bytes = new Uint8Array(short.length * at.TEXT_BYTES_MAX);
  for (const [i, { encoded }] of short.entries()) bytes.set(encoded, i * at.TEXT_BYTES_MAX);
  return { count: short.length, bytes, cells: Int32Array.from(short, ({ cell }) => cell) };
};

/** A batch in the thread's memory: good until anything else uses that. */
export class PlainCells {
  private readonly rows: number;
  private readonly buffer: ArrayBuffer;
  private readonly addresses: readonly number[];
  private readonly cells: number;
  private readonly unread: number;

  /** Only rows whose way is zero are read; they must have all fields. */
  constructor({ rows, buffer: source, bounds }: RowBatch, ways: Uint8Array) {
    const fields = bounds.fields;
    const bytes = at.BATCH;
    const waysAt = bytes + source.length + VECTOR_BYTES;
    const rowFields = aligned(waysAt + rows);
    const starts = rowFields + 4 * rows;
    const ends = starts + 4 * fields;
    this.cells = aligned(ends + 4 * fields);
    this.unread = this.cells + 8 * rows;
    const memory = reserveThreadMemory(this.unread + 4 * rows);
    this.rows = rows;
    this.buffer = memory.buffer as ArrayBuffer;
    this.addresses = [bytes, waysAt, rowFields, starts, ends, this.cells, this.unread, rows];
    new Float64Array(this.buffer, at.POWERS).set(POWERS);
    memory.set(MASKS, at.MASKS);
    memory.set(source, bytes);
    memory.set(ways.subarray(0, rows), waysAt);
    new Uint32Array(this.buffer, rowFields).set(bounds.rowField.subarray(0, rows));
    new Uint32Array(this.buffer, starts).set(bounds.fieldStart.subarray(0, fields));
    new Uint32Array(this.buffer, ends).set(bounds.fieldEnd.subarray(0, fields));
  }

  /** Numbers of at most 15 digits, in units of 10^-scale. Gives the largest size of one, and the rows that are left unread. */
  numbers(
    column: number,
    { scale, low, high }: Range & { readonly scale: number },
    into: Float64Array,
  ): { readonly largest: number; readonly unread: Uint32Array } {
    new Float64Array(this.buffer, at.LOW, 1)[0] = low;
    new Float64Array(this.buffer, at.HIGH, 1)[0] = high;
    compiled().readNumbers(...this.addresses, column, scale);
    into.set(new Float64Array(this.buffer, this.cells, this.rows));
    return { largest: new Float64Array(this.buffer, at.LARGEST, 1)[0] as number, unread: this.leftUnread() };
  }

  /** Days since 1970-01-01. Gives the rows that are left unread, as `texts` does. */
  dates(column: number, { low, high }: Range, into: Int32Array): Uint32Array {
    new Int32Array(this.buffer, at.LOW, 1)[0] = low;
    new Int32Array(this.buffer, at.HIGH, 1)[0] = high;
    compiled().readDates(...this.addresses, column, 0);
    return this.takeSmall(into);
  }

  texts(column: number, { count, bytes, cells }: KnownTexts, into: Int32Array): Uint32Array {
    new Int32Array(this.buffer, at.TEXT_COUNT, 1)[0] = count;
    new Uint8Array(this.buffer, at.TEXTS).set(bytes);
    new Int32Array(this.buffer, at.TEXT_CELLS).set(cells);
    compiled().readTexts(...this.addresses, column, 0);
    return this.takeSmall(into);
  }

  private takeSmall(into: Int32Array): Uint32Array {
    into.set(new Int32Array(this.buffer, this.cells, this.rows));
    return this.leftUnread();
  }

  private leftUnread(): Uint32Array {
    const [count = 0] = new Uint32Array(this.buffer, at.UNREAD_COUNT, 1);
    return new Uint32Array(this.buffer, this.unread, count);
  }
}

const aligned = (address: number): number => (address + 7) & ~7;

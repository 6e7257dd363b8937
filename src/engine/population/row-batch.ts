/** Some thousands of source rows over the UTF-8 they stand in; texts are made when they are asked for. */
import { ESCAPED, type RowBounds } from './row-bounds.ts';

export type RowPlace = { readonly row: number; readonly column: string | number };

type RowBatchParts = {
  readonly bytes: Buffer;
  readonly bounds: RowBounds;
  readonly columns: readonly string[];
  /** Place of the first of the bytes in the file. */
  readonly offset: number;
  /** What the flaws of `bounds` mean; the first means none. */
  readonly flaws: readonly string[];
  readonly expected?: string;
  /** Of sources whose rows have no place of their own: the number of the first row, from 0, and how much of the file they stand for. */
  readonly place?: { readonly first: number; readonly end: number };
};

export class RowBatch {
  readonly rows: number;
  readonly buffer: Buffer;
  /** Where rows and fields stand in `buffer`: for those that read whole columns. */
  readonly bounds: RowBounds;
  private readonly columns: readonly string[];
  private readonly fileOffset: number;
  private readonly flaws: readonly string[];
  private readonly placed: RowBatchParts['place'];
  /** What a row should be, for one that is flawed. */
  readonly expected: string;

  constructor(of: RowBatchParts) {
    this.rows = of.bounds.rows;
    this.buffer = of.bytes;
    this.bounds = of.bounds;
    this.columns = of.columns;
    this.fileOffset = of.offset;
    this.flaws = of.flaws;
    this.placed = of.place;
    this.expected = of.expected ?? 'a row as RFC 4180 has it, with a field for every column';
  }

  /** 1-based line on which the row begins. */
  line(row: number): number {
    return this.bounds.rowLine[row] as number;
  }

  fieldCount(row: number): number {
    return (this.bounds.rowField[row + 1] as number) - (this.bounds.rowField[row] as number);
  }

  /** What is wrong with the row as such, or undefined. */
  flaw(row: number): string | undefined {
    const flaw = this.bounds.rowFlaw[row] as number;
    if (flaw !== 0) return this.flaws[flaw];
    const count = this.fieldCount(row);
    return count === this.columns.length ? undefined : `the row has ${count} fields and the header ${this.columns.length}`;
  }

  /** Fields that a row should have. */
  get columnCount(): number {
    return this.columns.length;
  }

  text(row: number, index: number): string {
    const field = (this.bounds.rowField[row] as number) + index;
    const text = this.buffer.toString('utf8', this.bounds.fieldStart[field], this.bounds.fieldEnd[field]);
    return this.bounds.fieldForm[field] === ESCAPED ? text.replaceAll('""', '"') : text;
  }

  /** A field's bytes as they stand in the file, without its quotes. */
  bytes(row: number, index: number): Buffer {
    const field = (this.bounds.rowField[row] as number) + index;
    return this.buffer.subarray(this.bounds.fieldStart[field], this.bounds.fieldEnd[field]);
  }

  /** The row as it stands in the file, without its line end. */
  raw(row: number): string {
    return this.buffer.toString('utf8', this.bounds.rowStart[row], this.bounds.rowEnd[row]);
  }

  /** Where the row is found again: its bytes in the file, or its number where it has none. */
  extent(row: number): { readonly offset: number; readonly length: number } {
    if (this.placed !== undefined) return { offset: this.placed.first + row, length: 0 };
    const start = this.bounds.rowStart[row] as number;
    return { offset: this.fileOffset + start, length: (this.bounds.rowEnd[row] as number) - start };
  }

  columnName(index: number): string {
    return this.columns[index] as string;
  }

  /** Bytes of the file up to the end of the last row. */
  get end(): number {
    if (this.placed !== undefined) return this.placed.end;
    return this.rows === 0 ? this.fileOffset : this.fileOffset + (this.bounds.rowEnd[this.rows - 1] as number);
  }

  place(row: number, index: number): RowPlace {
    return { row: this.line(row), column: this.columns[index] ?? index + 1 };
  }
}

/** The members of a source that does not keep the order of its units: read before them and held until each unit asks for its own. */
import { absent, type ScalarValue } from '../feel/index.ts';
import { refuse } from '../model/problem.ts';
import type { StorageRefusal } from './chunk-builder.ts';
import { ChunkColumn } from './chunk-column.ts';
import type { MappedField } from './mapped-field.ts';

/** Where a member's row stands in its file, so that it can still be quarantined as it was written. */
export type MemberPlace = { readonly line: number; readonly offset: number; readonly length: number };

const NONE = -1;
const ROWS_MIN = 1_024;
/** Rows whose numbers share their denominators. */
const PAGE_ROWS = 16_384;
/** A larger file has to be in the order of its units: then nothing of it is held. */
export const MEMBERS_HELD_MAX = 50_000_000;

type Page = { readonly first: number; readonly columns: readonly ChunkColumn[] };

/**
 * All members of a file in typed columns, chained by the key of their unit: about 40 bytes a member, 9 more for a number and 5 for anything else.
 * Pages end early where their fractions would get too fine together.
 */
export class MemberTable {
  rows = 0;
  private readonly fields: readonly MappedField[];
  private readonly pages: Page[] = [];
  /** By key: first and last member row. */
  private readonly first: number[] = [];
  private readonly last: number[] = [];
  /** By member row: the next of the same key, its key, its page, and its place in the file. */
  private next = new Int32Array(ROWS_MIN);
  private unitKeys = new Uint32Array(ROWS_MIN);
  private pageOf = new Uint32Array(ROWS_MIN);
  private lines = new Float64Array(ROWS_MIN);
  private starts = new Float64Array(ROWS_MIN);
  private lengths = new Uint32Array(ROWS_MIN);

  constructor(fields: readonly MappedField[]) {
    this.fields = fields;
  }

  /** Adds a member, or says why its values cannot be stored, and in which column. Refuses (`invalid`) more than can be held. */
  add(key: number, values: readonly ScalarValue[], place: MemberPlace): StorageRefusal | undefined {
    if (this.rows === MEMBERS_HELD_MAX)
      refuse('invalid', `there are more than ${MEMBERS_HELD_MAX} members out of the order of their units; sort both files by their key`);
    const refusal = this.append(values);
    if (refusal !== undefined) return refusal;
    if (this.rows === this.next.length) this.grow();
    while (this.first.length <= key) {
      this.first.push(NONE);
      this.last.push(NONE);
    }
    const row = this.rows++;
    this.next[row] = NONE;
    this.unitKeys[row] = key;
    this.pageOf[row] = this.pages.length - 1;
    this.lines[row] = place.line;
    this.starts[row] = place.offset;
    this.lengths[row] = place.length;
    const last = this.last[key] as number;
    if (last === NONE) this.first[key] = row;
    else this.next[last] = row;
    this.last[key] = row;
    return undefined;
  }

  /** Member rows of a key, in the order of the file. */
  rowsOf(key: number): readonly number[] {
    const rows: number[] = [];
    for (let row = this.first[key] ?? NONE; row !== NONE; row = this.next[row] as number) rows.push(row);
    return rows;
  }

  keyOf(row: number): number {
    return this.unitKeys[row] as number;
  }

  place(row: number): MemberPlace {
    return { line: this.lines[row] as number, offset: this.starts[row] as number, length: this.lengths[row] as number };
  }

  values(row: number): readonly ScalarValue[] {
    const { first, columns } = this.pages[this.pageOf[row] as number] as Page;
    return columns.map((column, i) => column.value(row - first, absent((this.fields[i] as MappedField).name)));
  }

  private append(values: readonly ScalarValue[]): StorageRefusal | undefined {
    const page = this.pages.at(-1);
    const isFull = page === undefined || this.rows - page.first >= PAGE_ROWS;
    const columns =
      isFull || this.refusal(page.columns, values) !== undefined ? this.fields.map(({ type }) => new ChunkColumn(type)) : page.columns;
    const refusal = this.refusal(columns, values);
    if (refusal !== undefined) return refusal;
    if (columns !== page?.columns) this.pages.push({ first: this.rows, columns });
    for (const [i, column] of columns.entries()) column.append(values[i] as ScalarValue);
    return undefined;
  }

  private refusal(columns: readonly ChunkColumn[], values: readonly ScalarValue[]): StorageRefusal | undefined {
    for (const [i, column] of columns.entries()) {
      const reason = column.refusal(values[i] as ScalarValue);
      if (reason !== undefined) return { column: (this.fields[i] as MappedField).name, reason };
    }
    return undefined;
  }

  private grow(): void {
    const rows = this.rows * 2;
    const larger = <T extends Int32Array | Uint32Array | Float64Array>(empty: T, array: T): T => {
      empty.set(array);
      return empty;
    };
    this.next = larger(new Int32Array(rows), this.next);
    this.unitKeys = larger(new Uint32Array(rows), this.unitKeys);
    this.pageOf = larger(new Uint32Array(rows), this.pageOf);
    this.lines = larger(new Float64Array(rows), this.lines);
    this.starts = larger(new Float64Array(rows), this.starts);
    this.lengths = larger(new Uint32Array(rows), this.lengths);
  }
}

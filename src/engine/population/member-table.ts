/** The members of a source that does not keep the order of its units: read before them and held until each unit asks for its own. */
import { absent, type ScalarValue } from '../feel/index.ts';
import { refuse } from '../model/problem.ts';
import type { BatchColumn } from './batch-column.ts';
import type { ChunkBuilder, MemberRun, StorageRefusal } from './chunk-builder.ts';
import { ChunkColumn } from './chunk-column.ts';
import type { MappedField } from './mapped-field.ts';

/** Where a member's row stands in its file, so that it can still be quarantined as it was written. */
export type MemberPlace = { readonly line: number; readonly offset: number; readonly length: number };

const NONE = -1;
const ROWS_MIN = 1_024;
/** Rows whose numbers share their denominators. */
const PAGE_ROWS = 16_384;
/** A larger file has to be in the order of its units: then nothing of it is held. */
const MEMBERS_HELD_MAX = 10_000_000;

/** Chunks keep that a value is missing, not why. */
const MISSING = absent('member');

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

  /** Adds the rows from … to of a batch, or gives false and adds none: then they have to come one by one. */
  addRun({ columns, from, to }: MemberRun, keyOf: (row: number) => number, placeOf: (row: number) => MemberPlace): boolean {
    this.demandRoom(to - from);
    if (!this.appendRun(columns, from, to) && !(this.beginPage() && this.appendRun(columns, from, to))) return false;
    for (let row = from; row < to; row++) this.link(keyOf(row), placeOf(row));
    return true;
  }

  /** Adds a member, or says why its values cannot be stored, and in which column. Refuses (`invalid`) more than can be held. */
  add(key: number, values: readonly ScalarValue[], place: MemberPlace): StorageRefusal | undefined {
    this.demandRoom(1);
    const refusal = this.append(values);
    if (refusal === undefined) this.link(key, place);
    return refusal;
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

  /** Adds a member to a chunk. */
  hand(row: number, builder: ChunkBuilder): StorageRefusal | undefined {
    const { first, columns } = this.pages[this.pageOf[row] as number] as Page;
    return builder.addMemberFrom(columns, row - first, MISSING);
  }

  private demandRoom(rows: number): void {
    if (this.rows + rows <= MEMBERS_HELD_MAX) return;
    refuse('invalid', `there are more than ${MEMBERS_HELD_MAX} members out of the order of their units; sort both files by their key`);
  }

  /** Notes the member that was appended last. */
  private link(key: number, place: MemberPlace): void {
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
  }

  private appendRun(columns: readonly BatchColumn[], from: number, to: number): boolean {
    const page = this.pages.at(-1);
    if (page === undefined || this.rows - page.first + to - from > PAGE_ROWS) return false;
    const isTaken = page.columns.every((column, i) => column.appendRun(columns[i] as BatchColumn, from, to));
    if (!isTaken) for (const column of page.columns) column.truncate(this.rows - page.first);
    return isTaken;
  }

  private append(values: readonly ScalarValue[]): StorageRefusal | undefined {
    const page = this.pages.at(-1);
    const isFull = page === undefined || this.rows - page.first >= PAGE_ROWS;
    if (isFull || this.refusal(page.columns, values) !== undefined) this.beginPage();
    const { columns } = this.pages.at(-1) as Page;
    const refusal = this.refusal(columns, values);
    if (refusal === undefined) for (const [i, column] of columns.entries()) column.append(values[i] as ScalarValue);
    return refusal;
  }

  /** Gives true. */
  private beginPage(): boolean {
    if (this.pages.at(-1)?.first === this.rows) this.pages.pop();
    this.pages.push({ first: this.rows, columns: this.fields.map(({ type }) => new ChunkColumn(type)) });
    return true;
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

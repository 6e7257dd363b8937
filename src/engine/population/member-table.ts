/** The members of a source, read before their units and held until each unit asks for its own. */
import { absent } from '../feel/index.ts';
import type { Context, Value } from '../model/value.ts';
import type { ScalarInput } from '../model/value-type.ts';
import type { MemberColumns, StorageRefusal } from './chunk-builder.ts';
import { ColumnVector } from './column-vector.ts';

/** Where a member's row stands in its file, so that it can still be quarantined as it was written. */
export type MemberPlace = { readonly line: number; readonly offset: number; readonly length: number };

const NONE = -1;
const ROWS_MIN = 1_024;

/**
 * All members of a file in typed columns, chained by the key of their unit: about 30 bytes a member and 9 to 17 more a field.
 */
export class MemberTable {
  readonly columns: MemberColumns;
  rows = 0;
  /** By key: first and last member row. */
  private readonly first: number[] = [];
  private readonly last: number[] = [];
  /** By member row: the next of the same key, its key, and its place in the file. */
  private next = new Int32Array(ROWS_MIN);
  private unitKeys = new Uint32Array(ROWS_MIN);
  private lines = new Float64Array(ROWS_MIN);
  private starts = new Float64Array(ROWS_MIN);
  private lengths = new Uint32Array(ROWS_MIN);

  constructor(list: string, fields: readonly { readonly name: string; readonly type: ScalarInput }[]) {
    this.columns = { list, columns: fields.map(({ name, type }) => ({ name, vector: new ColumnVector(type) })) };
  }

  /** Why values cannot be stored, and in which column. */
  refusal(values: readonly Value[]): StorageRefusal | undefined {
    for (const [i, { name, vector }] of this.columns.columns.entries()) {
      const reason = vector.refusal(values[i] as Value);
      if (reason !== undefined) return { column: name, reason };
    }
    return undefined;
  }

  add(key: number, values: readonly Value[], place: MemberPlace): void {
    if (this.rows === this.next.length) this.grow();
    while (this.first.length <= key) {
      this.first.push(NONE);
      this.last.push(NONE);
    }
    const row = this.rows++;
    for (const [i, { vector }] of this.columns.columns.entries()) vector.append(values[i] as Value);
    this.next[row] = NONE;
    this.unitKeys[row] = key;
    this.lines[row] = place.line;
    this.starts[row] = place.offset;
    this.lengths[row] = place.length;
    const last = this.last[key] as number;
    if (last === NONE) this.first[key] = row;
    else this.next[last] = row;
    this.last[key] = row;
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

  /** Members as expressions see them. */
  contexts(rows: readonly number[]): readonly Context[] {
    return rows.map((row, position) => {
      const context: Record<string, Value> = Object.create(null);
      for (const { name, vector } of this.columns.columns) {
        context[name] = vector.value(row, absent(`${this.columns.list}[${position + 1}].${name}`));
      }
      return context;
    });
  }

  private grow(): void {
    const rows = this.rows * 2;
    const larger = <T extends Int32Array | Uint32Array | Float64Array>(empty: T, array: T): T => {
      empty.set(array);
      return empty;
    };
    this.next = larger(new Int32Array(rows), this.next);
    this.unitKeys = larger(new Uint32Array(rows), this.unitKeys);
    this.lines = larger(new Float64Array(rows), this.lines);
    this.starts = larger(new Float64Array(rows), this.starts);
    this.lengths = larger(new Uint32Array(rows), this.lengths);
  }
}

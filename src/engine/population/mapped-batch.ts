/** A batch of source rows as the columns that a mapping makes of it, and how each of its rows is to be taken. */
import type { ScalarValue } from '../feel/index.ts';
import { absent } from '../feel/index.ts';
import type { Context } from '../model/value.ts';
import type { BatchColumn } from './batch-column.ts';
import { columnReader } from './column-reader.ts';
import { ExpressionReader } from './expression-reader.ts';
import { BROKEN, boundsOf, endOf, FAST, GENERAL, NO_BOUNDS, startOf } from './field-bounds.ts';
import { LinearReader } from './linear-reader.ts';
import { CellRefusal, type MappedField } from './mapped-field.ts';
import { PlainCells } from './plain-cells.ts';
import type { RowBatch } from './row-batch.ts';

/** Reads one field of all rows that are FAST. */
type FieldReader = (batch: RowBatch, ways: Uint8Array, plain: PlainCells) => BatchColumn;

export type Reading = 'columns' | 'values';

const ROWS_MIN = 1_024;

export class MappedBatch {
  readonly fields: readonly MappedField[];
  readonly keyColumn: number;
  /** FAST, GENERAL or BROKEN by row. */
  ways = new Uint8Array(ROWS_MIN);
  /** By field; only rows that are FAST count. */
  columns: readonly BatchColumn[] = [];
  /** Bytes of the keys of the rows that are FAST. */
  keys = NO_BOUNDS;
  rows = 0;
  private batch: RowBatch | undefined;
  private readonly readers: readonly FieldReader[];

  /** `reading`: `values` leaves all rows to the general way, for those that compare. */
  constructor(fields: readonly MappedField[], keyColumn: number, reading: Reading = 'columns') {
    this.fields = fields;
    this.keyColumn = keyColumn;
    this.readers = reading === 'values' ? [allGeneral] : fields.map(readerOf);
  }

  get source(): RowBatch {
    if (this.batch === undefined) throw new Error('no batch was loaded');
    return this.batch;
  }

  load(batch: RowBatch): void {
    this.batch = batch;
    this.rows = batch.rows;
    if (this.ways.length < batch.rows) this.ways = new Uint8Array(batch.rows * 2);
    const { ways, rows, keyColumn } = this;
    const { columnCount } = batch;
    const { rowFlaw, rowField, fieldStart, fieldEnd } = batch.bounds;
    let first = rowField[0] as number;
    for (let row = 0; row < rows; row++) {
      const next = rowField[row + 1] as number;
      const key = first + keyColumn;
      const isWhole = rowFlaw[row] === 0 && next - first === columnCount;
      ways[row] = isWhole && (fieldEnd[key] as number) > (fieldStart[key] as number) ? FAST : BROKEN;
      first = next;
    }
    this.keys = boundsOf(batch, this.keyColumn, ways);
    const plain = new PlainCells(batch, ways);
    this.columns = this.readers.map((read) => read(batch, ways, plain));
  }

  /** UTF-8 of the key of a row, also of one that is broken, as far as it has a key. */
  keyAt(row: number): Uint8Array {
    const { keys, ways } = this;
    return ways[row] === FAST ? keys.bytes.subarray(startOf(keys, row), endOf(keys, row)) : Buffer.from(this.keyText(row), 'utf8');
  }

  /** What is wrong with a BROKEN row; undefined for any other. */
  flaw(row: number): CellRefusal | undefined {
    const reason = this.source.flaw(row);
    if (reason !== undefined) return new CellRefusal({ column: '', reason, expected: this.source.expected });
    if (this.keyText(row) !== '') return undefined;
    return new CellRefusal({ column: this.source.columnName(this.keyColumn), reason: 'the key is empty', expected: 'the key of the unit' });
  }

  private keyText(row: number): string {
    return this.keyColumn < this.source.fieldCount(row) ? this.source.text(row, this.keyColumn) : '';
  }

  /** The values of a row, field by field, or why it has none. */
  values(row: number, members: () => readonly Context[] = () => []): readonly ScalarValue[] | CellRefusal {
    if (this.ways[row] === BROKEN) return this.flaw(row) as CellRefusal;
    const values: ScalarValue[] = [];
    const source = { text: (column: number) => this.source.text(row, column), members };
    for (const field of this.fields) {
      const value = field.read(source);
      if (value instanceof CellRefusal) return value;
      values.push(value);
    }
    return values;
  }
}

const readerOf = (field: MappedField): FieldReader => {
  const { from, type, name } = field;
  if (from.kind === 'column') {
    const reader = columnReader(type, from.nulls);
    return (batch, ways, plain) => reader.read(boundsOf(batch, from.column, ways), ways, plain);
  }
  if (from.kind === 'nothing') {
    const missing = absent(name);
    return (batch) => ({ kind: 'values', values: new Array<ScalarValue>(batch.rows).fill(missing), nulls: undefined });
  }
  if (from.readsMembers) return allGeneral;
  const isNumber = type.type === 'decimal' || type.type === 'integer';
  const isSum = isNumber && from.linear !== undefined && from.linear.terms.length > 0;
  const reader = isSum ? new LinearReader(type, from.linear, from.nulls) : new ExpressionReader(field, from.columns);
  return (batch, ways, plain) => reader.read(batch, ways, plain);
};

/** The members are known only when the unit is put together. */
const allGeneral: FieldReader = (batch, ways) => {
  for (let row = 0; row < batch.rows; row++) if (ways[row] === FAST) ways[row] = GENERAL;
  return { kind: 'values', values: [], nulls: undefined };
};

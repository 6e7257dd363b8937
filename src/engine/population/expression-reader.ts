/** Evaluates an expression of a mapping for a whole batch; what depends on one column alone once for each text of it. */
import type { ScalarValue } from '../feel/index.ts';
import { type Exact, lcm } from '../model/exact.ts';
import { type CalendarDate, Null } from '../model/value.ts';
import type { BatchColumn } from './batch-column.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import { noColumnOf } from './column-type.ts';
import { boundsOf, endOf, FAST, GENERAL, NO_BOUNDS, startOf } from './field-bounds.ts';
import { CellRefusal, type MappedField } from './mapped-field.ts';
import type { RowBatch } from './row-batch.ts';

/** Texts whose values are kept; further ones are evaluated row by row. */
const TEXTS_MAX = 1 << 16;
/** Denominators and numerators beyond this are left to the general way. */
const DENOMINATOR_MAX = 1_000_000_000n;
const SAFE = 2 ** 53;

export class ExpressionReader {
  private readonly field: MappedField;
  /** The one column that the value depends on; undefined where it depends on none or on several. */
  private readonly column: number | undefined;
  private readonly isConstant: boolean;
  private bounds = NO_BOUNDS;
  private readonly texts = new ByteDictionary();
  private readonly known: (ScalarValue | CellRefusal)[] = [];
  private readonly cells: ValueCells;

  /** `columns`: what the field's expression reads. */
  constructor(field: MappedField, columns: readonly number[]) {
    this.field = field;
    const distinct = [...new Set(columns)];
    this.column = distinct.length === 1 ? distinct[0] : undefined;
    this.isConstant = distinct.length === 0;
    this.cells = cellsFor(field);
  }

  read(batch: RowBatch, ways: Uint8Array): BatchColumn {
    const { cells } = this;
    cells.begin(batch.rows);
    if (this.column !== undefined) this.bounds = boundsOf(batch, this.column, ways);
    for (let row = 0; row < batch.rows; row++) {
      if (ways[row] !== FAST) continue;
      const value = this.valueOf(batch, row);
      if (value instanceof CellRefusal || !cells.put(row, value)) ways[row] = GENERAL;
    }
    return cells.column();
  }

  private valueOf(batch: RowBatch, row: number): ScalarValue | CellRefusal {
    if (this.isConstant) return this.remembered(0, batch, row);
    if (this.column === undefined) return this.evaluated(batch, row);
    const { bytes } = this.bounds;
    const [start, end] = [startOf(this.bounds, row), endOf(this.bounds, row)];
    const isFull = this.texts.size >= TEXTS_MAX;
    const text = isFull ? this.texts.find(bytes, start, end) : this.texts.of(bytes, start, end);
    return text < 0 ? this.evaluated(batch, row) : this.remembered(text, batch, row);
  }

  private remembered(text: number, batch: RowBatch, row: number): ScalarValue | CellRefusal {
    const known = this.known[text] ?? this.evaluated(batch, row);
    this.known[text] = known;
    return known;
  }

  private evaluated(batch: RowBatch, row: number): ScalarValue | CellRefusal {
    return this.field.read({ text: (column) => batch.text(row, column), members: () => [] });
  }
}

/** Values as cells of a batch. `put` gives false for what the cells cannot hold. */
type ValueCells = { begin(rows: number): void; put(row: number, value: ScalarValue): boolean; column(): BatchColumn };

const cellsFor = ({ type }: MappedField): ValueCells => {
  switch (type.type) {
    case 'decimal':
    case 'integer':
      return new NumberCells();
    case 'boolean':
      return new SmallCells((value) => (value === true ? 1 : 0));
    case 'date':
      return new SmallCells((value) => (value as CalendarDate).days);
    case 'enum': {
      const codes = new Map<ScalarValue, number>(type.values.map((value, code) => [value, code]));
      return new SmallCells((value) => codes.get(value) as number);
    }
    case 'string':
      return new TextCells();
    default:
      throw noColumnOf(type);
  }
};

class NumberCells implements ValueCells {
  private cells = new Float64Array(0);
  private nulls = new Uint8Array(0);
  private denominator = 1n;
  private nullCount = 0;
  private largest = 0;
  private rows = 0;

  begin(rows: number): void {
    this.rows = rows;
    this.nullCount = 0;
    this.largest = 0;
    this.cells = this.cells.length < rows ? new Float64Array(rows * 2) : this.cells.fill(0, 0, rows);
    this.nulls = this.nulls.length < rows ? new Uint8Array(rows * 2) : this.nulls.fill(0, 0, rows);
  }

  put(row: number, value: ScalarValue): boolean {
    if (value instanceof Null) {
      this.nulls[row] = 1;
      this.nullCount++;
      return true;
    }
    const { n, d } = value as Exact;
    if (this.denominator % d !== 0n && !this.grow((value as Exact).reduced().d)) return false;
    const cell = (n * this.denominator) / d;
    const size = Number(cell < 0n ? -cell : cell);
    if (size >= SAFE) return false;
    this.cells[row] = Number(cell);
    if (size > this.largest) this.largest = size;
    return true;
  }

  column(): BatchColumn {
    const run = { cells: this.cells, denominator: Number(this.denominator), largest: this.largest };
    return { kind: 'number', run, nulls: this.nullCount > 0 ? this.nulls : undefined };
  }

  private grow(d: bigint): boolean {
    const denominator = lcm(this.denominator, d);
    const factor = Number(denominator / this.denominator);
    if (denominator > DENOMINATOR_MAX || this.largest * factor >= SAFE) return false;
    for (let row = 0; row < this.rows; row++) this.cells[row] = (this.cells[row] as number) * factor;
    this.largest *= factor;
    this.denominator = denominator;
    return true;
  }
}

class SmallCells implements ValueCells {
  private readonly cellOf: (value: ScalarValue) => number;
  private cells = new Int32Array(0);
  private nulls = new Uint8Array(0);
  private nullCount = 0;

  constructor(cellOf: (value: ScalarValue) => number) {
    this.cellOf = cellOf;
  }

  begin(rows: number): void {
    this.nullCount = 0;
    this.cells = this.cells.length < rows ? new Int32Array(rows * 2) : this.cells.fill(0, 0, rows);
    this.nulls = this.nulls.length < rows ? new Uint8Array(rows * 2) : this.nulls.fill(0, 0, rows);
  }

  put(row: number, value: ScalarValue): boolean {
    if (value instanceof Null) {
      this.nulls[row] = 1;
      this.nullCount++;
    } else this.cells[row] = this.cellOf(value);
    return true;
  }

  column(): BatchColumn {
    return { kind: 'small', cells: this.cells, nulls: this.nullCount > 0 ? this.nulls : undefined };
  }
}

/** Texts are taken over one by one. */
class TextCells implements ValueCells {
  private values: ScalarValue[] = [];

  begin(rows: number): void {
    this.values = new Array<ScalarValue>(rows);
  }

  put(row: number, value: ScalarValue): boolean {
    if (typeof value === 'string' && !value.isWellFormed()) return false;
    this.values[row] = value;
    return true;
  }

  column(): BatchColumn {
    return { kind: 'values', values: this.values, nulls: undefined };
  }
}

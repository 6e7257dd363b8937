/** One column's values in typed arrays, growing while a file or a chunk is read. */
import { Exact, powerOfTen } from '../model/exact.ts';
import { CalendarDate, Null, type Value } from '../model/value.ts';
import type { ScalarType } from '../model/value-type.ts';

const I64_MAX = (1n << 63n) - 1n;
const I64_MIN = -(1n << 63n);
/** A chunk keeps exact rationals over one common denominator; a single value may not bring more than this. */
export const DENOMINATOR_MAX = 1_000_000_000_000n;
const ROWS_MIN = 1_024;

/** Where `n` fits the signed 64 bits of the `i64` encoding. */
export const isI64 = (n: bigint): boolean => n >= I64_MIN && n <= I64_MAX;

/** Where `n` fits the signed 32 bits of the `i32` encoding. */
export const isI32 = (n: bigint): boolean => n >= -0x8000_0000n && n <= 0x7fff_ffffn;

/** The denominator that every value of a type is stored over, or undefined where each chunk finds its own. */
export const fixedDenominator = (type: ScalarType): bigint | undefined => {
  if (type.type === 'integer') return 1n;
  return type.type === 'decimal' && type.scale !== undefined ? powerOfTen(type.scale) : undefined;
};

type Cells = BigInt64Array | Uint8Array | Uint32Array | Int32Array;

const cellsFor = (type: ScalarType, rows: number): Cells => {
  switch (type.type) {
    case 'decimal':
    case 'integer':
      return new BigInt64Array(rows);
    case 'boolean':
      return new Uint8Array(rows);
    case 'date':
      return new Int32Array(rows);
    case 'enum':
    case 'string':
      return new Uint32Array(rows);
  }
};

/**
 * The values of one column in the order they were appended.
 *
 * Numbers are numerators over `fixedDenominator`, or over a denominator of their own where the type declares no scale;
 * texts are codes into `texts`. 9 to 17 bytes a row, so that a million members with eight fields stay near 100 MB.
 */
export class ColumnVector {
  readonly type: ScalarType;
  length = 0;
  nullCount = 0;
  /** What the codes of enum and string columns mean; the declared values for an enum. */
  texts: string[];
  private cells: Cells;
  private denominators: Float64Array | undefined;
  private nulls: Uint8Array;
  private codes: Map<string, number>;
  private readonly fixed: bigint | undefined;

  constructor(type: ScalarType) {
    this.type = type;
    this.fixed = fixedDenominator(type);
    this.cells = cellsFor(type, ROWS_MIN);
    this.nulls = new Uint8Array(ROWS_MIN);
    this.denominators = type.type === 'decimal' && this.fixed === undefined ? new Float64Array(ROWS_MIN) : undefined;
    this.texts = type.type === 'enum' ? [...type.values] : [];
    this.codes = new Map(this.texts.map((text, code) => [text, code]));
  }

  /** Why a value of the right type cannot be stored, or undefined where it can. */
  refusal(value: Value): string | undefined {
    if (typeof value === 'string') return value.isWellFormed() ? undefined : 'the text is not valid Unicode';
    if (!(value instanceof Exact)) return undefined;
    const { n, d } = this.fixed === undefined ? value.reduced() : { n: this.scaled(value), d: 1n };
    if (n === undefined) throw new RangeError(`${value.toText()} has more digits than the scale of its column`);
    if (!isI64(n)) return 'the number is too large to be stored exactly';
    return d > DENOMINATOR_MAX ? 'the exact value has too fine a fraction to be stored; round it in the mapping' : undefined;
  }

  /** The value must be of the column's type and must not have a `refusal`; anything else is a fault of ours. */
  append(value: Value): void {
    if (this.length === this.nulls.length) this.grow();
    const row = this.length++;
    if (value instanceof Null) {
      this.nulls[row] = 1;
      this.nullCount++;
      return;
    }
    if (value instanceof Exact && this.cells instanceof BigInt64Array) this.appendNumber(row, value);
    else if (typeof value === 'boolean' && this.type.type === 'boolean') this.cells[row] = value ? 1 : 0;
    else if (value instanceof CalendarDate && this.type.type === 'date') this.cells[row] = value.days;
    else if (typeof value === 'string') this.cells[row] = this.code(value);
    else throw new TypeError(`a ${this.type.type} column was given a value of another type`);
  }

  isNull(row: number): boolean {
    return this.nulls[row] === 1;
  }

  /** The numerator of a number over its `denominator(row)`. */
  numerator(row: number): bigint {
    return this.cells[row] as bigint;
  }

  denominator(row: number): bigint {
    return this.fixed ?? BigInt((this.denominators as Float64Array)[row] as number);
  }

  /** The code, the day or the boolean (0 or 1) of a row. */
  small(row: number): number {
    return this.cells[row] as number;
  }

  value(row: number, missing: Null): Value {
    if (this.isNull(row)) return missing;
    switch (this.type.type) {
      case 'decimal':
      case 'integer':
        return Exact.of(this.numerator(row), this.denominator(row));
      case 'boolean':
        return this.small(row) === 1;
      case 'date':
        return new CalendarDate(this.small(row));
      case 'enum':
      case 'string':
        return this.texts[this.small(row)] as string;
    }
  }

  /** Forgets all rows and keeps the memory. */
  clear(): void {
    this.nulls.fill(0, 0, this.length);
    this.length = 0;
    this.nullCount = 0;
    if (this.type.type !== 'string') return;
    this.texts = [];
    this.codes = new Map();
  }

  private scaled(value: Exact): bigint | undefined {
    return this.type.type === 'decimal' ? value.toScaled(this.type.scale ?? 0) : value.toBigInt();
  }

  private appendNumber(row: number, value: Exact): void {
    if (this.denominators === undefined) {
      const n = this.scaled(value);
      if (n === undefined || !isI64(n)) throw new RangeError('a number does not fit its column');
      this.cells[row] = n;
      return;
    }
    const { n, d } = value.reduced();
    if (!isI64(n) || d > DENOMINATOR_MAX) throw new RangeError('a number does not fit its column');
    this.cells[row] = n;
    this.denominators[row] = Number(d);
  }

  private code(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    if (this.type.type !== 'string') throw new TypeError(`a ${this.type.type} column was given another text`);
    const code = this.texts.push(text) - 1;
    this.codes.set(text, code);
    return code;
  }

  private grow(): void {
    const rows = this.nulls.length * 2;
    const cells = cellsFor(this.type, rows);
    cells.set(this.cells as never);
    this.cells = cells;
    const nulls = new Uint8Array(rows);
    nulls.set(this.nulls);
    this.nulls = nulls;
    if (this.denominators === undefined) return;
    const denominators = new Float64Array(rows);
    denominators.set(this.denominators);
    this.denominators = denominators;
  }
}

/** Numbers read from the digits of their cells as integers over one denominator. */
import { Exact, powerOfTen } from '../model/exact.ts';
import type { DecimalType, IntegerType, ScalarInput } from '../model/value-type.ts';
import type { BatchColumn, ColumnReader } from './batch-column.ts';
import { DIGITS_MAX } from './cell-module.ts';
import { FAST, type FieldBounds, GENERAL } from './field-bounds.ts';
import type { NullTexts } from './null-texts.ts';
import type { PlainCells } from './plain-cells.ts';

/** Digits after the point that a column without a declared scale may bring into the denominator of a batch. */
const FREE_SCALE_MAX = 6;
const SAFE = 2 ** 53;
const PLAIN_NUMBER = /^[+-]?[0-9.]+$/;

const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;

const POWERS = Float64Array.from({ length: DIGITS_MAX + 1 }, (_, digits) => 10 ** digits);

/** Integers in units of 10^-scale that the type allows; beyond doubles nothing is read fast anyway. */
const boundsOf = (type: DecimalType | IntegerType, scale: number): { readonly low: number; readonly high: number } => {
  const scaled = (bound: string | number | undefined, round: 'ceiling' | 'floor'): number | undefined => {
    const exact = bound === undefined ? undefined : Exact.parse(String(bound));
    return exact === undefined
      ? undefined
      : Number(
          exact
            .multiply(Exact.of(powerOfTen(scale)))
            [round]()
            .toBigInt(),
        );
  };
  return { low: scaled(type.min, 'ceiling') ?? -SAFE, high: scaled(type.max, 'floor') ?? SAFE };
};

/**
 * Reads "-12.30" and its like: a sign, digits, and digits after a point. Exponents, fractions, white space, too many digits and whatever lies
 * outside of the type's bounds are left to the general way.
 */
export const numberReader = (type: ScalarInput & (DecimalType | IntegerType), nulls: NullTexts): ColumnReader => {
  const scale = type.type === 'integer' ? 0 : type.scale;
  return scale !== undefined && scale > DIGITS_MAX ? { read: allGeneral } : new NumberReader(type, scale, nulls);
};

const allGeneral = ({ rows }: FieldBounds, ways: Uint8Array): BatchColumn => {
  for (let row = 0; row < rows; row++) if (ways[row] === FAST) ways[row] = GENERAL;
  return { kind: 'values', values: [], nulls: undefined };
};

class NumberReader implements ColumnReader {
  private readonly type: ScalarInput & (DecimalType | IntegerType);
  /** Undefined where the type declares none. */
  private readonly declared: number | undefined;
  private readonly nullTexts: NullTexts;
  private readonly isNullable: boolean;
  /** Whether a null text could be read as a number: it has to be looked for first. */
  private readonly hidesNulls: boolean;
  private cells = new Float64Array(0);
  private nulls = new Uint8Array(0);
  private nullCount = 0;
  /** Largest scale that a batch needed so far: where it holds again, the batch is read once. */
  private scale: number;
  private bounds: { readonly low: number; readonly high: number };

  constructor(type: ScalarInput & (DecimalType | IntegerType), declared: number | undefined, nulls: NullTexts) {
    this.type = type;
    this.declared = declared;
    this.nullTexts = nulls;
    this.isNullable = type.nullable === true;
    this.hidesNulls = nulls.some((text) => PLAIN_NUMBER.test(text));
    this.scale = declared ?? 0;
    this.bounds = boundsOf(type, this.scale);
  }

  read(fields: FieldBounds, ways: Uint8Array, plain: PlainCells): BatchColumn {
    if (this.cells.length < fields.rows) {
      this.cells = new Float64Array(ways.length);
      this.nulls = new Uint8Array(ways.length);
      this.nullCount = 0;
    }
    let largest = this.readAll(fields, ways, plain);
    while (largest < 0) {
      this.scale = -largest;
      this.bounds = boundsOf(this.type, this.scale);
      largest = this.readAll(fields, ways, plain);
    }
    return {
      kind: 'number',
      run: { cells: this.cells, denominator: POWERS[this.scale] as number, largest },
      nulls: this.nullCount > 0 ? this.nulls : undefined,
    };
  }

  /** Reads all rows in units of 10^-scale. Gives the largest size, or, negated, a larger scale that is needed. */
  private readAll(fields: FieldBounds, ways: Uint8Array, plain: PlainCells): number {
    if (this.nullCount > 0) this.nulls.fill(0);
    this.nullCount = 0;
    if (this.hidesNulls) return this.readCells(fields, everyRow(fields.rows), ways);
    const { largest, unread } = plain.numbers(fields.column, { scale: this.scale, ...this.bounds }, this.cells);
    const rest = this.readCells(fields, unread, ways);
    return rest < 0 ? rest : Math.max(largest, rest);
  }

  /** The same of some rows. */
  private readCells({ bytes, rowField, fieldStart, fieldEnd, column }: FieldBounds, rowsToRead: Uint32Array, ways: Uint8Array): number {
    const { cells, nulls, nullTexts, isNullable, scale } = this;
    const { low, high } = this.bounds;
    let largest = 0;
    for (const row of rowsToRead) {
      if (ways[row] !== FAST) continue;
      const field = (rowField[row] as number) + column;
      const start = fieldStart[field] as number;
      const end = fieldEnd[field] as number;
      if (nullTexts.has(bytes, start, end)) {
        cells[row] = 0;
        nulls[row] = 1;
        this.nullCount++;
        if (!isNullable) ways[row] = GENERAL;
        continue;
      }
      const first = bytes[start] as number;
      const from = first === MINUS || first === PLUS ? start + 1 : start;
      let n = 0;
      let point = end;
      let at = from;
      for (; at < end; at++) {
        const digit = (bytes[at] as number) - ZERO;
        if (digit >= 0 && digit <= 9) n = n * 10 + digit;
        else if (bytes[at] === POINT && point === end) point = at;
        else break;
      }
      const after = point === end ? 0 : end - point - 1;
      const digits = point - from + after;
      if (after > scale && this.declared === undefined && after <= FREE_SCALE_MAX && at === end) return -after;
      if (at < end || digits === 0 || point === end - 1 || digits + scale - after > DIGITS_MAX || after > scale) {
        ways[row] = GENERAL;
        continue;
      }
      n *= POWERS[scale - after] as number;
      if (first === MINUS) n = -n;
      if (n < low || n > high) {
        ways[row] = GENERAL;
        continue;
      }
      cells[row] = n;
      if (n > largest) largest = n;
      else if (-n > largest) largest = -n;
    }
    return largest;
  }
}

const everyRow = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, row) => row);

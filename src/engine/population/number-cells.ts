/** A growing column of exact numbers as integers over one denominator: doubles as long as they hold every integer, 64 bits beyond. */
import { Exact, gcd, lcm } from '../model/exact.ts';
import { isI64 } from '../model/integer-range.ts';
import type { ScalarType } from '../model/value-type.ts';
import { DENOMINATOR_MAX, fixedDenominator } from './number-limits.ts';

const ROWS_MIN = 1_024;
/** Integers of this size and above are kept as 64-bit ones. */
const DOUBLE_MAX = 2 ** 53;

/** Integers of a batch of rows; value = cell / denominator, and |cell| is at most `largest`, below 2^53. */
export type NumberRun = { readonly cells: Float64Array; readonly denominator: number; readonly largest: number };

const TOO_FINE = 'with the other values of its chunk the exact fraction is too fine to be stored; round it in the mapping';

/** Cells of rows without a value are zero. */
export class NumberCells {
  length = 0;
  /** Where the type declares no scale it grows with the values, and is a multiple of what they need. */
  denominator: bigint;
  private readonly fixed: bigint | undefined;
  private cells: Float64Array | BigInt64Array = new Float64Array(ROWS_MIN);
  /** No cell is larger in size; only of use while the cells are doubles. */
  private largest = 0;

  constructor(type: ScalarType) {
    this.fixed = fixedDenominator(type);
    this.denominator = this.fixed ?? 1n;
  }

  /** Why a value cannot be stored at all, or undefined where it can. */
  limit(value: Exact): string | undefined {
    const { n, d } = value.reduced();
    if (this.fixed !== undefined && this.fixed % d !== 0n)
      throw new RangeError(`${value.toText()} has more digits than the scale of its column`);
    if (!isI64(n * ((this.fixed ?? d) / d))) return 'the number is too large to be stored exactly';
    return d > DENOMINATOR_MAX ? 'the exact value has too fine a fraction to be stored; round it in the mapping' : undefined;
  }

  /** Why a value cannot be stored with those that are there, or undefined where it can. */
  refusal(value: Exact): string | undefined {
    const limit = this.limit(value);
    if (limit !== undefined || this.fixed !== undefined) return limit;
    return this.denominatorWith(value.reduced()) === undefined ? TOO_FINE : undefined;
  }

  /** The value must not have a `refusal`. */
  append(value: Exact): void {
    const { n, d } = value.reduced();
    const denominator = this.fixed ?? this.denominatorWith({ n, d });
    if (denominator === undefined || denominator % d !== 0n) throw new RangeError('a number does not fit its column');
    this.rescale(denominator);
    this.push(n * (denominator / d));
  }

  appendZeros(rows: number): void {
    this.reserve(rows);
    if (this.cells instanceof BigInt64Array) this.cells.fill(0n, this.length, this.length + rows);
    else this.cells.fill(0, this.length, this.length + rows);
    this.length += rows;
  }

  /** Appends the rows from … to of a batch, or gives false and appends nothing: then they have to come one by one. */
  appendRun(run: NumberRun, from: number, to: number): boolean {
    if (this.cells instanceof BigInt64Array) return false;
    const denominator = BigInt(run.denominator);
    if (denominator !== this.denominator) {
      const common = this.fixed ?? lcm(this.denominator, denominator);
      const most = Math.max(this.largest * Number(common / this.denominator), run.largest * Number(common / denominator));
      if (common > DENOMINATOR_MAX || common % denominator !== 0n || most >= DOUBLE_MAX) return false;
      this.rescale(common);
    }
    this.reserve(to - from);
    const factor = Number(this.denominator / denominator);
    const { cells, length } = this;
    if (factor === 1) cells.set(run.cells.subarray(from, to), length);
    else for (let i = from; i < to; i++) cells[length + i - from] = (run.cells[i] as number) * factor;
    this.largest = Math.max(this.largest, run.largest * factor);
    this.length += to - from;
    return true;
  }

  /** Appends a row of another column of the type, or gives false where its value has to come as such. */
  appendFrom(other: NumberCells, row: number): boolean {
    if (other.denominator !== this.denominator || this.cells instanceof BigInt64Array || other.cells instanceof BigInt64Array) return false;
    this.reserve(1);
    const cell = other.cells[row] as number;
    this.cells[this.length++] = cell;
    const size = Math.abs(cell);
    if (size > this.largest) this.largest = size;
    return true;
  }

  numerator(row: number): bigint {
    return BigInt(this.cells[row] as number | bigint);
  }

  value(row: number): Exact {
    return Exact.of(this.numerator(row), this.denominator);
  }

  /** Forgets the rows from `length` on. */
  truncate(length: number): void {
    this.length = length;
    if (length > 0) return;
    this.denominator = this.fixed ?? 1n;
    this.largest = 0;
    if (this.cells instanceof BigInt64Array) this.cells = new Float64Array(this.cells.length);
  }

  /** The integers, over the smallest denominator that all of them have in common where the type leaves it open. */
  settled(): { readonly cells: Float64Array | BigInt64Array; readonly denominator: bigint } {
    if (this.fixed === undefined) this.rescale(this.needed());
    return { cells: this.cells.subarray(0, this.length) as Float64Array | BigInt64Array, denominator: this.denominator };
  }

  /** The denominator that the column takes with one more value, or undefined where there is none that can be stored. */
  private denominatorWith({ n, d }: { readonly n: bigint; readonly d: bigint }): bigint | undefined {
    const common = this.denominator % d === 0n ? this.denominator : lcm(this.denominator, d);
    const size = (n < 0n ? -n : n) * (common / d);
    const isSmall = this.cells instanceof Float64Array && this.largest * Number(common / this.denominator) < DOUBLE_MAX;
    if (common <= DENOMINATOR_MAX && isSmall && size < DOUBLE_MAX) return common;
    return this.tightened({ n, d });
  }

  /** The same by the values that are there alone, without what the column once needed for others. */
  private tightened({ n, d }: { readonly n: bigint; readonly d: bigint }): bigint | undefined {
    const common = lcm(this.needed(), d);
    if (common > DENOMINATOR_MAX || !isI64(n * (common / d))) return undefined;
    for (let row = 0; row < this.length; row++) if (!isI64((this.numerator(row) * common) / this.denominator)) return undefined;
    return common;
  }

  /** The least common denominator of the reduced values. */
  private needed(): bigint {
    const { cells, denominator, length } = this;
    if (cells instanceof Float64Array) return denominator / BigInt(commonFactor(cells, length, Number(denominator)));
    let factor = denominator;
    for (let row = 0; row < length && factor !== 1n; row++) factor = gcd(cells[row] as bigint, factor);
    return denominator / factor;
  }

  private rescale(denominator: bigint): void {
    if (denominator === this.denominator) return;
    const [top, bottom] = [denominator, this.denominator];
    const { cells, length } = this;
    if (cells instanceof Float64Array) {
      const common = gcd(top, bottom);
      const [up, down] = [Number(top / common), Number(bottom / common)];
      if (this.largest * up >= DOUBLE_MAX) this.widen();
      else for (let row = 0; row < length; row++) cells[row] = ((cells[row] as number) / down) * up;
      this.largest = Math.ceil(this.largest / down) * up;
    }
    if (this.cells instanceof BigInt64Array)
      for (let row = 0; row < length; row++) this.cells[row] = ((this.cells[row] as bigint) * top) / bottom;
    this.denominator = denominator;
  }

  private push(n: bigint): void {
    this.reserve(1);
    const size = Number(n < 0n ? -n : n);
    if (size >= DOUBLE_MAX) this.widen();
    if (this.cells instanceof BigInt64Array) {
      if (!isI64(n)) throw new RangeError('a number does not fit its column');
      this.cells[this.length++] = n;
      return;
    }
    this.cells[this.length++] = Number(n);
    if (size > this.largest) this.largest = size;
  }

  private widen(): void {
    if (this.cells instanceof BigInt64Array) return;
    const wide = new BigInt64Array(this.cells.length);
    for (let row = 0; row < this.length; row++) wide[row] = BigInt(this.cells[row] as number);
    this.cells = wide;
  }

  private reserve(rows: number): void {
    const needed = this.length + rows;
    if (needed <= this.cells.length) return;
    const capacity = Math.max(needed, this.cells.length * 2);
    const larger = this.cells instanceof BigInt64Array ? new BigInt64Array(capacity) : new Float64Array(capacity);
    larger.set(this.cells as never);
    this.cells = larger;
  }
}

/** Largest integer that divides `of` and all of the cells; all below 2^53. */
const commonFactor = (cells: Float64Array, length: number, of: number): number => {
  let factor = of;
  for (let row = 0; row < length && factor > 1; row++) {
    let rest = Math.abs(cells[row] as number) % factor;
    while (rest !== 0) [factor, rest] = [rest, factor % rest];
  }
  return factor;
};

/** Writes amounts of a column as the texts that results have, byte by byte: what `Exact.toText` gives, without making the numbers. */
import type { NumberColumn } from '../model/column.ts';
import { Exact, powerOfTen } from '../model/exact.ts';

/** Writes the amount of a row from `at` on and gives where it ends. A null must not be asked for. */
export type NumberText = { readonly bytesMax: number; write(bytes: Uint8Array, at: number, row: number): number };

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
const SLASH = 0x2f;
const SAFE_MAX = BigInt(Number.MAX_SAFE_INTEGER);
/** Digits that a 32-bit integer always holds. */
const NINE_DIGITS = 1_000_000_000;
/** Sign, point, stroke, and two safe integers. */
const FAST_BYTES_MAX = 40;

/** How many decimals a fraction with this denominator has, or undefined where it has no end. */
const decimalsOf = (denominator: number): number | undefined => {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2 === 0; rest /= 2) twos++;
  for (; rest % 5 === 0; rest /= 5) fives++;
  return rest === 1 ? Math.max(twos, fives) : undefined;
};

/** Writes so many lowest digits of an integer below 2^31, with leading zeros. */
const writeDigits = (bytes: Uint8Array, at: number, value: number, digits: number): number => {
  let rest = value | 0;
  for (let i = at + digits - 1; i >= at; i--) {
    const next = (rest / 10) | 0;
    bytes[i] = ZERO + (rest - next * 10);
    rest = next;
  }
  return at + digits;
};

const digitsOf = (value: number): number => {
  let digits = 1;
  for (let power = 10; digits < 16 && value >= power; power *= 10) digits++;
  return digits;
};

/** An integer from 0 to 2^53. */
const writeInteger = (bytes: Uint8Array, at: number, value: number): number => {
  if (value < NINE_DIGITS) return writeDigits(bytes, at, value, digitsOf(value));
  const high = Math.floor(value / NINE_DIGITS);
  return writeDigits(bytes, writeDigits(bytes, at, high, digitsOf(high)), value - high * NINE_DIGITS, 9);
};

const POWERS_OF_TEN: readonly number[] = Array.from({ length: 16 }, (_, power) => 10 ** power);

/** value / 10^decimals without zeros at its end, from a value above zero. */
const writeDecimal = (bytes: Uint8Array, at: number, value: number, decimals: number): number => {
  const power = POWERS_OF_TEN[decimals] as number;
  const whole = Math.floor(value / power);
  let end = writeInteger(bytes, at, whole);
  let rest = value - whole * power;
  if (rest === 0) return end;
  bytes[end++] = POINT;
  // The rest has up to 15 digits: the upper ones first, so that each half is a small integer.
  let places = decimals;
  if (places > 9) {
    const low = POWERS_OF_TEN[places - 9] as number;
    const high = Math.floor(rest / low);
    end = writeDigits(bytes, end, high, 9);
    rest -= high * low;
    places -= 9;
  }
  end = writeDigits(bytes, end, rest, places);
  while (bytes[end - 1] === ZERO) end--;
  return end;
};

const greatestDivisor = (a: number, b: number): number => {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
};

/** Largest cell by size. */
export const sizeOf = ({ low, high }: Pick<NumberColumn, 'low' | 'high'>): bigint => (-low > high ? -low : high);

/** The amounts as integers over a denominator, below 2^53 even with all their decimals; undefined where that is not certain. */
const asDoubles = ({ cells, unit, ...bounds }: NumberColumn) => {
  if (!(cells instanceof Int32Array || cells instanceof Float64Array)) return undefined;
  const { n, d } = unit.reduced();
  if (d >= BigInt(NINE_DIGITS)) return undefined;
  const denominator = Number(d);
  const decimals = decimalsOf(denominator);
  const expanded = decimals === undefined ? 1n : powerOfTen(decimals) / d;
  const size = sizeOf(bounds);
  const largest = (size > 0n ? size : 1n) * n * expanded;
  if (largest > SAFE_MAX || (decimals ?? 0) >= POWERS_OF_TEN.length) return undefined;
  return { cells, multiplier: Number(n), denominator, decimals, expanded: Number(expanded) };
};

const exactText = ({ cells, unit, low, high }: NumberColumn): NumberText => {
  const { n, d } = unit.reduced();
  // A decimal has no more places than the denominator has bits.
  const bytesMax = (sizeOf({ low, high }) * n).toString().length + d.toString(2).length + d.toString().length + 4;
  return {
    bytesMax,
    write: (bytes, at, row) => {
      const text = Exact.of(BigInt(cells[row] as number | bigint) * n, d).toText();
      for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
      return at + text.length;
    },
  };
};

const decimalText = (cells: Int32Array | Float64Array, multiplier: number, decimals: number): NumberText => ({
  bytesMax: FAST_BYTES_MAX,
  write: (bytes, at, row) => {
    const value = (cells[row] as number) * multiplier;
    if (value >= 0) return writeDecimal(bytes, at, value, decimals);
    bytes[at] = MINUS;
    return writeDecimal(bytes, at + 1, -value, decimals);
  },
});

/** Amounts such as thirds: some of them are decimals all the same. */
const fractionText = (column: NumberColumn, cells: Int32Array | Float64Array, multiplier: number, denominator: number): NumberText => {
  const exact = exactText(column);
  return {
    bytesMax: Math.max(FAST_BYTES_MAX, exact.bytesMax),
    write: (bytes, at, row) => {
      const value = (cells[row] as number) * multiplier;
      const size = Math.abs(value);
      const divisor = greatestDivisor(size, denominator);
      const below = denominator / divisor;
      if (decimalsOf(below) !== undefined && below !== 1) return exact.write(bytes, at, row);
      let end = at;
      if (value < 0) bytes[end++] = MINUS;
      end = writeInteger(bytes, end, size / divisor);
      if (below === 1) return end;
      bytes[end++] = SLASH;
      return writeInteger(bytes, end, below);
    },
  };
};

export const createNumberText = (column: NumberColumn): NumberText => {
  const doubles = asDoubles(column);
  if (doubles === undefined) return exactText(column);
  const { cells, multiplier, denominator, decimals, expanded } = doubles;
  return decimals === undefined
    ? fractionText(column, cells, multiplier, denominator)
    : decimalText(cells, multiplier * expanded, decimals);
};

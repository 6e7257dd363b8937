/** Writes amounts of a column as the texts that results have, byte by byte: what `Exact.toText` gives, without making the numbers. */
import type { NumberColumn } from '../model/column.ts';
import { Exact, powerOfTen } from '../model/exact.ts';
import { isSafe } from '../model/integer-range.ts';

/** Writes the amount of a row from `at` on and gives where it ends. A null must not be asked for. */
export type NumberText = { readonly bytesMax: number; write(bytes: Uint8Array, at: number, row: number): number };

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
/** Digits that a 32-bit integer always holds. */
const NINE_DIGITS = 1_000_000_000;
/** Sign, point and a safe integer with all its decimals. */
const FAST_BYTES_MAX = 40;

/** A denominator as a part of which a power of ten is a multiple, with as many decimals as that power, and the rest. */
const splitDenominator = (denominator: number): { readonly decimals: number; readonly smooth: number; readonly rest: number } => {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2 === 0; rest /= 2) twos++;
  for (; rest % 5 === 0; rest /= 5) fives++;
  return { decimals: Math.max(twos, fives), smooth: denominator / rest, rest };
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

/** Largest cell by size. */
export const sizeOf = ({ low, high }: Pick<NumberColumn, 'low' | 'high'>): bigint => (-low > high ? -low : high);

/** The amounts as integers over a denominator, below 2^53 even with all their decimals; undefined where that is not certain. */
const asDoubles = ({ cells, unit, ...bounds }: NumberColumn) => {
  if (!(cells instanceof Int32Array || cells instanceof Float64Array)) return undefined;
  const { n, d } = unit.reduced();
  if (!isSafe(d)) return undefined;
  const { decimals, smooth, rest } = splitDenominator(Number(d));
  if (decimals >= POWERS_OF_TEN.length) return undefined;
  const expanded = powerOfTen(decimals) / BigInt(smooth);
  const size = sizeOf(bounds);
  if (!isSafe((size > 0n ? size : 1n) * n * expanded)) return undefined;
  return { cells, multiplier: Number(n), decimals, rest, expanded: Number(expanded) };
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

/** A sign where there is one, then the size. */
const writeSigned = (bytes: Uint8Array, at: number, value: number, decimals: number): number => {
  if (value >= 0) return writeDecimal(bytes, at, value, decimals);
  bytes[at] = MINUS;
  return writeDecimal(bytes, at + 1, -value, decimals);
};

/** Most amounts whose unit is a third or a seventh are decimals all the same; the others are left to exact numbers. */
export const createNumberText = (column: NumberColumn): NumberText => {
  const exact = exactText(column);
  const doubles = asDoubles(column);
  if (doubles === undefined) return exact;
  const { cells, multiplier, decimals, rest, expanded } = doubles;
  return {
    bytesMax: Math.max(FAST_BYTES_MAX, exact.bytesMax),
    write: (bytes, at, row) => {
      const value = (cells[row] as number) * multiplier;
      const whole = rest === 1 ? value : Math.floor(value / rest);
      return whole * rest === value ? writeSigned(bytes, at, whole * expanded, decimals) : exact.write(bytes, at, row);
    },
  };
};

/** What a stored number may be: its size, and how fine a fraction. */
import { powerOfTen } from '../model/exact.ts';
import type { ScalarType } from '../model/value-type.ts';

const I64_MAX = (1n << 63n) - 1n;
const I64_MIN = -(1n << 63n);
const I32_MAX = (1n << 31n) - 1n;
const I32_MIN = -(1n << 31n);

/** A chunk keeps exact rationals over one common denominator; a single value may not bring more than this. */
export const DENOMINATOR_MAX = 1_000_000_000_000n;

/** Where `n` fits the signed 64 bits of the `i64` encoding. */
export const isI64 = (n: bigint): boolean => n >= I64_MIN && n <= I64_MAX;

/** Where `n` fits the signed 32 bits of the `i32` encoding. */
export const isI32 = (n: bigint): boolean => n >= I32_MIN && n <= I32_MAX;

/** The denominator that every value of a type is stored over, or undefined where each chunk finds its own. */
export const fixedDenominator = (type: ScalarType): bigint | undefined => {
  if (type.type === 'integer') return 1n;
  return type.type === 'decimal' && type.scale !== undefined ? powerOfTen(type.scale) : undefined;
};

/** What a stored number may be: its size, and how fine a fraction. */
import { powerOfTen } from '../model/exact.ts';
import type { ScalarType } from '../model/value-type.ts';

/** A chunk keeps exact rationals over one common denominator; a single value may not bring more than this. */
export const DENOMINATOR_MAX = 1_000_000_000_000n;

/** The denominator that every value of a type is stored over, or undefined where each chunk finds its own. */
export const fixedDenominator = (type: ScalarType): bigint | undefined => {
  if (type.type === 'integer') return 1n;
  return type.type === 'decimal' && type.scale !== undefined ? powerOfTen(type.scale) : undefined;
};

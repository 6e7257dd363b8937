/** Keeps numbers to a size: repeated multiplication, also from decision to decision, would otherwise grow without end. */
import type { Exact } from '../model/exact.ts';
import type { Value } from '../model/value.ts';
import { NUMBER_BITS_MAX } from './limits.ts';
import { nullOf } from './null-of.ts';

const BOUND = 1n << BigInt(NUMBER_BITS_MAX);

export const isBounded = ({ n, d }: Exact): boolean => n < BOUND && n > -BOUND && d < BOUND;

/** The number, or a null with a cause where it has too many digits. */
export const bounded = (value: Exact, at: string): Value =>
  isBounded(value) ? value : nullOf('error', at, 'the number has too many digits');

/** Keeps numbers to a size: repeated multiplication, also from decision to decision, would otherwise grow without end. */
import type { Exact } from '../model/exact.ts';
import type { Value } from '../model/value.ts';
import { NUMBER_BITS_MAX } from './limits.ts';
import { nullOf } from './null-of.ts';

const BOUND = 1n << BigInt(NUMBER_BITS_MAX);

/** The number, or a null with a cause where it has too many digits. */
export const bounded = (value: Exact, at: string): Value =>
  value.n < BOUND && value.n > -BOUND && value.d < BOUND ? value : nullOf('error', at, 'the number has too many digits');

/** The last step of a measure: a rate or coefficient, exact until here, as a text of so many digits. */
import type { Exact } from '../../model/exact.ts';

/** Digits after the point of shares, rates and coefficients. */
export const DIGITS = 6;

/** Halves go away from zero; null where the measure is not defined. */
export const roundedText = (value: Exact | undefined): string | null => (value === undefined ? null : value.toFixedText(DIGITS));

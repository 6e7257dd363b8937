/** A share of a total as a percentage with one digit: (1, 8) -> "12.5%". Nothing of nothing is no share. */
import { locale } from './locale.ts';

export const formatShare = (part: number, total: number): string =>
  total === 0 ? '–' : new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 }).format(part / total);

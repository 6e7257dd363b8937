/** A number on the axis of a drawing: 1234567 -> "1.2M". */
import { locale } from './locale.ts';

export const compactNumber = (value: number): string =>
  new Intl.NumberFormat(locale(), { notation: 'compact', maximumFractionDigits: 2 }).format(value);

/** A count as the user's locale writes it: 1234567 -> "1,234,567". */
import { locale } from './locale.ts';

export const wholeNumber = (count: number | bigint): string => new Intl.NumberFormat(locale(), { maximumFractionDigits: 0 }).format(count);

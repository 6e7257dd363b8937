/**
 * Writes an exact amount for reading. The engine gives amounts as texts, "1234.5" or a reduced fraction "100/3"; they never become
 * binary floating point here: they are rounded as ratios of integers, and `Intl.NumberFormat` takes a numeral text digit by digit.
 */
import { type Ratio, readRatio } from './exact-ratio.ts';
import { locale } from './locale.ts';

const isNumeral = (text: string): text is `${number}` => /^-?\d+(?:\.\d+)?$/.test(text);

/** To `digits` digits after the point, halves away from zero. */
const rounded = ({ n, d }: Ratio, digits: number): string => {
  const size = n < 0n ? -n : n;
  const scaled = (size * 10n ** BigInt(digits) * 2n + d) / (d * 2n);
  const text = scaled.toString().padStart(digits + 1, '0');
  const sign = n < 0n && scaled !== 0n ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

export type AmountStyle = {
  /** Digits after the point; 2 unless told. */
  readonly digits?: number;
  /** Show "+" before a gain. */
  readonly signed?: boolean;
  readonly locale?: string;
};

/** "1234.5" -> "1,234.50", "100/3" -> "33.33", as the locale writes it. A text that is no number comes back as it is. */
export const formatAmount = (exact: string, { digits = 2, signed = false, locale: tag = locale() }: AmountStyle = {}): string => {
  const ratio = readRatio(exact);
  const numeral = ratio === undefined ? exact : rounded(ratio, digits);
  if (!isNumeral(numeral)) return exact;
  return new Intl.NumberFormat(tag, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: signed ? 'exceptZero' : 'negative',
  }).format(numeral);
};

/** A share in hundredths, "21/1", with its sign: "+21%". */
export const formatPercent = (hundredths: string): string => {
  const ratio = readRatio(hundredths);
  const numeral = ratio === undefined ? hundredths : rounded({ n: ratio.n, d: ratio.d * 100n }, 3);
  if (!isNumeral(numeral)) return hundredths;
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(numeral);
};

/** A part of one, "0.1234" or "1/8", as "12.34%": to at most `digits` digits after the point. */
export const formatExactShare = (share: string, digits = 2): string => {
  const ratio = readRatio(share);
  const numeral = ratio === undefined ? share : rounded(ratio, digits + 2);
  if (!isNumeral(numeral)) return share;
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: digits }).format(numeral);
};

/** Negative, zero or positive; undefined for a text that is no number. */
export const signOfAmount = (exact: string): -1 | 0 | 1 | undefined => {
  const ratio = readRatio(exact);
  if (ratio === undefined) return undefined;
  return ratio.n < 0n ? -1 : ratio.n > 0n ? 1 : 0;
};

/**
 * Writes an exact amount for reading. The engine gives amounts as texts, "1234.5" or a reduced fraction "100/3"; they never become
 * binary floating point here: a fraction is divided with BigInt, and `Intl.NumberFormat` takes a numeral text digit by digit.
 */
import { locale } from './locale.ts';

const NUMERAL = /^-?\d+(?:\.\d+)?$/;
const FRACTION = /^(-?\d+)\/(\d+)$/;

const isNumeral = (text: string): text is `${number}` => NUMERAL.test(text);

/** n / d to `digits` digits after the point, halves away from zero. */
const divide = (n: bigint, d: bigint, digits: number): string => {
  const scale = 10n ** BigInt(digits);
  const size = n < 0n ? -n : n;
  const scaled = (size * scale * 2n + d) / (d * 2n);
  const text = scaled.toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${n < 0n && scaled !== 0n ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
};

export type AmountStyle = {
  /** Digits after the point; 2 unless told. */
  readonly digits?: number;
  /** Show "+" before a gain. */
  readonly signed?: boolean;
  readonly locale?: string;
};

/** "1234.5" -> "1,234.50", "100/3" -> "33.33", as the locale writes it. A text that is no number comes back as it is. */
export const formatAmount = (exact: string, style: AmountStyle = {}): string => {
  const digits = style.digits ?? 2;
  const fraction = FRACTION.exec(exact);
  const numeral = fraction === null ? exact : divide(BigInt(fraction[1] ?? ''), BigInt(fraction[2] ?? ''), digits);
  if (!isNumeral(numeral)) return exact;
  return new Intl.NumberFormat(style.locale ?? locale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    roundingMode: 'halfExpand',
    signDisplay: style.signed === true ? 'exceptZero' : 'negative',
  }).format(numeral);
};

/** Negative, zero or positive; undefined for a text that is no number. */
export const signOfAmount = (exact: string): -1 | 0 | 1 | undefined => {
  if (!isNumeral(exact) && !FRACTION.test(exact)) return undefined;
  if (/^-?[0.]+(?:\/|$)/.test(exact)) return 0;
  return exact.startsWith('-') ? -1 : 1;
};

/** Exact numbers as sentences show them: digits grouped, and nothing longer than a person reads. */
import { Exact } from '../model/exact.ts';
import { groupDigits } from '../model/group-digits.ts';

/** Digits after the point up to which a number is written out; beyond them it is rounded, and said to be. */
const DIGITS_MAX = 6;
/** Digits after the point that a rounded number shows. */
const ROUNDED_DIGITS = 2;

const digitsAfterPoint = (text: string): number => {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.length - point - 1;
};

/** Digits after the point that show the number as it is; undefined where no few digits do. */
const digitsOf = (value: Exact): number | undefined => {
  const text = value.toText();
  const digits = digitsAfterPoint(text);
  return text.includes('/') || digits > DIGITS_MAX ? undefined : digits;
};

/** Digits after the point with which all these numbers stand side by side. Money with cents shows both. */
export const commonDigits = (values: readonly Exact[]): number => {
  const most = Math.max(0, ...values.map((value) => digitsOf(value) ?? 0));
  return most === 1 ? 2 : most;
};

const FRACTION_LENGTH_MAX = 24;

/** "1,432.10" with at least `digits` digits after the point; "100/3 (about 33.33)" or "about 1.41" where no few digits are exact. */
export const readableNumber = (value: Exact, digits = commonDigits([value])): string => {
  if (digitsOf(value) !== undefined) return groupDigits(value.toFixedText(digits));
  const rounded = groupDigits(value.toFixedText(Math.max(digits, ROUNDED_DIGITS)));
  const text = value.toText();
  return text.includes('/') && text.length <= FRACTION_LENGTH_MAX ? `${text} (about ${rounded})` : `about ${rounded}`;
};

const NUMERAL = /^-?(?:0|[1-9]\d*)(?:\.\d+|\/\d+)?$/;

/** An exact text: a number as `readableNumber` writes it, anything else as it is. */
export const readableText = (text: string): string => {
  const value = NUMERAL.test(text) ? Exact.parse(text) : undefined;
  return value === undefined ? text : readableNumber(value);
};

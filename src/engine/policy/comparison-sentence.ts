/** A comparison in words, with its margin: "1,432.10 is 11.10 above 1,421.00". */
import { parseDate } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import { groupDigits } from '../model/group-digits.ts';
import type { Json } from '../model/json.ts';

/** Digits after the point from which on a number without a finite decimal is rounded in a sentence. */
const FRACTION_DIGITS = 2;

const digitsAfterPoint = (text: string): number => {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.length - point - 1;
};

/** A number with thousands grouped and at least `digits` digits after the point; "100/3 (about 33.33)" where no finite decimal exists. */
const numberText = (value: Exact, digits: number): string => {
  const text = value.toText();
  if (text.includes('/')) return `${text} (about ${groupDigits(value.toFixedText(FRACTION_DIGITS))})`;
  return groupDigits(digitsAfterPoint(text) >= digits ? text : value.toFixedText(digits));
};

/** Money with cents shows both digits, and all numbers of a sentence show as many. */
const digitsFor = (values: readonly Exact[]): number => {
  const most = Math.max(...values.map((value) => digitsAfterPoint(value.toText())));
  return most === 1 ? 2 : most;
};

const numbersSentence = (left: Exact, right: Exact): string => {
  const margin = left.subtract(right);
  const distance = margin.sign < 0 ? margin.negate() : margin;
  const digits = digitsFor([left, right, distance]);
  const [leftText, rightText] = [numberText(left, digits), numberText(right, digits)];
  if (margin.sign === 0) return `${leftText} is exactly ${rightText}`;
  return `${leftText} is ${numberText(distance, digits)} ${margin.sign > 0 ? 'above' : 'below'} ${rightText}`;
};

const datesSentence = (left: string, right: string): string | undefined => {
  const [from, to] = [parseDate(left), parseDate(right)];
  if (from === undefined || to === undefined) return undefined;
  const days = from.days - to.days;
  if (days === 0) return `${left} is the day ${right}`;
  return `${left} is ${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'} ${days > 0 ? 'after' : 'before'} ${right}`;
};

const shown = (value: Json): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

/** Beside a missing value nothing tells whether a text is a number's, so that it stands without quotes. */
const shownBesideNull = (value: Json): string => (value === null ? 'a missing value' : String(value));

/** `left` and `right` as a trace holds them; `hasMargin` tells numbers and dates from texts that only look like them. */
export const comparisonSentence = (left: Json, right: Json, hasMargin: boolean): string => {
  if (left === null || right === null) return `${shownBesideNull(left)} cannot be compared with ${shownBesideNull(right)}`;
  if (hasMargin && typeof left === 'string' && typeof right === 'string') {
    const [first, second] = [Exact.parse(left), Exact.parse(right)];
    if (first !== undefined && second !== undefined) return numbersSentence(first, second);
    const dates = datesSentence(left, right);
    if (dates !== undefined) return dates;
  }
  return `${shown(left)} is ${left === right ? '' : 'not '}${shown(right)}`;
};

/** A comparison in words, with its margin: "Income 1,432.10 is 11.10 above Income limit 1,421.00". */
import { parseDate } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import type { Json } from '../model/json.ts';
import { commonDigits, readableNumber } from './readable-number.ts';

/** A side of a comparison. */
export type ComparedSide = {
  /** As a trace holds it. */
  readonly value: Json;
  /** What it is called, if it is called something. */
  readonly name?: string | undefined;
  /** The expression that it is the value of, where it has no name. */
  readonly logic?: string | undefined;
};

export type Compared = {
  readonly left: ComparedSide;
  readonly right: ComparedSide;
  readonly operator: string;
  readonly result: Json;
  /** Whether both are numbers or dates, and not texts that only look like them. */
  readonly hasMargin: boolean;
};

/** Longer expressions are left to the line that shows the whole comparison. */
const LOGIC_LENGTH_MAX = 60;

/** A value runs into a name of more words than that, and into one that ends in a digit. */
const WORDS_BEFORE_VALUE_MAX = 2;

const needsBrackets = (name: string): boolean => /\d$/.test(name) || name.split(' ').length > WORDS_BEFORE_VALUE_MAX;

/** "Income 1,432.10", "Income of all persons (1,432.10)", "973.10 (rate * need)", "12". */
const withValue = ({ name, logic }: ComparedSide, value: string): string => {
  if (name !== undefined) return needsBrackets(name) ? `${name} (${value})` : `${name} ${value}`;
  return logic === undefined || logic.length > LOGIC_LENGTH_MAX ? value : `${value} (${logic})`;
};

const numbersSentence = ({ left, right }: Compared, first: Exact, second: Exact): string => {
  const margin = first.subtract(second);
  const distance = margin.sign < 0 ? margin.negate() : margin;
  const digits = commonDigits([first, second, distance]);
  const [leftText, rightText] = [withValue(left, readableNumber(first, digits)), withValue(right, readableNumber(second, digits))];
  if (margin.sign === 0) return `${leftText} is exactly ${rightText}`;
  return `${leftText} is ${readableNumber(distance, digits)} ${margin.sign > 0 ? 'above' : 'below'} ${rightText}`;
};

const datesSentence = ({ left, right }: Compared): string | undefined => {
  const [from, to] = [parseDate(String(left.value)), parseDate(String(right.value))];
  if (from === undefined || to === undefined) return undefined;
  const [leftText, rightText] = [withValue(left, String(left.value)), withValue(right, String(right.value))];
  const days = from.days - to.days;
  if (days === 0) return `${leftText} is the day ${rightText}`;
  return `${leftText} is ${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'} ${days > 0 ? 'after' : 'before'} ${rightText}`;
};

const shown = (value: Json): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

/** Beside a missing value nothing tells whether a text is a number's, so that it stands without quotes. */
const shownBesideNull = ({ value, name, logic }: ComparedSide): string => {
  const missing = name ?? (logic !== undefined && logic.length <= LOGIC_LENGTH_MAX ? logic : 'a value');
  return value === null
    ? missing
    : withValue({ value, name, logic }, typeof value === 'string' && !/^-?\d/.test(value) ? shown(value) : numeralText(value));
};

const numeralText = (value: Json): string => {
  const number = typeof value === 'string' ? Exact.parse(value) : undefined;
  return number === undefined ? String(value) : readableNumber(number);
};

const missingSentence = (left: ComparedSide, right: ComparedSide): string => {
  const [leftText, rightText] = [shownBesideNull(left), shownBesideNull(right)];
  if (left.value === null && right.value === null) return `${leftText} and ${rightText} are missing and cannot be compared`;
  const [missing, other] = left.value === null ? [leftText, rightText] : [rightText, leftText];
  return `${missing} is missing and cannot be compared with ${other}`;
};

const ORDER_WORDS: Readonly<Record<string, string>> = { '<': 'below', '<=': 'at most', '>': 'above', '>=': 'at least' };

const plainSentence = ({ left, right, operator, result }: Compared): string => {
  const [leftText, rightText] = [shown(left.value), shown(right.value)];
  const order = ORDER_WORDS[operator];
  if (order !== undefined) return `${withValue(left, leftText)} is ${result === true ? '' : 'not '}${order} ${withValue(right, rightText)}`;
  const what = left.name ?? left.logic;
  const isEqual = leftText === rightText;
  if (what === undefined) return `${leftText} is ${isEqual ? '' : 'not '}${withValue(right, rightText)}`;
  if (right.name === undefined) return isEqual ? `${what} is ${leftText}` : `${what} is ${leftText}, not ${rightText}`;
  return `${what} is ${leftText}, ${isEqual ? 'and so is' : 'not'} ${isEqual ? right.name : withValue(right, rightText)}`;
};

export const comparisonSentence = (compared: Compared): string => {
  const { left, right, hasMargin } = compared;
  if (left.value === null || right.value === null) return missingSentence(left, right);
  if (hasMargin) {
    const [first, second] = [Exact.parse(String(left.value)), Exact.parse(String(right.value))];
    if (first !== undefined && second !== undefined) return numbersSentence(compared, first, second);
    const dates = datesSentence(compared);
    if (dates !== undefined) return dates;
  }
  return plainSentence(compared);
};

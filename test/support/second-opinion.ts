/** What an expression means by conformance mode and by feelin, in a form in which the two can be compared. */
import { evaluate, FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime, isFunction } from 'feelin';
import { evaluateText } from '../../src/engine/feel/evaluate-text.ts';
import { temporalText } from '../../src/engine/feel/index.ts';
import { Exact } from '../../src/engine/model/exact.ts';
import type { Json } from '../../src/engine/model/json.ts';
import { FunctionValue, isList, Null, type Value, ValueRange } from '../../src/engine/model/value.ts';

/** Both keep this many digits of every number: feelin computes in doubles. */
const DIGITS = 10;

const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) + 0 : null);

/** The text of a number with a fraction is compared as that number. */
const textOf = (text: string): string => (/^-?\d+\.\d+$/.test(text) ? `about ${rounded(Number(text))}` : text);

const entriesOf = <T>(context: Readonly<Record<string, T>>, of: (item: T) => Json): Json =>
  Object.fromEntries(
    Object.entries(context)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, item]) => [name, of(item)]),
  );

const ourValue = (value: Value | undefined): Json => {
  if (value === undefined || value instanceof Null) return null;
  if (value instanceof Exact) return rounded(Number(value.n) / Number(value.d));
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'boolean') return value;
  if (value instanceof FunctionValue) return 'a function';
  if (value instanceof ValueRange) return [value.lowClosed, ourValue(value.low), ourValue(value.high), value.highClosed];
  const text = temporalText(value);
  if (text !== undefined) return `@${text}`;
  return isList(value) ? value.map(ourValue) : entriesOf(value as Readonly<Record<string, Value>>, ourValue);
};

const isTemporal = (value: unknown): boolean =>
  value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime || value instanceof FeelDuration;

const theirValue = (value: unknown): Json => {
  if (typeof value === 'number') return rounded(value);
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  if (isTemporal(value)) return `@${String(value).replace(/\+00:00$/, 'Z')}`;
  if (isFunction(value)) return 'a function';
  if (value instanceof FeelRange) return [value['start included'], theirValue(value.start), theirValue(value.end), value['end included']];
  return Array.isArray(value) ? value.map(theirValue) : entriesOf(value as Readonly<Record<string, unknown>>, theirValue);
};

export const ourOpinion = (source: string, names: Readonly<Record<string, Json>>): Json => {
  const result = evaluateText(source, JSON.stringify(names), 'conformance');
  return 'problems' in result ? 'a mistake' : ourValue(result.value);
};

/** What feelin throws is told as what it is: where the source cannot be read, both find a mistake. */
export const theirOpinion = (source: string, names: Readonly<Record<string, Json>>): Json => {
  try {
    return theirValue(evaluate(source, names).value);
  } catch (error) {
    return /Unrecognized token|Unexpected/.test(String(error)) ? 'a mistake' : `fails: ${(error as Error).message}`;
  }
};

/** Reads a range from its text, as the function `range` does: "[18..21)", "(..5]", "[@\"2025-01-01\"..@\"2025-12-31\"]". */
import { Exact } from '../../model/exact.ts';
import { Null, type Value, ValueRange } from '../../model/value.ts';
import { compareOrder } from '../compare.ts';
import { parseAtLiteral } from '../temporal/at-literal.ts';
import { unescapeText } from '../text-literal.ts';
import { temporalFromCall } from './temporal-functions.ts';

/** A bound is a literal, or a call such as date("2025-01-01") with one. Undefined for anything else. */
const readBound = (text: string): Value | undefined => {
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) return unescapeText(text);
  if (text.startsWith('@"') && text.endsWith('"')) return parseAtLiteral(unescapeText(text.slice(1)));
  const call = /^(date and time|date|time|duration)\s*\(\s*("[^"\\]*")\s*\)$/.exec(text);
  if (call !== null) {
    const value = temporalFromCall(call[1] as string, unescapeText(call[2] as string));
    return value instanceof Null ? undefined : value;
  }
  return /^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(text) ? Exact.parse(text) : undefined;
};

const OPENING = '[(]';
const CLOSING = '])[';

/** Undefined for a text that is no range, whose bounds have no order, or that runs backwards. */
export const parseRange = (text: string): ValueRange | undefined => {
  const trimmed = text.trim();
  const [opening, closing] = [trimmed.at(0) ?? '', trimmed.at(-1) ?? ''];
  const bounds = trimmed.slice(1, -1).split('..');
  if (trimmed.length < 4 || !OPENING.includes(opening) || !CLOSING.includes(closing) || bounds.length !== 2) return undefined;
  const [low, high] = bounds.map((bound) => (bound.trim() === '' ? 'open' : readBound(bound.trim())));
  if (low === undefined || high === undefined || (bounds[0]?.trim() === '' && bounds[1]?.trim() === '')) return undefined;
  const range = new ValueRange({
    low: bounds[0]?.trim() === '' ? undefined : low,
    high: bounds[1]?.trim() === '' ? undefined : high,
    lowClosed: opening === '[',
    highClosed: closing === ']',
  });
  return isSensible(range) ? range : undefined;
};

const isSensible = ({ low, high, lowClosed, highClosed }: ValueRange): boolean => {
  if (low === undefined) return !lowClosed;
  if (high === undefined) return !highClosed;
  const order = compareOrder(low, high);
  return order !== undefined && order <= 0;
};

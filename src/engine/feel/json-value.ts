/** JSON text to values and back, with every number exact. */
import { Exact } from '../model/exact.ts';
import type { Json } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import { FunctionValue, isList, Null, type Value, ValueRange } from '../model/value.ts';
import { nullOf } from './null-of.ts';
import { isTemporal, valueText } from './value-text.ts';

/** JSON whose numbers are exact. Objects have no prototype. */
export type ExactJson = null | boolean | string | Exact | readonly ExactJson[] | { readonly [name: string]: ExactJson };

/** An object of parsed JSON, with exact numbers or without; a number is none. */
export const isExactObject = <T extends ExactJson | Json>(json: T | undefined): json is Extract<T, { readonly [name: string]: unknown }> =>
  typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof Exact);

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;
/** The third argument of a reviver (ECMAScript "JSON.parse source text access") is not in the library's types yet. */
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown;

/** Digits that `Exact.parse` refuses; carried out of the parser as an error of this kind only. */
class NumberTooLong extends Error {}

const reviveExact: Reviver = (_key, value, context) => {
  if (typeof value === 'number') {
    const exact = Exact.parse(context.source ?? String(value));
    if (exact === undefined) throw new NumberTooLong(context.source?.slice(0, 40));
    return exact;
  }
  return isExactObject(value as ExactJson) ? Object.setPrototypeOf(value, null) : value;
};

/** Reads JSON with the decimal text of each number kept exact. */
export const parseExactJson = (text: string): { readonly json: ExactJson } | { readonly problem: Problem } => {
  try {
    return { json: parseWithSource(text, reviveExact) as ExactJson };
  } catch (error) {
    if (error instanceof NumberTooLong) return { problem: { message: `the number ${error.message}… has too many digits` } };
    if (error instanceof RangeError) return { problem: { message: 'the JSON is nested too deep' } };
    if (error instanceof SyntaxError) return { problem: { message: `no valid JSON: ${error.message}`, expected: 'JSON (RFC 8259)' } };
    throw error;
  }
};

/** Untyped: a text stays a text, also where it looks like a date. `at` names the place for the cause of a null. */
export const valueOfJson = (json: ExactJson, at = ''): Value => {
  if (json === null) return nullOf('absent', at, `${at === '' ? 'the value' : at} is null`);
  if (typeof json !== 'object' || json instanceof Exact) return json;
  if (Array.isArray(json)) return (json as readonly ExactJson[]).map((item, index) => valueOfJson(item, `${at}[${index + 1}]`));
  const context: Record<string, Value> = Object.create(null);
  for (const [name, item] of Object.entries(json)) context[name] = valueOfJson(item, at === '' ? name : `${at}.${name}`);
  return context;
};

const isToldByText = (value: Value): boolean => isTemporal(value) || value instanceof ValueRange || value instanceof FunctionValue;

/**
 * A value as documents and results hold it: numbers as exact text ("12.3", "100/3"), dates, times and durations as ISO text,
 * ranges as FEEL text, a null as null.
 */
export const documentJson = (value: Value): Json => {
  if (value instanceof Exact) return value.toText();
  if (isToldByText(value)) return valueText(value);
  if (value instanceof Null) return null;
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map(documentJson);
  const object: Record<string, Json> = Object.create(null);
  for (const [name, item] of Object.entries(value)) object[name] = documentJson(item);
  return object;
};

/** A value as JSON text: numbers as JSON numbers with all their digits, "100/3" as a text where there is no finite decimal. */
export const jsonText = (value: Value): string => {
  if (value instanceof Exact) {
    const text = value.toText();
    return text.includes('/') ? JSON.stringify(text) : text;
  }
  if (value instanceof Null || typeof value !== 'object' || isToldByText(value)) return JSON.stringify(documentJson(value));
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  const entries = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}:${jsonText(item)}`);
  return `{${entries.join(',')}}`;
};

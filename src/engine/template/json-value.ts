/** JSON as the values that a template's expressions read, and their results as JSON again. */
import { absent, parseExactJson, valueOfJson, valueText } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import { isSafe } from '../model/integer-range.ts';
import type { Json } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import { isContext, isList, Null, type NullCause, type Value } from '../model/value.ts';

/** Numbers are read from their decimal text, so that 0.1 is a tenth. `at` names the place, for nulls to say where they come from. */
export const jsonToValue = (json: Json | undefined, at: string): Value => {
  if (json === undefined) return absent(at);
  const parsed = parseExactJson(JSON.stringify(json));
  return 'json' in parsed ? valueOfJson(parsed.json, at) : refuse('invalid', `${at} cannot be read: ${parsed.problem.message}.`);
};

/** Causes of nulls that are facts about the data. Every other null is a mistake that must not pass in silence. */
const HARMLESS: ReadonlySet<NullCause['kind']> = new Set(['absent', 'literal']);

/**
 * Whole numbers become JSON numbers where those are exact; every other number becomes its exact text, as amounts always are.
 * Refusal 'invalid' for a null that comes from anything but an absent value.
 */
export const valueToJson = (value: Value): Json => {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (value instanceof Null) {
    const { kind, message } = value.cause;
    return HARMLESS.has(kind) ? null : refuse('invalid', `An expression has no value: ${message}.`);
  }
  if (value instanceof Exact) {
    const whole = value.toBigInt();
    return whole !== undefined && isSafe(whole) ? Number(whole) : value.toText();
  }
  if (isList(value)) return value.map(valueToJson);
  if (!isContext(value)) return valueText(value);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, valueToJson(item)]));
};

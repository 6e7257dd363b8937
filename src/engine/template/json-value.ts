/** JSON as the values that a template's expressions read, and their results as JSON again. */
import { absent, valueText } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import { isSafe } from '../model/integer-range.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import { isContext, isList, Null, type NullCause, type Value } from '../model/value.ts';

/** What steps hand on can be written down in any block, and every walk over it stays within the stack. */
const LEVELS_MAX = 150;
const TOO_DEEP = `A value is nested too deep: lists and objects stand inside of each other on more than ${LEVELS_MAX} levels.`;

/** Where a value stands. One per list or object, so that a text is only made of it for a null, which tells where it comes from. */
type Place = { readonly up: Place | undefined; readonly depth: number; key: string | number };

const placeText = ({ up, key }: Place): string => {
  if (up === undefined) return String(key);
  return typeof key === 'number' ? `${placeText(up)}[${key}]` : `${placeText(up)}.${key}`;
};

const numberValue = (number: number, place: Place): Value => {
  if (Number.isSafeInteger(number)) return Exact.integer(number);
  // The decimal text of the number, so that 0.1 is a tenth.
  return Exact.parse(String(number)) ?? refuse('invalid', `The number at ${placeText(place)} cannot be read.`);
};

const convert = (json: Json, place: Place): Value => {
  if (typeof json === 'number') return numberValue(json, place);
  if (typeof json === 'boolean' || typeof json === 'string') return json;
  if (json === null) return absent(placeText(place));
  if (place.depth > LEVELS_MAX) return refuse('invalid', `The value of ${placeText(place).slice(0, 100)} is nested too deep.`);
  const inner: Place = { up: place, depth: place.depth + 1, key: '' };
  if (Array.isArray(json)) {
    return json.map((item: Json, index) => {
      inner.key = index + 1;
      return convert(item, inner);
    });
  }
  const context: Record<string, Value> = Object.create(null);
  for (const [name, item] of Object.entries(json as JsonObject)) {
    inner.key = name;
    context[name] = convert(item, inner);
  }
  return context;
};

/** Values of lists and objects that were read before: what a step gave is read by many items of a map, and never changes. */
const known = new WeakMap<object, Value>();

/** Undefined is an absent value. `at` names the place, for nulls to say where they come from. Refusal 'invalid' beyond 150 levels. */
export const jsonToValue = (json: Json | undefined, at: string): Value => {
  if (json === undefined) return absent(at);
  if (typeof json !== 'object' || json === null) return convert(json, { up: undefined, depth: 0, key: at });
  let value = known.get(json);
  if (value === undefined) {
    value = convert(json, { up: undefined, depth: 0, key: at });
    known.set(json, value);
  }
  return value;
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

/** Levels of lists and objects by the list or object that holds them, where all numbers in it are whole and exact. */
const settled = new WeakMap<object, number>();

/** Undefined where a number in it is not. */
const settledLevels = (json: Json, depth: number): number | undefined => {
  if (typeof json === 'number') return Number.isSafeInteger(json) ? 0 : undefined;
  if (typeof json !== 'object' || json === null) return 0;
  const known = settled.get(json);
  if (known !== undefined) return known;
  if (depth > LEVELS_MAX) return refuse('invalid', TOO_DEEP);
  let levels = 0;
  for (const part of Array.isArray(json) ? (json as readonly Json[]) : Object.values(json)) {
    const inner = settledLevels(part, depth + 1);
    if (inner === undefined) return undefined;
    if (inner > levels) levels = inner;
  }
  settled.set(json, levels + 1);
  return levels + 1;
};

/** Whether `valueToJson` of the JSON's value is the same JSON: all its numbers are whole and exact. Refusal 'invalid' beyond 150 levels. */
export const isSettled = (json: Json): boolean => {
  const levels = settledLevels(json, 0);
  return levels !== undefined && (levels <= LEVELS_MAX || refuse('invalid', TOO_DEEP));
};

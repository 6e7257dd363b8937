/** Sentences about what changed between two values of a document. What means the same is no change. */
import { canonicalJson } from '../model/canonical-json.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import { MARK } from './compile-expression.ts';
import { durationMs } from './duration-ms.ts';

const SHOWN_MAX = 100;

/** A value as a sentence names it: an expression by its source, everything else as JSON. */
export const shown = (value: Json): string => {
  const text = typeof value === 'string' && value.startsWith(MARK) ? value.slice(MARK.length).trim() : canonicalJson(value);
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
};

/** `"a", "b" and "c"`, in the order of the alphabet. */
export const named = (names: Iterable<string>): string => {
  const quoted = [...names].sort().map((name) => JSON.stringify(name));
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
};

/** Blanks between the words of an expression mean nothing; those in its texts do. */
const withoutBlanks = (expression: string): string =>
  expression.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, text: string | undefined) => text ?? ' ').trim();

/** What a value means: texts that say the same in other words are equal in it. */
const meaningOf = (value: Json): Json => {
  if (typeof value === 'string') return value.startsWith(MARK) ? withoutBlanks(value) : (durationMs(value) ?? value);
  if (Array.isArray(value)) return value.map(meaningOf);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, meaningOf(part)]));
};

export const isSame = (before: Json | undefined, after: Json | undefined): boolean => {
  if (before === undefined || after === undefined) return before === after;
  return canonicalJson(meaningOf(before)) === canonicalJson(meaningOf(after));
};

/** The parts of a value that are no objects themselves, by their dotted names. */
const leavesOf = (value: Json, name = ''): readonly (readonly [name: string, leaf: Json])[] => {
  if (!isJsonObject(value) || Object.keys(value).length === 0) return [[name, value]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, name === '' ? key : `${name}.${key}`));
};

const leafChange = (what: string, before: Json | undefined, after: Json | undefined): string => {
  if (before === undefined) return `${what} is new: ${shown(after ?? null)}`;
  return after === undefined ? `${what} is gone; it was ${shown(before)}` : `${what} is now ${shown(after)} instead of ${shown(before)}`;
};

/** @param what the value is called in a sentence: "the list". Undefined is a value that is not there. */
export const valueChanges = (what: string, before: Json | undefined, after: Json | undefined): readonly string[] => {
  if (isSame(before, after)) return [];
  if (!isJsonObject(before) || !isJsonObject(after)) return [leafChange(what, before, after)];
  const [left, right] = [new Map(leavesOf(before)), new Map(leavesOf(after))];
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((name) => {
    const [was, is] = [left.get(name), right.get(name)];
    return isSame(was, is) ? [] : [leafChange(`${what} "${name}"`, was, is)];
  });
};

/** A single typing mistake anywhere in a sound template is found, is told a few times at most, and is told near where it was made. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import { isWithin, pointerTo } from '../../../src/engine/model/json-pointer.ts';
import type { Problem } from '../../../src/engine/model/problem.ts';
import { checkTemplate } from '../../../src/engine/template/check-template.ts';
import { RICH_TEMPLATE } from '../../support/rich-template.ts';
import { testTasks } from '../../support/test-tasks.ts';

/** A text of the document: a key, or a value. */
type Word = { readonly pointer: string; readonly isKey: boolean; readonly text: string };

/** What says nothing to the program: texts for people, names that people chose and that nobody else refers to, and times, which stay times. */
const FREE_VALUES = [/^\/(?:id|title|version)$/, /^\/input\/schema\/required/, /\/(?:roles\/0|signal|due|for|run|startToClose|heartbeat)$/];
const FREE_KEYS = [
  /^\/input\/schema\/properties\/(?:flag|run)$/,
  /\/close\/value\/(?:rounds|mended)$/,
  /\/branches\/right$/,
  /^\/steps\/(?:route|close\/value\/decision)$/,
];

/** The functions of steps are named under `run`, and are no times. */
const isFree = ({ pointer, isKey, text }: Word): boolean =>
  !text.startsWith('test.') && (isKey ? FREE_KEYS : FREE_VALUES).some((pattern) => pattern.test(pointer));

const wordsIn = (value: Json, pointer = ''): readonly Word[] => {
  if (typeof value === 'string') return [{ pointer, isKey: false, text: value }];
  if (Array.isArray(value)) return value.flatMap((part: Json, index) => wordsIn(part, pointerTo(pointer, index)));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as JsonObject).flatMap(([key, part]) => {
    const inner = pointerTo(pointer, key);
    return [{ pointer: inner, isKey: true, text: key }, ...wordsIn(part, inner)];
  });
};

/** Letters outside of quotes, of words that are longer than one letter. */
const lettersOf = (text: string): readonly number[] => {
  const plain = text.replace(/"[^"]*"/g, (quoted) => ' '.repeat(quoted.length));
  return [...plain.matchAll(/[A-Za-z]{2,}/g)].flatMap(({ index, 0: word }) => Array.from(word, (_, place) => index + place));
};

const WORDS = wordsIn(RICH_TEMPLATE).filter((word) => !isFree(word) && lettersOf(word.text).length > 0);

const KINDS_OF_SLIP = ['drop', 'double', 'replace'] as const;

const mistyped = (text: string, at: number, slip: (typeof KINDS_OF_SLIP)[number]): string => {
  const letter = text.charAt(at);
  const put = { drop: '', double: letter + letter, replace: letter === 'q' ? 'z' : 'q' }[slip];
  return text.slice(0, at) + put + text.slice(at + 1);
};

const withText = (value: Json, word: Word, text: string, pointer = ''): Json => {
  if (Array.isArray(value)) return value.map((part: Json, index) => withText(part, word, text, pointerTo(pointer, index)));
  if (typeof value !== 'object' || value === null) return pointer === word.pointer && !word.isKey ? text : value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, part]) => {
      const inner = pointerTo(pointer, key);
      return [inner === word.pointer && word.isKey ? text : key, withText(part, word, text, inner)];
    }),
  );
};

const tasks = testTasks();
const problemsOf = (document: Json): readonly Problem[] => {
  const result = checkTemplate(document, tasks);
  return result.ok ? [] : (result.failure.problems ?? []);
};

/** In the object around it, or where the word is used, which then says so. */
const isNear = ({ pointer = '', message, suggestion = '' }: Problem, word: Word, text: string): boolean => {
  const around = word.pointer.slice(0, word.pointer.lastIndexOf('/'));
  return isWithin(pointer, around) || [word.text, text].some((name) => `${message} ${suggestion}`.includes(`"${name}"`));
};

it('the template has no mistake', () => {
  expect(problemsOf(RICH_TEMPLATE)).toEqual([]);
  expect(WORDS.length).toBeGreaterThan(150);
});

const SHOWN_TIMES_MAX = 5;

it('with one slip it has one, told near it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...WORDS), fc.nat(), fc.constantFrom(...KINDS_OF_SLIP), (word, place, slip) => {
      const letters = lettersOf(word.text);
      const text = mistyped(word.text, letters[place % letters.length] as number, slip);
      const problems = problemsOf(withText(RICH_TEMPLATE, word, text));
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThanOrEqual(SHOWN_TIMES_MAX);
      expect(problems.filter((problem) => !isNear(problem, word, text))).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

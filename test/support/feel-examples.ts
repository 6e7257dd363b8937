/** Examples of built-in functions, each evaluated in the typed profile and in conformance mode. */
import { describe, expect, test } from 'vitest';
import { evaluateText } from '../../src/engine/feel/evaluate-text.ts';
import { documentJson } from '../../src/engine/feel/json-value.ts';
import type { Json } from '../../src/engine/model/json.ts';
import { feel } from './feel.ts';

/** What conformance mode gives; numbers as exact text, a null as null. */
export const standard = (source: string, context: Json = {}): Json => {
  const result = evaluateText(source, JSON.stringify(context), 'conformance');
  if ('problems' in result) throw new Error(`${source}: ${result.problems.map(({ message }) => message).join('; ')}`);
  return documentJson(result.value);
};

export type Example = readonly [source: string, expected: Json];

/** The same in both modes. */
export const examples = (title: string, list: readonly Example[]): void => {
  describe(title, () => {
    test.each(list)('%s', (source, expected) => {
      expect(feel(source)).toEqual(expected);
      expect(standard(source)).toEqual(expected);
    });
  });
};

/** Only in conformance mode: what the typed profile refuses or answers in another way. */
export const standardExamples = (title: string, list: readonly Example[]): void => {
  describe(`${title}, in conformance mode`, () => {
    test.each(list)('%s', (source, expected) => {
      expect(standard(source)).toEqual(expected);
    });
  });
};

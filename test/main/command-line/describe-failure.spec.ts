/** A failure as a person reads it. */
import { expect, test } from 'vitest';
import { describeFailure, describeProblem } from '../../../src/main/command-line/describe-failure.ts';

test('a mistake is a sentence with its place, what was expected, and a mend', () => {
  expect(
    describeProblem({
      document: 'p.json',
      pointer: '/outcome',
      row: 3,
      column: 9,
      range: { from: 1, to: 4 },
      message: 'there is no decision "outcom"',
      expected: 'a decision of the type "enum"',
      suggestion: 'did you mean "outcome"?',
    }),
  ).toBe(
    'p.json, /outcome, row 3, column 9: there is no decision "outcom". Expected: a decision of the type "enum". Did you mean "outcome"?',
  );
});

test('characters of an expression are counted from one', () => {
  expect(describeProblem({ range: { from: 0, to: 5 }, message: 'unknown name' })).toBe('characters 1 to 5: unknown name.');
  expect(describeProblem({ range: { from: 3, to: 3 }, message: 'it ends too early' })).toBe('character 4: it ends too early.');
});

test('a single mistake that says it all is not said twice', () => {
  const message = 'The file is damaged.';
  expect(describeFailure({ kind: 'unreadable', message, problems: [{ document: 'a', message: `${message} (CORRUPT)` }] })).toEqual([
    'probity: a: The file is damaged. (CORRUPT)',
  ]);
});

test('beyond a hundred mistakes are counted', () => {
  const problems = Array.from({ length: 130 }, (_, index) => ({ message: `mistake ${index}` }));
  const lines = describeFailure({ kind: 'invalid', message: 'many', problems });
  expect([lines.length, lines.at(0), lines.at(1), lines.at(-1)]).toEqual([102, 'probity: many', '  mistake 0.', '  … and 30 more']);
});

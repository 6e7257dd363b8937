/** Each mistake of a policy or reform names the line and column where an editor shows it. */
import { expect, it } from 'vitest';
import { checkDocumentText } from '../../../src/engine/policy/check-document-text.ts';
import { smallPolicy } from './small-policy.ts';

const problemsOf = (text: string) => {
  const checked = checkDocumentText(text, 'a.json');
  return checked.ok ? [] : (checked.failure.problems ?? []);
};

it('accepts a right policy', () => {
  expect(checkDocumentText(JSON.stringify(smallPolicy()))).toMatchObject({ ok: true, value: { kind: 'policy' } });
});

it.each<[string, string, object]>([
  ['a kind that is none', '{ "kind": "polcy" }', { row: 1, column: 11, pointer: '/kind', suggestion: 'did you mean "policy"?' }],
  ['no kind', '[]', { row: 1, column: 1, message: 'the document does not say its kind' }],
])('refuses %s', (_what, text, problem) => {
  expect(problemsOf(text)).toEqual([expect.objectContaining({ document: 'a.json', ...problem })]);
});

it('points into expressions, past the escapes of the JSON text, in the order of the text', () => {
  const text = JSON.stringify(
    smallPolicy({ decisions: { outcome: { feel: 'if "\\"x" = regon then "ELIGIBLE" else "NOT_ELIGIBLE"' } }, outcome: 'outcom' }),
    null,
    2,
  );
  const lines = text.split('\n');
  const problems = problemsOf(text);
  expect(problems.map(({ message }) => message)).toEqual(['unknown name "regon"', 'there is no decision "outcom"']);
  const [inExpression, atOutcome] = problems;
  expect(lines[(inExpression?.row ?? 0) - 1]?.slice(Number(inExpression?.column) - 1)).toMatch(/^regon then/);
  expect(lines[(atOutcome?.row ?? 0) - 1]?.slice(Number(atOutcome?.column) - 1)).toMatch(/^"outcom"/);
});

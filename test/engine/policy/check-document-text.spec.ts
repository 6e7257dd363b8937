/** Goal: a document's text is read strictly, and each problem names the line and column where an editor shows it. */
import { describe, expect, it } from 'vitest';
import { checkDocumentText } from '../../../src/engine/policy/check-document-text.ts';
import { parseDocument } from '../../../src/engine/policy/parse-document.ts';
import { smallPolicy } from './small-policy.ts';

const problemsOf = (text: string) => {
  const checked = checkDocumentText(text, 'a.json');
  return checked.ok ? [] : (checked.failure.problems ?? []);
};

describe('checkDocumentText', () => {
  it('accepts a right policy', () => {
    expect(checkDocumentText(JSON.stringify(smallPolicy()))).toMatchObject({ ok: true, value: { kind: 'policy' } });
  });

  it.each<[string, string, object]>([
    ['a missing comma', '{\n  "kind": "policy"\n  "id": 1 }', { row: 3, column: 3, expected: '"," or "}"' }],
    ['an open text', '{ "kind": "policy', { row: 1, column: 11 }],
    ['a raw line end in a text', '{ "kind": "a\nb" }', { row: 1, column: 11 }],
    ['an unknown escape', '{ "kind": "\\q" }', { row: 1, column: 11 }],
    ['text after the end', '{} {}', { row: 1, column: 4, expected: 'the end of the document' }],
    ['a trailing comma', '[1,]', { row: 1, column: 4, expected: 'a value' }],
    ['a number with a leading zero', '[01]', { row: 1, column: 3, expected: '"," or "]"' }],
    ['nothing at all', '', { row: 1, column: 1 }],
    ['a key given twice', '{\n  "a": 1,\n  "a": 2\n}', { row: 3, column: 3, pointer: '/a', expected: 'each key once' }],
    ['a number that a double would change', '[12345678901234567.89]', { row: 1, column: 2, pointer: '/0' }],
    ['too many levels', '['.repeat(200), { row: 1, column: 102 }],
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
});

describe('parseDocument', () => {
  it('reads what JSON.parse reads', () => {
    const text = ' {"a": [1, -0.5e3, true, null, "\\u00e9\\n\\"", {}], "__proto__": {"b": ""}, "c/d~": [[]]}\n';
    const parsed = parseDocument(text);
    expect(parsed.ok && parsed.value.value).toEqual(JSON.parse(text));
    expect(parsed.ok && parsed.value.locate('/c~1d~0/0')).toEqual({ row: 1, column: text.indexOf('[[]]') + 2 });
  });

  it('skips a byte order mark', () => {
    expect(parseDocument('\uFEFF[]')).toMatchObject({ ok: true });
  });
});

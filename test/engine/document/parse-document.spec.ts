/** A document's text is read strictly, and what is wrong with it is told with its line and column. */
import { expect, it } from 'vitest';
import { parseDocument } from '../../../src/engine/document/parse-document.ts';

it('reads what JSON.parse reads', () => {
  const text = ' {"a": [1, -0.5e3, true, null, "\\u00e9\\n\\"", {}], "__proto__": {"b": ""}, "c/d~": [[]]}\n';
  const parsed = parseDocument(text);
  expect(parsed.ok && parsed.value.value).toEqual(JSON.parse(text));
  expect(parsed.ok && parsed.value.locate('/c~1d~0/0')).toEqual({ row: 1, column: text.indexOf('[[]]') + 2 });
});

it('skips a byte order mark', () => {
  expect(parseDocument('\uFEFF[]')).toMatchObject({ ok: true });
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
])('refuses %s', (_what, text, problem) => {
  const parsed = parseDocument(text, 'a.json');
  expect(parsed.ok ? [] : parsed.failure.problems).toEqual([expect.objectContaining({ document: 'a.json', ...problem })]);
});

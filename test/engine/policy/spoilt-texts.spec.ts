/** Goal: whatever text is typed into a policy, checking it ends soon, in problems that each have their place, and never in a fault. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { checkDocumentText } from '../../../src/engine/policy/check-document-text.ts';

const TOKENS = [
  ...[
    'income',
    'size',
    'members',
    'members.age',
    'item',
    '?',
    'if',
    'then',
    'else',
    'for',
    'in',
    'return',
    'some',
    'satisfies',
    'and',
    'not(',
  ],
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ':',
    ',',
    '..',
    '.',
    '"a"',
    '"',
    '@"2025-01-01"',
    '1',
    '0.5',
    '1e999',
    '-',
    '+',
    '*',
    '/',
    '**',
    '%',
    '≤',
  ],
  ...['=', '!=', '<', '<=', '<>', '==', '&&', 'between', 'null', 'true', 'function(x)', 'round half up(', 'sum(', 'date(', 'limit['],
  ...['period.start', 'instance of', 'é', '\u0000', '\\', '\n', '//x', '/*', 'sort(', 'split("a", "(")', 'matches("a", "[")', 'string('],
];
const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 16 }).map((parts) => parts.join(' '));

/** One test is enough: most changes then fall on what matters. */
const DOCUMENTS = ['housing-support', 'ky-ktap', 'wa-tanf', 'co-tanf', 'wy-power'].map((id) => {
  const document = JSON.parse(readFileSync(`templates/policies/${id}.json`, 'utf8')) as PolicyDocument;
  return { ...document, tests: document.tests.slice(0, 1) };
});

/** Ten times what the slowest takes on a busy machine. */
const MILLISECONDS_MAX = 10_000;

const checkSoon = (text: string): void => {
  const start = performance.now();
  const checked = checkDocumentText(text, 'spoilt.json');
  if (checked.ok) {
    for (const { pointer, row } of checked.value.notes())
      expect({ pointer, row }).toEqual({ pointer: expect.any(String), row: expect.any(Number) });
  } else {
    const { problems = [] } = checked.failure;
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      expect(problem).toMatchObject({ row: expect.any(Number), column: expect.any(Number) });
      if (!problem.message.startsWith('not JSON')) expect(problem.pointer).toBeTypeOf('string');
    }
  }
  expect(performance.now() - start).toBeLessThan(MILLISECONDS_MAX);
};

it('a text with a piece of it replaced', () => {
  const texts = DOCUMENTS.map((document) => JSON.stringify(document, null, 1));
  const pieces = fc.oneof(soup, fc.string({ maxLength: 12 }), fc.constantFrom('null', '[]', '{}', '1e400', '"', ',', '}'));
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(40), pieces, (text, place, length, piece) => {
      const from = place % text.length;
      checkSoon(text.slice(0, from) + piece + text.slice(from + length));
    }),
    { numRuns: 120 },
  );
});

it('a decision with any words for its logic', () => {
  fc.assert(
    fc.property(fc.constantFrom(...DOCUMENTS), fc.nat(), soup, fc.boolean(), (document, place, words, isAppended) => {
      const names = Object.keys(document.decisions).filter((name) => document.decisions[name]?.feel !== undefined);
      const name = names[place % names.length] as string;
      const own = document.decisions[name];
      const feel = isAppended ? `${own?.feel} ${words}` : words;
      checkSoon(JSON.stringify({ ...document, decisions: { ...document.decisions, [name]: { ...own, feel } } }));
    }),
    { numRuns: 60 },
  );
});

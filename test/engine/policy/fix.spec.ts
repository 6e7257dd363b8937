/** Goal: a fix that an editor applies to the text of a document takes the mistake away and makes no other. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/engine/model/json.ts';
import type { Problem } from '../../../src/engine/model/problem.ts';
import { checkDocumentText } from '../../../src/engine/policy/check-document-text.ts';
import { smallPolicy } from './small-policy.ts';

const problemsIn = (text: string): readonly Problem[] => {
  const checked = checkDocumentText(text);
  return checked.ok ? [] : (checked.failure.problems ?? []);
};

/** The text with every fix made, the last first, so that the places of the others stay what they are. */
const mended = (text: string, problems: readonly Problem[]): string =>
  problems
    .flatMap(({ fix }) => (fix?.edit === undefined ? [] : [fix.edit]))
    .sort((left, right) => right.from - left.from)
    .reduce((current, { from, to, insert }) => current.slice(0, from) + insert + current.slice(to), text);

const expression = (feel: string): Json => ({ decisions: { total: { feel } } });
const condition = (feel: string): Json => expression(`if ${feel} then 1 else 2`);

describe('a fix', () => {
  it.each<[string, Json]>([
    ['a misspelt name', expression('incom')],
    ['a misspelt name behind escapes', condition('"\\"\\n" = "\u00e9" and incom > 1')],
    ['a misspelt field', expression('sum(members.earnd)')],
    ['a misspelt function', expression('rond half up(income, 2)')],
    ['an unknown value of an enumeration', condition('region = "nort"')],
    ['a value without quotes', condition('region = north')],
    ['a misspelt result', { decisions: { outcome: { feel: '"ELIGIBEL"' } } }],
    [
      'a misspelt value in a table',
      {
        decisions: {
          outcome: { feel: null, table: { hitPolicy: 'FIRST', inputs: ['size'], rules: [{ when: ['-'], then: ' ELIGIBEL' }] } },
        },
      },
    ],
    ['a number in quotes', condition('income > "1000"')],
    ['a date without its sign', condition('period.start > "2025-01-01"')],
    ['a negation without brackets', { ...(condition('not poor') as object), inputs: { poor: { type: 'boolean' } } } as Json],
    ['a root written as a power', expression('income ** 0.5')],
    ['signs of other languages', condition('income≥1 && size <> 2')],
    ['two signs of equality', condition('size == 2')],
    ['a misspelt type', { inputs: { income: { type: 'decimla' } } }],
    ['a misspelt picker', { parameters: { limit: { by: 'sise' } } }],
    ['a misspelt outcome', { outcome: 'outcom' }],
    ['a misspelt list', { decisions: { own: { type: 'integer', of: 'member', feel: '1' } } }],
    [
      'a misspelt key of a parameter',
      {
        parameters: { byRegion: { type: 'integer', by: 'region', values: { '2025-01-01': { north: 1, sotuh: 2 } } } },
        decisions: { total: { feel: 'byRegion[region]' } },
      },
    ],
    ['a misspelt key of the format', { descripton: 'Small' }],
    ['names in a test', { tests: [{ name: 'a', date: '2025-01-01', given: { incom: 1 }, expect: { totl: '1', outcome: 'ELIGIBEL' } }] }],
  ])('mends %s', (_what, changes) => {
    const text = JSON.stringify(smallPolicy(changes), null, 2);
    const problems = problemsIn(text);
    expect(problems.length).toBeGreaterThan(0);
    for (const { fix } of problems) expect(fix).toBeDefined();
    expect(problemsIn(mended(text, problems))).toEqual([]);
  });
});

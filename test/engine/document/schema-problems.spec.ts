/** Goal: every structural mistake of a document is told once, at its place, and one mistake never shows as several. */
import { describe, expect, it } from 'vitest';
import { schemaFindings } from '../../../src/engine/document/schema-problems.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import { smallPolicy } from '../policy/small-policy.ts';

const told = (document: Json): string[] =>
  schemaFindings('policy', document).map(({ problem }) =>
    [problem.pointer, problem.message, problem.suggestion].filter(Boolean).join(' | '),
  );

describe('schema problems of a policy', () => {
  it('finds nothing in a right document', () => {
    expect(told(smallPolicy())).toEqual([]);
  });

  it('tells a misspelt key once, although the right one is then missing', () => {
    const { title, ...rest } = smallPolicy() as { title: Json };
    expect(told({ ...rest, titel: title })).toEqual(['/titel | the key "titel" is not known here | did you mean "title"?']);
  });

  it('tells a misspelt type without complaining of the keys that belong to the right one', () => {
    const document = smallPolicy({ inputs: { income: { type: 'decmial', scale: 2, min: '0' } } });
    expect(told(document)).toEqual(['/inputs/income/type | "decmial" is not known here | did you mean "decimal"?']);
  });

  it('tells a missing logic once, and a misspelt one as a misspelt key', () => {
    expect(told(smallPolicy({ decisions: { extra: { type: 'integer' } } }))).toEqual(['/decisions/extra | the logic is missing']);
    expect(told(smallPolicy({ decisions: { extra: { type: 'integer', fel: '1' } } }))).toEqual([
      '/decisions/extra/fel | the key "fel" is not known here | did you mean "feel"?',
    ]);
    const table = { hitPolicy: 'FIRST', inputs: ['size'], rules: [{ when: ['-'], then: '1' }] };
    expect(told(smallPolicy({ decisions: { extra: { type: 'integer', feel: '1', table } } }))).toEqual([
      '/decisions/extra | "feel" and "table" both stand here',
    ]);
  });

  it.each<[string, Json, string]>([
    ['a scale on a boolean', { type: 'boolean', scale: 2 }, '/inputs/extra/scale | "scale" does not apply to the type "boolean"'],
    ['an enum without values', { type: 'enum' }, '/inputs/extra | the key "values" is missing'],
    [
      'a list within a list',
      { type: 'list', of: { inner: { type: 'list', of: {} } } },
      '/inputs/extra/of/inner/type | "list" is not known here',
    ],
    ['values on a decimal', { type: 'decimal', values: ['a'] }, '/inputs/extra/values | "values" does not apply to the type "decimal"'],
    ['a bound as a number', { type: 'decimal', min: 0 }, '/inputs/extra/min | 0 stands here'],
    ['a day that does not exist', { type: 'date', min: '2025-02-30' }, '/inputs/extra/min | "2025-02-30" is not well formed'],
    ['no object', [], '/inputs/extra | a list stands here'],
  ])('tells %s once', (_what, input, expected) => {
    expect(told(smallPolicy({ inputs: { extra: input } }))).toEqual([expected]);
  });

  it('tells a name that FEEL could not read, at the name', () => {
    expect(told(smallPolicy({ inputs: { 'net income': { type: 'integer' } } }))).toEqual([
      '/inputs/net income | the key "net income" is not well formed',
    ]);
  });

  it('tells every mistake of a document at once', () => {
    const document = smallPolicy({
      inputs: { first: { type: 'integr' }, second: { type: 'integer', lable: 'x' } },
      parameters: { third: { type: 'decimal', values: { '2025-13-01': '1' } }, fourth: { type: 'decimal', values: { '2025-01-01': 0.3 } } },
    });
    expect(told(document)).toHaveLength(4);
  });
});

/** Forms made from JSON Schemas: which field each property gets, and which value comes out of what was written. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/model/index.ts';
import {
  draftsAtFirst,
  problemsElsewhere,
  problemsOf,
  readDrafts,
  schemaFields,
} from '../../../src/renderer/components/schema-form/schema-fields.ts';

const SCHEMA: JsonObject = {
  type: 'object',
  required: ['name', 'urgent', 'region'],
  properties: {
    name: { type: 'string', description: 'Who asks.' },
    note: { type: 'string', maxLength: 4_000 },
    annualIncome: { type: 'number' },
    count: { type: ['integer', 'null'], default: 3 },
    from: { type: 'string', format: 'date' },
    urgent: { type: 'boolean' },
    region: { enum: ['urban', 'rural', 7] },
    'a/b': { type: 'array', items: { type: 'string' } },
    any: {},
  },
};
const fields = schemaFields(SCHEMA);
const field = (name: string) => fields.find((one) => one.name === name);
const read = (drafts: { readonly [name: string]: string }) => readDrafts(fields, { ...draftsAtFirst(fields), ...drafts });
const NEEDED = { name: 'Ada', urgent: 'false', region: '"rural"' };

describe('fields', () => {
  it('are of the kind that the schema says, those that are needed first', () => {
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['name', 'text'],
      ['urgent', 'boolean'],
      ['region', 'choice'],
      ['note', 'longText'],
      ['annualIncome', 'number'],
      ['count', 'integer'],
      ['from', 'date'],
      ['a/b', 'json'],
      ['any', 'json'],
    ]);
  });

  it('have a label, a description, a pointer, and what they begin with', () => {
    expect(field('annualIncome')?.label).toBe('Annual income');
    expect(field('name')).toMatchObject({ label: 'Name', description: 'Who asks.', required: true });
    expect(field('a/b')?.pointer).toBe('/a~1b');
    expect(field('count')?.initial).toBe('3');
    expect(schemaFields(SCHEMA, { region: 'urban', 'a/b': ['x'] }).map(({ initial }) => initial)).toEqual([
      '',
      '',
      '"urban"',
      '',
      '',
      '3',
      '',
      '[\n  "x"\n]',
      '',
    ]);
  });

  it('are one for the whole value where the schema names no properties, and none where it allows none', () => {
    expect(schemaFields({ type: 'object' }).map(({ name, kind, initial }) => [name, kind, initial])).toEqual([['', 'json', '{}']]);
    expect(schemaFields({ type: 'object', properties: {}, additionalProperties: false })).toEqual([]);
  });
});

describe('what was written', () => {
  it('becomes a value of the schema’s types; what is empty is left out', () => {
    const drafts = { ...NEEDED, annualIncome: '1200,50', from: '2026-02-01', region: '7', 'a/b': '["x"]', any: '{"deep": null}' };
    expect(read(drafts)).toEqual({
      value: {
        name: 'Ada',
        annualIncome: 1200.5,
        count: 3,
        from: '2026-02-01',
        urgent: false,
        region: 7,
        'a/b': ['x'],
        any: { deep: null },
      },
      problems: [],
    });
  });

  it('is held against what the form can tell, by pointer', () => {
    expect(
      read({ name: ' ', urgent: '', region: '"rural"', annualIncome: 'much', 'a/b': '[1,' }).problems.map(({ pointer }) => pointer),
    ).toEqual(['/name', '/urgent', '/annualIncome', '/a~1b']);
  });

  it('keeps a required false and does not take "" for it', () => {
    expect(read(NEEDED).value).toMatchObject({ urgent: false });
  });

  it('is the whole value where there is one field for it', () => {
    const whole = schemaFields({ type: 'object' });
    expect(readDrafts(whole, { '': '{"a": 1}' })).toEqual({ value: { a: 1 }, problems: [] });
  });
});

describe('problems', () => {
  const problems = [
    { pointer: '/name', message: 'a' },
    { pointer: '/a~1b/0', message: 'b' },
    { pointer: '/names', message: 'c' },
    { message: 'd' },
  ];

  it('belong to the field they are at or below', () => {
    const ab = field('a/b');
    expect(ab === undefined ? [] : problemsOf(ab, problems).map(({ message }) => message)).toEqual(['b']);
  });

  it('that no field has are told elsewhere', () => {
    expect(problemsElsewhere(fields, problems).map(({ message }) => message)).toEqual(['c', 'd']);
  });
});

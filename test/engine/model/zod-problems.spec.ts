/** What a schema refuses is told with its place and in plain words, in one form. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { zodProblems } from '../../../src/engine/model/zod-problems.ts';

const problemsOf = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value);
  return error === undefined ? [] : zodProblems(error, value);
};

it('each problem points into the value; what the schema itself says of a mistake is told', () => {
  const schema = z.strictObject({ 'a/b': z.array(z.string('a text')), size: z.number('a number') });
  expect(problemsOf(schema, { 'a/b': ['fine', 7], size: 'large' })).toEqual([
    { pointer: '/a~1b/1', message: 'a text' },
    { pointer: '/size', message: 'a number' },
  ]);
});

const cases: readonly (readonly [z.ZodType, unknown, object])[] = [
  [z.strictObject({ date: z.iso.date() }), {}, { pointer: '/date', message: '"date" is missing', expected: 'a text' }],
  [z.iso.date(), '2025-13-01', { pointer: '', message: '"2025-13-01" stands here', expected: 'a date, such as "2025-03-01"' }],
  [z.int().min(1).max(64), 65, { pointer: '', message: '65 stands here', expected: 'at most 64' }],
  [z.int(), 0.5, { pointer: '', message: '0.5 stands here', expected: 'a whole number' }],
  [z.array(z.int()).min(1), [], { pointer: '', message: 'a list stands here', expected: 'at least 1 item' }],
  [z.string().min(2), 'x', { pointer: '', message: '"x" stands here', expected: 'at least 2 characters' }],
  [z.enum(['confirmed', 'changed']), 'other', { pointer: '', message: '"other" stands here', expected: 'one of "confirmed", "changed"' }],
  [z.strictObject({}), { more: 1 }, { pointer: '/more', message: 'the key "more" is not known here' }],
  [z.number().multipleOf(5), 3, { pointer: '', message: '3 stands here', expected: 'a multiple of 5' }],
  [z.string().regex(/^[0-9a-f]+$/), 'z', { pointer: '', message: '"z" stands here', expected: 'a text that matches /^[0-9a-f]+$/' }],
  [z.record(z.string().min(2), z.int()), { a: 1 }, { pointer: '/a', message: '"a" stands here', expected: 'at least 2 characters' }],
  [z.object({ of: z.string() }), undefined, { pointer: '', message: 'nothing stands here', expected: 'an object' }],
  [z.object({ of: z.json() }), {}, { pointer: '/of', message: '"of" is missing' }],
];

it.each(cases)('%#: %j', (schema, value, problem) => {
  expect(problemsOf(schema, value)).toMatchObject([problem]);
});

it('of several shapes, the one that is meant is told of; the types of all where none is', () => {
  const schema = z.union([z.string(), z.strictObject({ from: z.string(), to: z.string() })]);
  expect(problemsOf(schema, { from: '1', to: 2 })).toEqual([{ pointer: '/to', message: '2 stands here', expected: 'a text' }]);
  expect(problemsOf(schema, 7)).toEqual([{ pointer: '', message: '7 stands here', expected: 'a text or an object' }]);
});

/** What a schema refuses is told with its place, in one form. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { zodProblems } from '../../../src/engine/model/zod-problems.ts';

it('each problem points into the value and says what was expected', () => {
  const schema = z.strictObject({ 'a/b': z.array(z.string('a text')), size: z.number('a number') });
  const { error } = schema.safeParse({ 'a/b': ['fine', 7], size: 'large' });
  expect(error && zodProblems(error)).toEqual([
    { pointer: '/a~1b/1', message: 'a text' },
    { pointer: '/size', message: 'a number' },
  ]);
});

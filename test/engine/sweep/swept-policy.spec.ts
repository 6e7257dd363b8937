/** The policy at a point of a sweep: other values of its parameters in force at the date, and nothing else changed. */
import { expect, test } from 'vitest';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { parameterAt } from '../../../src/engine/policy/parameter-value.ts';
import { axisProblems, describeAxis, sweepPoints, sweptPolicy } from '../../../src/engine/sweep/swept-policy.ts';
import { smallPolicy } from '../policy/small-policy.ts';

const DATE = '2024-07-01';

/** Limits by size and then by region, of which values of 1 January hold for a year. */
const policy = smallPolicy({
  parameters: {
    limit: {
      by: ['size', 'region'],
      heldFor: 'year',
      values: {
        '2024-01-01': { '1': { north: '400', south: '410' }, '2': { north: '460', south: '470' }, '3': { north: '520.50', south: '530' } },
      },
    },
  },
  decisions: {
    outcome: { feel: 'if total <= limit[size][region] then "ELIGIBLE" else "NOT_ELIGIBLE"' },
    benefit: { feel: 'if outcome = "ELIGIBLE" then round half up(max(0, limit[size][region] - rate * total), 2) else 0' },
  },
});

const values = (name: string, swept: ReturnType<typeof sweptPolicy>, date = DATE): Record<string, string> => {
  const parameter = swept.parameters[name];
  if (parameter === undefined) throw new Error(name);
  return Object.fromEntries(
    [...parameterAt(name, parameter, date).cells].map(([place, { value }]) => [place, value instanceof Exact ? value.toText() : 'none']),
  );
};

const axis = (parameter: string, factor: boolean, ...list: readonly string[]) =>
  describeAxis(policy, DATE, { parameter, factor, values: { list } }, list);

test('the policy under test is a right one', () => {
  expect(checkPolicy(policy as unknown as Json)).toMatchObject({ ok: true });
});

test('a parameter without keys takes the value from the date on, and before it has its own', () => {
  const swept = sweptPolicy(policy, DATE, [axis('rate', false, '0.4')], ['0.4']);
  expect(values('rate', swept)).toEqual({ '': '0.4' });
  expect(values('rate', swept, '2024-06-30')).toEqual({ '': '0.3' });
  expect(values('rate', swept, '2025-01-01')).toEqual({ '': '0.25' });
  expect(swept.decisions).toBe(policy.decisions);
});

test('one entry under two keys is changed and its neighbours are not, held for the year', () => {
  const swept = sweptPolicy(policy, DATE, [axis('limit[2][north]', false, '500')], ['500']);
  expect(values('limit', swept)).toEqual({
    '[1][north]': '400',
    '[1][south]': '410',
    '[2][north]': '500',
    '[2][south]': '470',
    '[3][north]': '520.5',
    '[3][south]': '530',
  });
});

test('a factor multiplies every entry, exactly', () => {
  const swept = sweptPolicy(policy, DATE, [axis('limit', true, '1.02')], ['1.02']);
  expect(values('limit', swept)).toMatchObject({ '[1][north]': '408', '[3][north]': '530.91', '[3][south]': '540.6' });
  expect(checkPolicy(swept as unknown as Json)).toMatchObject({ ok: true });
});

test('two axes change their own parameters, in all combinations', () => {
  const axes = [axis('rate', false, '0.2', '0.4'), axis('limit[1][south]', false, '1', '2', '3')];
  const points = sweepPoints(axes);
  expect(points).toHaveLength(6);
  expect(points.slice(0, 4)).toEqual([
    ['0.2', '1'],
    ['0.2', '2'],
    ['0.2', '3'],
    ['0.4', '1'],
  ]);
  const swept = sweptPolicy(policy, DATE, axes, ['0.4', '3']);
  expect(values('rate', swept)).toEqual({ '': '0.4' });
  expect(values('limit', swept)).toMatchObject({ '[1][south]': '3', '[1][north]': '400' });
});

test('what is told of an axis is what holds at the date', () => {
  expect(axis('rate', false, '1')).toMatchObject({ parameter: 'rate', factor: false, inForce: '0.3', values: ['1'] });
  expect(axis('limit', true, '1')).not.toHaveProperty('inForce');
});

test('a value that the parameter cannot have is told with the point where it comes up', () => {
  const problems = (parameter: string, factor: boolean, ...list: readonly string[]) =>
    axisProblems(policy, DATE, { parameter, factor, values: { list } }, list, '/vary/0');
  expect(problems('rate', false, '0.3', '0.12345')).toMatchObject([
    { pointer: '/vary/0/values', message: expect.stringContaining('at 0.12345') },
  ]);
  expect(problems('limit', true, '1', '1.001')).toMatchObject([{ message: expect.stringContaining('limit would be 521.0205') }]);
});

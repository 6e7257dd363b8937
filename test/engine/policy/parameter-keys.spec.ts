/** Goal: parameters with several keys and parameters held for a year are checked, read, explained and compared like those with one. */
import { describe, expect, it } from 'vitest';
import { documentJson } from '../../../src/engine/feel/index.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import type { Problem } from '../../../src/engine/model/problem.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { mergePatch } from '../../../src/engine/policy/merge-patch.ts';
import { policyChanges } from '../../../src/engine/policy/policy-changes.ts';
import { readCase } from '../../../src/engine/policy/read-case.ts';
import { smallPolicy } from './small-policy.ts';

const NORTH = { '1': '10', '2': '20', '3': '30' };
const SOUTH = { '1': '11', '2': '21', '3': '31' };

/** The grant by region and size, raised in one place in March 2025. */
const grantPolicy = (): PolicyDocument =>
  smallPolicy({
    parameters: {
      grant: {
        type: 'decimal',
        by: ['region', 'size'],
        source: 'Act 12, s. 9',
        values: { '2024-01-01': { north: NORTH, south: SOUTH }, '2025-03-01': { south: { '3': '35' } } },
      },
    },
    decisions: { granted: { type: 'decimal', feel: 'grant[region][size]' } },
  });

const changed = (patch: Json): Json => mergePatch(grantPolicy() as unknown as Json, patch);

const problemsOf = (policy: Json): readonly Problem[] => {
  const checked = checkPolicy(policy);
  return checked.ok ? [] : (checked.failure.problems ?? []);
};

const evaluated = (policy: PolicyDocument, date: string, facts: Json, trace = false) => {
  const checked = checkPolicy(policy as unknown as Json);
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure));
  return compilePolicy(checked.value, date).evaluate(readCase(checked.value, facts).inputs, { only: ['granted'], trace });
};

describe('a parameter with two keys', () => {
  it.each([
    ['2024-01-01', 'north', 1, '10'],
    ['2024-01-01', 'south', 3, '31'],
    ['2025-02-28', 'south', 3, '31'],
    ['2025-03-01', 'south', 3, '35'],
    ['2025-03-01', 'south', 2, '21'],
    ['2025-03-01', 'north', 3, '30'],
  ])('on %s has its own value under %s and %s', (date, region, size, expected) => {
    expect(documentJson(evaluated(grantPolicy(), date, { region, size }).value('granted'))).toBe(expected);
  });

  it('has no value before its first date, and says so with its place', () => {
    expect(evaluated(grantPolicy(), '2023-12-31', { region: 'south', size: 3 }).value('granted')).toMatchObject({
      cause: { at: 'grant[south][3]', message: '"grant[south][3]" has no value before 2024-01-01' },
    });
  });

  it.each([{ region: 'south' }, { size: 2 }])('passes on what is missing in %j', (facts) => {
    expect(evaluated(grantPolicy(), '2025-03-01', facts).value('granted')).toMatchObject({ cause: { kind: 'absent' } });
  });

  it('is explained with both keys, its date and its source', () => {
    const { explanation } = evaluated(grantPolicy(), '2025-03-01', { region: 'south', size: 3 }, true);
    expect(explanation?.[0]?.children.find(({ kind }) => kind === 'parameter')).toMatchObject({
      name: 'grant[south][3]',
      value: '35',
      since: '2025-03-01',
      source: 'Act 12, s. 9',
    });
  });

  it('is compared place by place', () => {
    const policy = grantPolicy();
    expect(policyChanges({ policy, date: '2025-02-01' }, { policy, date: '2025-03-01' }).parameters).toEqual([
      { name: 'grant[south][3]', source: 'Act 12, s. 9', before: '31', after: '35', since: '2025-03-01' },
    ]);
  });
});

describe('the check of keys', () => {
  it.each<[string, Json, { readonly pointer: string; readonly message: string }]>([
    [
      'a missing combination',
      { values: { '2024-01-01': { north: { '3': null } } } },
      { pointer: '/parameters/grant/values', message: 'there is no value under [north][3]' },
    ],
    [
      'a misspelt outer key',
      { values: { '2024-01-01': { north: null, nord: NORTH } } },
      { pointer: '/parameters/grant/values/2024-01-01/nord', message: '"region" is never "nord"' },
    ],
    [
      'an inner key that cannot be',
      { values: { '2025-03-01': { south: { '4': '41' } } } },
      { pointer: '/parameters/grant/values/2025-03-01/south/4', message: '"size" is never "4"' },
    ],
    [
      'a value in the place of a table',
      { values: { '2025-03-01': { south: '35' } } },
      { pointer: '/parameters/grant/values/2025-03-01/south', message: 'a value stands where a table should' },
    ],
    [
      'a table in the place of a value',
      { values: { '2025-03-01': { south: { '3': { a: '35' } } } } },
      { pointer: '/parameters/grant/values/2025-03-01/south/3', message: 'a table stands where a value should' },
    ],
    [
      'a value of another type',
      { values: { '2025-03-01': { south: { '3': 'much' } } } },
      { pointer: '/parameters/grant/values/2025-03-01/south/3', message: '"much" is no number' },
    ],
    [
      'a key that nothing is called by',
      { by: ['region', 'sise'] },
      { pointer: '/parameters/grant/by/1', message: 'there is no input or decision "sise" to pick a value by' },
    ],
    [
      'a key that cannot pick',
      { by: ['region', 'income'] },
      { pointer: '/parameters/grant/by/1', message: '"income" is of the type "decimal", which cannot pick a value' },
    ],
  ])('reports %s once, at its place', (_what, grant, problem) => {
    expect(problemsOf(changed({ parameters: { grant } }))).toEqual([expect.objectContaining(problem)]);
  });

  it('reports a table that is read with one key as no value', () => {
    expect(problemsOf(changed({ decisions: { granted: { feel: 'grant[region]' } } }))).toMatchObject([
      { pointer: '/decisions/granted/feel', suggestion: 'pick one value with grant[region][…]' },
    ]);
  });

  it('finds a written key that the second level lacks', () => {
    expect(problemsOf(changed({ decisions: { granted: { feel: 'grant[region][7]' } } }))).toMatchObject([
      { pointer: '/decisions/granted/feel', message: '"grant[region]" has no value under the key "7"' },
    ]);
  });
});

describe('a parameter that is held for the year', () => {
  const policyAt = (heldFor: Json): Json =>
    smallPolicy({
      parameters: { ceiling: { type: 'decimal', values: { '2024-01-01': '1000', '2025-02-01': '6000' }, ...(heldFor as object) } },
      decisions: { granted: { type: 'decimal', feel: 'ceiling' } },
    }) as unknown as Json;
  const grantedOn = (date: string, heldFor: Json): Json =>
    documentJson(evaluated(policyAt(heldFor) as unknown as PolicyDocument, date, {}).value('granted'));

  it.each([
    ['2025-01-01', '1000', '1000'],
    ['2025-01-31', '1000', '1000'],
    ['2025-02-01', '6000', '1000'],
    ['2025-12-31', '6000', '1000'],
    ['2026-01-01', '6000', '6000'],
  ])('on %s is %s by its dates and %s held for the year', (date, byDate, held) => {
    expect([grantedOn(date, {}), grantedOn(date, { heldFor: 'year' })]).toEqual([byDate, held]);
  });
});

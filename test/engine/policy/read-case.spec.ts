/** The facts of a case become values, and what does not fit is told with its place. */
import { describe, expect, it } from 'vitest';
import { valueText } from '../../../src/engine/feel/index.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import { Null } from '../../../src/engine/model/value.ts';
import { readCase, readOverrides } from '../../../src/engine/policy/read-case.ts';
import { smallPolicy } from './small-policy.ts';

const policy = smallPolicy({
  decisions: { net: { type: 'decimal', of: 'members', feel: 'earned * 0.9' } },
});
const problemsOf = (facts: Json) => readCase(policy, facts, '/case').problems;

describe('facts', () => {
  it('are exact, and what is not given or null is absent', () => {
    const { inputs, problems } = readCase(policy, { income: '10.50', region: null, members: [{ age: 3 }] });
    expect(problems).toEqual([]);
    expect(valueText(inputs.income as never)).toBe('10.5');
    for (const name of ['region', 'size']) expect(inputs[name]).toMatchObject({ cause: { kind: 'absent', at: name } });
    expect(inputs.members).toMatchObject([{ earned: { cause: { kind: 'absent', at: 'members[1].earned' } } }]);
    expect(inputs.size).toBeInstanceOf(Null);
  });

  it.each<[string, Json, object]>([
    ['are an object', [], { pointer: '/case', message: 'the facts of a case are an object' }],
    ['have no other names', { incom: '1' }, { pointer: '/case/incom', suggestion: 'did you mean "income"?' }],
    ['fit their types', { size: 9 }, { pointer: '/case/size' }],
    ['have lists where members are', { members: {} }, { pointer: '/case/members', message: '"members" is no list of members' }],
    ['have objects as members', { members: [1] }, { pointer: '/case/members/0', message: 'a member is an object with its fields' }],
    ['have known fields only', { members: [{ aeg: 1 }] }, { pointer: '/case/members/0/aeg', suggestion: 'did you mean "age"?' }],
  ])('%s', (_what, facts, problem) => {
    expect(problemsOf(facts)).toEqual([expect.objectContaining(problem)]);
  });

  it('have ten thousand members at most', () => {
    expect(problemsOf({ members: Array.from({ length: 10_000 }, () => ({})) })).toEqual([]);
    expect(problemsOf({ members: Array.from({ length: 10_001 }, () => ({})) })).toMatchObject([
      { pointer: '/case/members', expected: 'a list of at most 10000 members' },
    ]);
  });
});

describe('overrides of decisions', () => {
  const { inputs } = readCase(policy, { members: [{}, {}] });
  const overridden = (json: Json) => readOverrides(policy, json, inputs, '/override');

  it('hold one value, or one per member', () => {
    const { overrides, problems } = overridden({ total: '1.25', net: ['1', '2.5'] });
    expect(problems).toEqual([]);
    expect(valueText(overrides.get('total') as never)).toBe('1.25');
    expect((overrides.get('net') as readonly never[]).map(valueText)).toEqual(['1', '2.5']);
  });

  it.each<[string, Json, object]>([
    ['no object', 1, { pointer: '/override' }],
    ['an unknown decision', { totl: 1 }, { pointer: '/override/totl', suggestion: 'did you mean "total"?' }],
    ['another type', { total: true }, { pointer: '/override/total' }],
    ['one value for all members', { net: '1' }, { pointer: '/override/net', expected: 'a list' }],
    ['too few values', { net: ['1'] }, { pointer: '/override/net', expected: 'as many values as members' }],
    ['a wrong value of a member', { net: ['1', 'x'] }, { pointer: '/override/net/1' }],
  ])('refuse %s', (_what, json, problem) => {
    const { overrides, problems } = overridden(json);
    expect(problems).toEqual([expect.objectContaining(problem)]);
    expect(overrides.size).toBe(0);
  });
});

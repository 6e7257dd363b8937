/** Goal: a comparison or a rule that no case can bring to another answer is told, and none that some case can. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/engine/model/json.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { policyNotes } from '../../../src/engine/policy/policy-notes.ts';
import { smallPolicy } from './small-policy.ts';

const notesOf = (decisions: Json): string[] => {
  const checked = checkPolicy(smallPolicy({ decisions }));
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure.problems));
  return policyNotes(checked.value)
    .map(({ message }) => message)
    .filter((message) => /always|never/.test(message));
};

const condition = (feel: string): string[] => notesOf({ total: { feel: `if ${feel} then 1 else income` } });

describe('a comparison', () => {
  it.each([
    ['size < 4', 'size < 4 is always true: size is from 1 to 3'],
    ['size = 7', 'size = 7 is never true: size is from 1 to 3'],
    ['income < 0', 'income < 0 is never true: income is from 0 to 100000'],
    ['count(members) >= 0', 'count(members) >= 0 is always true: count(members) is at least 0'],
    ['max(0, income - 50) < 0', 'max(0, income - 50) < 0 is never true: max(0, income - 50) is from 0 to 99950'],
    ['size * 2 != 1', 'size * 2 != 1 is always true: size * 2 is from 2 to 6'],
    ['some m in members satisfies m.age > 200', 'm.age > 200 is never true: m.age is from 0 to 130'],
    ['count(members[age > 200]) = 1', 'age > 200 is never true: age is from 0 to 130'],
    ['2 < 1', '2 < 1 is never true'],
  ])('%s', (feel, note) => {
    expect(condition(feel)).toEqual([note]);
  });

  it('is told where a decision decides it', () => {
    const capped = { type: 'integer', feel: 'min(size, 2)', from: { '2026-01-01': { feel: 'size - 1' } } };
    expect(notesOf({ capped, total: { feel: 'if capped > 2 then 1 else 2' } })).toEqual([
      'capped > 2 is never true: capped is from 0 to 2',
    ]);
  });

  it.each(['size < 3', 'income <= 0', 'rate > 0', 'sum(members.earned) >= 0', 'limit[size] > 0', 'abs(income - 5) > 1'])(
    'is not told where some case or another figure of the law decides it: %s',
    (feel) => {
      expect(condition(feel)).toEqual([]);
    },
  );
});

it('a rule whose cell no case passes is told', () => {
  const rules = [
    { when: ['<= 3'], then: '1' },
    { when: ['> 3, 0'], then: '2' },
  ];
  expect(notesOf({ extra: { type: 'integer', table: { hitPolicy: 'UNIQUE', inputs: ['size'], rules } } })).toEqual([
    'the rule never applies: size is from 1 to 3, and the cell asks for > 3, 0',
  ]);
});

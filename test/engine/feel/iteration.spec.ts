/** Filters, for, some and every bind names as FEEL says: inner ones hide outer ones, and nothing leaks out. */
import { describe, expect, test } from 'vitest';
import { feel } from '../../support/feel.ts';

const household = {
  limit: 18,
  age: 99,
  members: [
    { age: 10, earned: 5, roles: ['child'] },
    { age: 17, earned: 10.5, roles: ['child', 'pupil'] },
    { age: 40, earned: 100, roles: ['head'] },
  ],
};

describe('the results so far', () => {
  test.each([
    ['for i in 0..4 return if i = 0 then 1 else i * partial[-1]', ['1', '1', '2', '6', '24']],
    ['for i in [5, 7, 1] return i + sum(partial)', ['5', '12', '18']],
    [
      'for i in 1..2 return for j in 1..2 return count(partial)',
      [
        ['0', '1'],
        ['0', '1'],
      ],
    ],
    ['{partial: 9, r: for i in 1..2 return partial}.r', ['9', '9']],
  ])('%s', (source, expected) => expect(feel(source)).toEqual(expected));
});

describe('ranges', () => {
  test.each([
    ['for i in [1..3] return i * 2', ['2', '4', '6']],
    ['for i in (1..3] return i', ['2', '3']],
    ['for d in @"2024-02-28"..@"2024-03-01" return d.day', ['28', '29', '1']],
    ['for d in @"2024-03-01"..@"2024-02-28" return d.day', ['1', '29', '28']],
    ['every d in [@"2024-02-28"..@"2024-03-01"] satisfies d.year = 2024', true],
    ['some i in [0.5..3] satisfies i > 1', null],
  ])('%s', (source, expected) => expect(feel(source)).toEqual(expected));
});

describe('filters', () => {
  test.each([
    ['members[age < limit].earned', ['5', '10.5']],
    ['sum(members[age < limit].earned)', '15.5'],
    ['count(members[item.age >= 17])', '2'],
    ['members[age < limit][1].earned', '5'],
    ['members[earned = max(members.earned)].age', ['40']],
    ['[5, 6, 7][item > 5]', ['6', '7']],
    ['[5, 6, 7][2]', '6'],
    ['[5, 6, 7][-1]', '7'],
    ['count(members[count(roles[item = "child"]) = 1])', '2'],
    ['members["head" in roles].age', ['40']],
    ['[][item = 1]', []],
  ])('%s', (source, expected) => {
    expect(feel(source, household)).toEqual(expected);
  });

  test('a field of the item hides the outer name, which is there again outside', () => {
    expect(feel('count(members[age < 18]) + age', household)).toBe('101');
  });
});

describe('for', () => {
  test.each([
    ['for m in members return m.earned * 2', ['10', '21', '200']],
    ['for i in 1..3 return i * i', ['1', '4', '9']],
    ['for i in 3..1 return i', ['3', '2', '1']],
    ['for i in 1..2, j in [10, 20] return i + j', ['11', '21', '12', '22']],
    ['for i in 1..3, j in 1..i return j', ['1', '1', '2', '1', '2', '3']],
    ['sum(for m in members return max(0, m.earned - 7.5))', '95.5'],
    ['for limit in [1, 2] return limit', ['1', '2']],
    ['for m in members return for r in m.roles return r', [['child'], ['child', 'pupil'], ['head']]],
    ['for m in [] return m', []],
  ])('%s', (source, expected) => {
    expect(feel(source, household)).toEqual(expected);
  });
});

describe('some and every', () => {
  test.each([
    ['some m in members satisfies m.age > limit', true],
    ['every m in members satisfies m.age > limit', false],
    ['some a in [1, 2], b in [2, 3] satisfies a = b', true],
    ['every a in [1, 2], b in [2, 3] satisfies a < b', false],
    ['some m in [] satisfies m', false],
    ['every m in [] satisfies m', true],
    ['some i in 1..10 satisfies i * i = 49', true],
  ])('%s', (source, expected) => {
    expect(feel(source, household)).toBe(expected);
  });
});

test('a bound name is not seen outside of its body', () => {
  expect(() => feel('(some m in members satisfies m.age > 1) and m.age > 1', household)).toThrow('unknown name "m"');
  expect(() => feel('count(members[age > 1]) + item', household)).toThrow('unknown name "item"');
});

test('an evaluation leaves nothing behind for the next', () => {
  const source = 'for i in 1..2 return for j in 1..i return i * 10 + j';
  expect(feel(source)).toEqual([['11'], ['21', '22']]);
  expect(feel(source)).toEqual([['11'], ['21', '22']]);
});

/** Kleene's logic: a null leaves open only what the other side does not settle, and never becomes true or false by itself. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/engine/model/json.ts';
import { causeOf, feel } from '../../support/feel.ts';

const truth = ['t', 'f', 'n'] as const;
const context: Json = { t: true, f: false, n: null, m: null };
const letter = fc.constantFrom(...truth);

test('the tables of and, or and not', () => {
  const row = (operator: string): Json[] => truth.flatMap((left) => truth.map((right) => feel(`${left} ${operator} ${right}`, context)));
  expect(row('and')).toEqual([true, false, null, false, false, false, null, false, null]);
  expect(row('or')).toEqual([true, true, true, true, false, null, true, null, null]);
  expect(truth.map((name) => feel(`not(${name})`, context))).toEqual([false, true, null]);
});

test('De Morgan, commutation, association and absorption hold with nulls', () => {
  const same = (left: string, right: string): void => expect(feel(left, context)).toEqual(feel(right, context));
  fc.assert(
    fc.property(letter, letter, letter, (a, b, c) => {
      same(`not(${a} and ${b})`, `not(${a}) or not(${b})`);
      same(`not(${a} or ${b})`, `not(${a}) and not(${b})`);
      same(`${a} and ${b}`, `${b} and ${a}`);
      same(`(${a} or ${b}) or ${c}`, `${a} or (${b} or ${c})`);
      same(`${a} and (${a} or ${b})`, a);
      same(`${a} and (${b} or ${c})`, `(${a} and ${b}) or (${a} and ${c})`);
    }),
  );
});

test('all, any, every and some agree with and, or', () => {
  fc.assert(
    fc.property(fc.array(letter, { minLength: 1, maxLength: 4 }), (letters) => {
      const list = `[${letters.join(', ')}]`;
      expect(feel(`all(${list})`, context)).toEqual(feel(letters.join(' and '), context));
      expect(feel(`any(${list})`, context)).toEqual(feel(letters.join(' or '), context));
      expect(feel(`every x in ${list} satisfies x`, context)).toEqual(feel(letters.join(' and '), context));
      expect(feel(`some x in ${list} satisfies x`, context)).toEqual(feel(letters.join(' or '), context));
    }),
  );
  expect(feel('all([])')).toBe(true);
  expect(feel('any([])')).toBe(false);
});

describe('a null keeps its cause', () => {
  const given: Json = { income: null, size: 3, members: [{ age: 5 }, { age: null }], yes: true };

  test.each([
    ['income + 1', 'income'],
    ['-income', 'income'],
    ['income * size', 'income'],
    ['size - income', 'income'],
    ['income < 3', 'income'],
    ['income = 3', 'income'],
    ['income != income', 'income'],
    ['income in [1..2]', 'income'],
    ['not(income > 1)', 'income'],
    ['income > 1 and yes', 'income'],
    ['if income > 1 then 1 else 2', 'income'],
    ['max(1, income)', 'income'],
    ['sum([1, income, 2])', 'income'],
    ['round half up(income, 2)', 'income'],
    ['sum(members.age)', 'members[2].age'],
    ['members[age < 18]', 'members[2].age'],
    ['count(members[age < 18])', 'members[2].age'],
    ['every m in members satisfies m.age < 18', 'members[2].age'],
    ['[1, 2][income]', 'income'],
    ['{a: income}.a + 1', 'income'],
    ['"x" + string(income + 1)', 'income'],
    ['for i in 1..income return i', 'income'],
  ])('%s is null because of %s', (source, at) => {
    expect(causeOf(source, given)).toMatchObject({ kind: 'absent', at });
  });

  test('of two, the first', () => {
    expect(causeOf('a + b', { a: null, b: null })?.at).toBe('a');
    expect(causeOf('a > 1 or b > 1', { a: null, b: null })?.at).toBe('a');
  });
});

describe('a null stays out of where it does not matter', () => {
  test.each([
    ['n = null', true],
    ['n != null', false],
    ['null = n', true],
    ['t = null', false],
    ['is defined(n)', false],
    ['is defined(t)', true],
    ['f and n', false],
    ['n or t', true],
    ['if t then 1 else 1 / 0 * n', '1'],
    ['count([n, n, t])', '3'],
    ['some x in [n, t] satisfies x', true],
    ['every x in [n, f] satisfies x', false],
    ['5 in (n, 5)', true],
    ['list contains([1, n], null)', true],
    ['list contains([1, 2], n)', false],
  ])('%s is %s', (source, expected) => {
    expect(feel(source.replace('1 / 0', '1 / size'), { t: true, f: false, n: null, size: 0 })).toBe(expected);
  });
});

test('what is not needed is not evaluated', () => {
  expect(feel('if size = 0 then 0 else 1 / size', { size: 0 })).toBe('0');
  expect(feel('size = 0 or 1 / size > 2', { size: 0 })).toBe(true);
  expect(feel('size != 0 and 1 / size > 2', { size: 0 })).toBe(false);
});

/** What an expression reads is told exactly: names that are bound inside are not among them, fields that are reached are. */
import { describe, expect, test } from 'vitest';
import { contextOf } from '../../../src/engine/feel/declared-type.ts';
import { readsOf, readsOfTests } from '../../../src/engine/feel/free-names.ts';
import { listOf, NUMBER } from '../../../src/engine/feel/type.ts';
import { compiled, scopeOf } from '../../support/feel.ts';

const scope = scopeOf({
  income: NUMBER,
  age: NUMBER,
  m: NUMBER,
  'net income': NUMBER,
  size: NUMBER,
  limit: { kind: 'keyed', of: NUMBER, keys: ['1'] },
  members: listOf(
    contextOf(
      [
        ['age', NUMBER],
        ['earned', NUMBER],
      ],
      'members',
    ),
  ),
});

describe('with types', () => {
  test.each([
    ['income + age * income', ['income', 'age'], []],
    ['net income - income', ['net income', 'income'], []],
    ['limit[size]', ['limit', 'size'], []],
    ['sum(members.earned)', ['members'], ['members.earned']],
    ['members[age < 18].earned', ['members'], ['members.age', 'members.earned']],
    ['count(members[item.age > income])', ['members', 'income'], ['members.age']],
    ['for m in members return m.age', ['members'], ['members.age']],
    ['(for m in members return m.age)[1] + m', ['members', 'm'], ['members.age']],
    ['some m in members satisfies m.age > age', ['members', 'age'], ['members.age']],
    ['for age in [1, 2] return age', [], []],
    ['{age: 1, b: age}.b', [], []],
    ['{b: age, age: 1}.b', ['age'], []],
    ['members[1].earned', ['members'], ['members.earned']],
    ['(if true then members else []).age', ['members'], ['members.age']],
    ['1 in (income, age)', ['income', 'age'], []],
  ])('%s', (source, reads, fields) => {
    const expression = compiled(source, scope);
    expect(expression.reads).toEqual(reads);
    expect(expression.fields).toEqual(fields);
  });
});

describe('without types', () => {
  test.each([
    ['income + age', ['income', 'age']],
    ['members[age < 18].earned', ['members', 'age']],
    ['some m in members satisfies m.age > limit', ['members', 'limit']],
    ['for i in 1..n, j in i..k return i + j + l', ['n', 'k', 'l']],
    ['{a: b, c: a}', ['b']],
    ['round half up(x, 2) + date("2025-01-01").year', ['x']],
    ['if a between b and c then d else [e, -f]', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['limit[size]', ['limit', 'size']],
    ['x in (< y, [z..1])', ['x', 'y', 'z']],
  ])('%s', (source, reads) => {
    expect(readsOf(source)).toEqual(reads);
  });

  test('names with spaces need the scope', () => {
    expect(readsOf('net income - income', scope)).toEqual(['net income', 'income']);
  });

  test('of tests, the input is not one', () => {
    expect(readsOfTests('? > limit, [a..b]')).toEqual(['limit', 'a', 'b']);
    expect(readsOfTests('-')).toEqual([]);
  });
});

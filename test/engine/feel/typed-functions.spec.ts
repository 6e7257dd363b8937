/** Function definitions in the typed profile: their types are known, and so are those of what they are given. */
import { describe, expect, it, test } from 'vitest';
import { contextOf, listOf, NUMBER, STRING } from '../../../src/engine/feel/index.ts';
import { Null } from '../../../src/engine/model/value.ts';
import { compiled, feel, scopeOf, told } from '../../support/feel.ts';

const people = listOf(
  contextOf(
    [
      ['name', STRING],
      ['age', NUMBER],
    ],
    'people',
  ),
);
const scope = scopeOf({ people, income: NUMBER, count: NUMBER });

describe('values', () => {
  test.each([
    ['sort([3, 1, 2], function(a, b) a > b)', ['3', '2', '1']],
    ['sort(precedes: function(a, b) a > b, list: [3, 1, 2])', ['3', '2', '1']],
    ['list replace([1, 5, 2], function(item, new) item > 3, 3)', ['1', '3', '2']],
    ['(function(a: number, b: number) a - b)(b: 1, a: 5)', '4'],
    ['{tax: function(x: number) x / 4, r: tax(10) + tax(2)}.r', '3'],
    ['{add: function(a: number) function(b: number) a + b, r: add(1)(2)}.r', '3'],
    ['for f in [function(x: number) x + 1, function(x: number) x * 2] return f(10)', ['11', '20']],
    ['{limit: 2, f: function(x: list<number>) x[item > limit], r: f([1, 2, 3])}.r', ['3']],
    ['(function(a: number) a + 1)(null)', null],
  ])('%s', (source, value) => expect(feel(source)).toEqual(value));

  it('read fields of the items of a list, which are told', () => {
    const expression = compiled('sort(people, function(a, b) a.age < b.age).name', scope);
    expect(expression.type).toEqual(listOf(STRING));
    expect(expression.fields).toEqual(['people.age', 'people.name']);
  });

  it('take items that lack a field which others have', () => {
    expect(feel('sort(items, function(a, b) a.n > b.n).n', { items: [{ n: 1, note: 'x' }, { n: 2 }] })).toEqual(['2', '1']);
  });

  it('leave a name that is no function to the built-in one, and do not read it', () => {
    expect(compiled('count([income])', scope).reads).toEqual(['income']);
  });

  it('end with a cause where they are called too often', () => {
    const source = 'sort(for i in 1..200000 return modulo(i * 7919, 200003), function(a, b) a < b)';
    const value = compiled(source, scope).evaluate({ lookup: () => false });
    expect(value).toBeInstanceOf(Null);
  });
});

describe('mistakes', () => {
  test.each([
    ['function(a) a', ['a: the type of the parameter "a" is not known here']],
    ['function(a: nubmer) a', ['nubmer: unknown type "nubmer"']],
    ['function(a: number, a: number) a', ['a: the parameter "a" stands twice']],
    ['sort(people, function(a, b) a.agee < b.age)', ['agee: there is no field "agee"']],
    ['(function(a: number) a)("x")', ['"x": the parameter needs a number, and this is the text "x"']],
    ['(function(a: number) a)(1, 2)', ['(function(a: number) a)(1, 2): the function is called with 2 arguments']],
    ['(function(a: number) a)(b: 1)', ['b: 1: the function has no parameter "b"']],
    ['sort([1], function(a) a > 1)', ['sort([1], function(a) a > 1): the function takes two items, and this one takes 1']],
    ['sort([1], function(a, b) a + b)', ['sort([1], function(a, b) a + b): the function gives a boolean, and this one gives a number']],
    [
      'sort([1], function(a: string, b: string) a < b)',
      ['sort([1], function(a: string, b: string) a < b): the function takes items of the list, and this one takes a text'],
    ],
    ['income(1)', ['income: "income" is a value, not a function']],
    ['people[1].age(2)', ['people[1].age: a number cannot be called']],
    ['1 instance of number', ['1 instance of number: "instance of" is not part of this profile of FEEL']],
    [
      'function(a: number) external {java: {class: "x"}}',
      ['function(a: number) external {java: {class: "x"}}: functions of other languages are not part of this profile of FEEL'],
    ],
  ])('%s', (source, messages) => expect(told(source, scope)).toEqual(messages));
});

/** Conformance mode: function definitions, calls, and what keeps them from running for ever. */
import { describe, expect, it } from 'vitest';
import { Closure } from '../../../../src/engine/feel/closure.ts';
import { compileExpression } from '../../../../src/engine/feel/compile.ts';
import { ITEMS_MAX, VALUE_PARTS_MAX } from '../../../../src/engine/feel/limits.ts';
import type { Json } from '../../../../src/engine/model/json.ts';
import { FunctionValue, Null, type Value } from '../../../../src/engine/model/value.ts';
import { conforming, scopeOf, warningsOf } from '../../../support/feel.ts';

const gives = (cases: readonly (readonly [source: string, value: Json])[]): void => {
  it.each(cases)('%s', (source, value) => expect(conforming(source)).toEqual(value));
};

describe('function definitions', () => {
  gives([
    ['(function(a, b) a - b)(5, 3)', '2'],
    ['(function(a, b) a - b)(b: 5, a: 3)', '-2'],
    ['(function() 7)()', '7'],
    ['(function(a: number) a)("x")', null],
    ['(function(a: number) a)([5])', '5'],
    ['(function(a: list<number>) a)(5)', ['5']],
    ['(function(a: date and time) a)(@"2025-01-01")', '2025-01-01T00:00:00Z'],
    ['(function(a: number) a)(null)', null],
    ['(function(a) a)()', null],
    ['(function(a) a)(1, 2)', null],
    ['(function(a) a)(b: 1)', null],
    ['(function(a: tNothing) a)(1)', null],
    ['(function(a, a) a)(1, 2)', null],
    ['5(1)', null],
    ['(function(a) function(b) function(c) a * b + c)(2)(3)(4)', '10'],
    ['{add: function(x) function(y) x + y, one: add(1), two: add(2), r: [one(10), two(10)]}.r', ['11', '12']],
    ['(for f in for i in [1, 2, 3] return function(x) x * i return f(10))', ['10', '20', '30']],
    ['{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(20)}.r', '2432902008176640000'],
    ['{lib: {twice: function(x) 2 * x}, r: lib.twice(4)}.r', '8'],
    ['[function(x) x + 1, function(x) x * 10][2](5)', '50'],
    ['[{f: function() 1}][f() = 1][1].f()', '1'],
    ['sort([3, 1, 2], function(x, y) x > y)', ['3', '2', '1']],
    ['(function(f, x) f(x))(abs, -3)', '3'],
    ['(function(a) external {java: {class: "java.lang.Math", method signature: "abs(int)"}})(1)', null],
  ]);

  it('are of a function type', () => {
    const { expression } = compileExpression('function(a: number, b) 1', scopeOf({}), undefined, 'conformance');
    const value = expression?.evaluate({ lookup: () => false });
    expect(value).toBeInstanceOf(Closure);
    expect(value instanceof FunctionValue ? value.parameters : []).toEqual(['a', 'b']);
  });
});

describe('functions of the scope', () => {
  const fn = new FunctionValue(['a', 'b-c'], ([a, b]) => [a, b] as readonly Value[]);
  const call = (source: string): Value | undefined => {
    const scope = scopeOf({ 'my function': { kind: 'unknown' } });
    return compileExpression(source, scope, undefined, 'conformance').expression?.evaluate({ lookup: () => fn });
  };
  it('are called by position and by name', () => {
    expect(call('my function(true, false)')).toEqual([true, false]);
    expect(call('my function(b-c: true, a: false)')).toEqual([false, true]);
    expect(call('my function(true)')).toBeInstanceOf(Null);
  });
});

describe('limits', () => {
  it.each([
    ['a function that calls itself without end', '{f: function(n) f(n + 1), r: f(1)}.r', /too deep/],
    ['functions that call each other without end', '{f: function(g, n) g(g, n), r: f(f, 1)}.r', /too deep/],
    ['a tree of calls', '{f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(60)}.r', new RegExp(String(ITEMS_MAX))],
    ['loops within loops', 'for i in 1..1000, j in 1..1000 return i', new RegExp(String(ITEMS_MAX))],
    ['loops within functions', '(function(f) for i in 1..1000 return f())(function() for i in 1..1000 return i)[-1]', /visited/],
    [
      'a value that doubles',
      '{a: [1, 1], r: for i in 1..50 return if i = 1 then a else [partial[-1], partial[-1]]}.r',
      new RegExp(String(VALUE_PARTS_MAX)),
    ],
    ['a value within itself', '(for i in 1..400 return if i = 1 then [] else [partial[-1]])', /levels deep/],
    ['a text that doubles', '(for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1])[-1]', /no result/],
    ['a power', '9 ** (9 ** 9)', /too large/],
  ])('%s ends with a cause', (_, source, cause) => {
    const { expression } = compileExpression(source, scopeOf({}), undefined, 'conformance');
    const value = expression?.evaluate({ lookup: () => false });
    expect(value).toBeInstanceOf(Null);
    expect(value instanceof Null ? value.cause.message : '').toMatch(cause);
  });

  it('begin anew with each evaluation', () => {
    const { expression } = compileExpression(
      '{f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(18)}.r',
      scopeOf({}),
      undefined,
      'conformance',
    );
    const values = Array.from({ length: 100 }, () => expression?.evaluate({ lookup: () => false }));
    expect(values.filter((value) => value instanceof Null)).toEqual([]);
  });

  it('bound the causes that are kept', () => {
    expect(warningsOf('for i in 1..1000 return 1 < "a"')).toHaveLength(100);
  });
});

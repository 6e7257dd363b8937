/** Conformance mode: contexts, lists, filters, iterations, ranges and names. */
import { describe, expect, it } from 'vitest';
import { compileExpression, compileUnaryTests } from '../../../../src/engine/feel/compile.ts';
import { contextOf, type FeelType, listOf, NUMBER, STRING, UNKNOWN } from '../../../../src/engine/feel/index.ts';
import { documentJson } from '../../../../src/engine/feel/json-value.ts';
import { Exact } from '../../../../src/engine/model/exact.ts';
import type { Json } from '../../../../src/engine/model/json.ts';
import { FunctionValue, type Value } from '../../../../src/engine/model/value.ts';
import { conforming, resultOf, scopeOf } from '../../../support/feel.ts';

const gives = (cases: readonly (readonly [source: string, value: Json])[]): void => {
  it.each(cases)('%s', (source, value) => expect(conforming(source)).toEqual(value));
};

describe('filters', () => {
  gives([
    ['[1, 2, 3][0]', null],
    ['[1, 2, 3][-1]', '3'],
    ['[1, 2, 3][4]', null],
    ['[1, 2, 3][1.5]', null],
    ['[][1]', null],
    ['[][item > 1]', []],
    ['[1, 2, 3][item > 1]', ['2', '3']],
    ['[1, 2, 3][item > 1][1]', '2'],
    ['[1, null, 3][item > 1]', ['3']],
    ['5[true]', ['5']],
    ['5[1]', '5'],
    ['5[false]', []],
    ['null[1]', null],
    ['[{a: 1}, {b: 2}][a > 0]', [{ a: '1' }]],
    ['[{item: 1}, {item: 2}][item > 1]', [{ item: '2' }]],
    ['{a: 7, b: [{a: 1}, {c: 2}][a = 7]}.b', [{ c: '2' }]],
    ['[[1, 2], [3]][count(item) = 1]', [['3']]],
    ['[{x: [1, 2]}, {x: [3]}][count(x[item > 1]) = 1].x', [['1', '2'], ['3']]],
    ['[1, 2][item = "a"]', []],
  ]);
});

describe('paths', () => {
  gives([
    ['{a: {b: 1}}.a.b', '1'],
    ['[{a: 1}, {b: 2}].a', ['1', null]],
    ['[[{a: 1}], [{a: 2}]].a', [['1'], ['2']]],
    ['{a: 1}.b', null],
    ['null.a', null],
    ['1.a', null],
    ['@"2025-03-01".month', '3'],
    ['[@"2025-03-01", @"2024-01-01"].year', ['2025', '2024']],
    ['[1..3).end', '3'],
    ['[1..3).end included', false],
    ['(> 1).end', null],
    ['{"net  income": 5}.net income', '5'],
  ]);
});

describe('contexts', () => {
  gives([
    ['{a: 1, b: a + 1, c: {d: b, a: 5, e: a}}.c', { d: '2', a: '5', e: '5' }],
    ['{a: 1, a: 2}', null],
    ['{"a b": 1, c: a b + 1}.c', '2'],
    ['{a+b: 1, c  d: a+b + 1}', { 'a+b': '1', 'c d': '2' }],
    ['{a+b: 1}.a+b', '1'],
    ['{"a-b": 1}.a-b', '1'],
  ]);
});

describe('iterations', () => {
  gives([
    ['for i in 3..1 return i', ['3', '2', '1']],
    ['for i in [1..3] return i', ['1', '2', '3']],
    ['for i in (1..3) return i', ['2']],
    ['for i in @"2025-02-27"..@"2025-03-01" return i.day', ['27', '28', '1']],
    ['for i in "a".."c" return i', null],
    ['for i in [2..1] return i', null],
    ['for i in 1 return i + 1', ['2']],
    ['for i in null return i', null],
    ['for x in [[1, 2], [3]], y in x return y', ['1', '2', '3']],
    ['for i in 1..2, j in i..3 return 10 * i + j', ['11', '12', '13', '22', '23']],
    ['for i in 0..4 return if i = 0 then 1 else i * partial[-1]', ['1', '1', '2', '6', '24']],
    ['for i in 1..3 return partial', [[], [[]], [[], [[]]]]],
    ['(for i in 1..5000 return if i = 1 then 1 else partial[-1] + i)[-1]', '12502500'],
    ['some x in [1, 2], y in [2, 3] satisfies x = y', true],
    ['some x in [1, 2] satisfies x > 2', false],
    ['some x in [1, null] satisfies x > 2', null],
    ['every x in [] satisfies false', true],
    ['every x in [1, 2] satisfies x > 0', true],
    ['every x in [1, "a"] satisfies x > 1', false],
    ['every x in [2, "a"] satisfies x > 1', null],
  ]);
});

describe('texts and comments', () => {
  gives([
    ['"\\u0041\\U01F40E\\uD83D\\uDC0E"', 'A🐎🐎'],
    ['"a\\"b\\\\\\n"', 'a"b\\\n'],
    ['1 /* two */ + // three\n 2', '3'],
    ['{🐎: 1, Ωμέγα: 🐎 + 1}.Ωμέγα', '2'],
  ]);
});

const evaluated = (source: string, names: Readonly<Record<string, FeelType>>, values: Readonly<Record<string, Value>>): Json => {
  const { expression, problems } = compileExpression(source, scopeOf(names), undefined, 'conformance');
  if (expression === undefined) throw new Error(JSON.stringify(problems));
  return documentJson(expression.evaluate({ lookup: (name) => values[name] ?? resultOf('null') }));
};

describe('names of the scope', () => {
  it('may have spaces and signs, also inside of typed contexts and lists', () => {
    const people = listOf(contextOf([['first-name', STRING]]));
    const values = { 'net income/EUR': Exact.integer(2), 'a/b': Exact.integer(3), 'the people': [{ 'first-name': 'Ann' }] };
    const names = { 'net income/EUR': NUMBER, 'a/b': UNKNOWN, 'the people': people };
    expect(evaluated('net income/EUR * a/b', names, values)).toBe('6');
    expect(evaluated('the people.first-name', names, values)).toEqual(['Ann']);
    expect(evaluated('the people[first-name = "Ann"][1].first-name', names, values)).toBe('Ann');
  });

  it('hide a built-in function where they are functions', () => {
    expect(evaluated('count([1])', { count: NUMBER }, { count: Exact.integer(7) })).toBe('1');
    expect(evaluated('count([1])', { count: UNKNOWN }, { count: Exact.integer(7) })).toBe('1');
    expect(evaluated('count([1])', { count: UNKNOWN }, { count: new FunctionValue(['list'], () => 'own') })).toBe('own');
    expect(evaluated('date("2025-03-01").year - date', { date: UNKNOWN }, { date: Exact.integer(7) })).toBe('2018');
  });

  it('that nothing has are null, and are named', () => {
    const { expression, unknownNames } = compileExpression('incom + 1', scopeOf({ income: NUMBER }), undefined, 'conformance');
    expect(expression).toBeDefined();
    expect(unknownNames).toEqual([{ range: { from: 0, to: 5 }, message: 'unknown name "incom"', suggestion: 'did you mean "income"?' }]);
  });

  it('may be types', () => {
    const scope = { ...scopeOf({}), types: new Map([['tPair', contextOf([['a', NUMBER]])]]) };
    const { expression } = compileExpression('[{a: 1} instance of tPair, 1 instance of tPair.a]', scope, undefined, 'conformance');
    expect(documentJson(expression?.evaluate({ lookup: () => resultOf('null') }) ?? false)).toEqual([true, true]);
  });
});

describe('unary tests', () => {
  const passes = (source: string, value: string): Json => {
    const { tests, problems } = compileUnaryTests(source, UNKNOWN, scopeOf({}), 'conformance');
    if (tests === undefined) throw new Error(JSON.stringify(problems));
    return documentJson(tests.test(resultOf(value), { lookup: () => resultOf('null') }));
  };
  it.each<readonly [string, string, Json]>([
    ['-', '1', true],
    ['1, 2', '2', true],
    ['not(1, 2)', '2', false],
    ['not(1, 2)', '3', true],
    ['< 5', '4', true],
    ['< 5', 'null', null],
    ['[1..5], > 10', '11', true],
    ['[1, 2, 3]', '2', true],
    ['null', 'null', true],
    ['null', '1', false],
    ['? > 2 and ? < 4', '3', true],
    ['starts with(?, "a")', '"abc"', true],
    ['"a"', '1', null],
    ['true', 'false', false],
    ['1 < 2', '"a"', true],
    ['1 > 2', '"a"', false],
    ['1 < 2', 'false', false],
    ['[1, 2]', '[1, 2]', true],
    ['count(?) > 1', '[1, 2]', true],
  ])('%s of %s', (source, value, expected) => expect(passes(source, value)).toBe(expected));
});

describe('syntax mistakes', () => {
  it.each(['1 +', '(1', 'if true then 1', '{a 1}', '"a', 'for x in [1] return', '1 2'])('are problems: %s', (source) => {
    const { expression, problems } = compileExpression(source, scopeOf({}), undefined, 'conformance');
    expect(expression).toBeUndefined();
    expect(problems[0]?.range).toBeDefined();
  });
});

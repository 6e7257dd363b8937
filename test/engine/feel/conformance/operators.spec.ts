/** Conformance mode: what operators give, by the kinds of their values. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/engine/model/json.ts';
import { conforming, warningsOf } from '../../../support/feel.ts';

const gives = (cases: readonly (readonly [source: string, value: Json])[]): void => {
  it.each(cases)('%s', (source, value) => expect(conforming(source)).toEqual(value));
};

describe('arithmetic', () => {
  gives([
    ['0.1 + 0.2', '0.3'],
    ['1 / 3', '0.3333333333333333333333333333333333'],
    ['2 / 3', '0.6666666666666666666666666666666667'],
    ['1 / 3 * 3', '0.9999999999999999999999999999999999'],
    ['1234567890123456789012345678901234567', '1234567890123456789012345678901235000'],
    ['2 ** 0.5 * 2 ** 0.5 < 2.0000001', true],
    ['2 ** -2', '0.25'],
    ['-2 ** 2', '4'],
    ['1 / 0', null],
    ['1 + null', null],
    ['null * 2', null],
    ['"a" + "b"', 'ab'],
    ['"a" + 1', null],
    ['"a" - "b"', null],
    ['true + 1', null],
    ['[1] + 2', null],
    ['-"a"', null],
    ['- @"P1Y"', '-P1Y'],
    ['@"2025-01-31" + @"P1M"', '2025-02-28'],
    ['@"2025-03-01" - @"2025-02-01"', 'P28D'],
    ['@"P1Y" + @"P1D"', null],
  ]);
});

describe('equality', () => {
  gives([
    ['null = null', true],
    ['null = 1', false],
    ['1 != null', true],
    ['1 = "1"', null],
    ['1 != "1"', null],
    ['1 = 1.0', true],
    ['[1, null] = [1, null]', true],
    ['[1, null] = [1, 2]', false],
    ['[1, 2] = [2, 1]', false],
    ['[] = [[]]', false],
    ['[1] = 1', null],
    ['{a: 1, b: null} = {b: null, a: 1}', true],
    ['{a: 1} = {a: 1, b: 2}', false],
    ['{a: 1} = [1]', null],
    ['[1..2] = [1..2]', true],
    ['[1..2] = [1..2)', false],
    ['(< 5) = (< 5)', true],
    ['(< 5) = (<= 5)', false],
    ['@"2025-01-01" = @"2025-01-01T00:00:00"', null],
  ]);
});

describe('order', () => {
  gives([
    ['1 < 2', true],
    ['"a" < "b"', true],
    ['1 < "2"', null],
    ['1 < null', null],
    ['null <= null', null],
    ['true < false', null],
    ['[1] < [2]', null],
    ['@"P1D" < @"PT25H"', true],
    ['@"P1Y" < @"P1D"', null],
  ]);
});

describe('logic', () => {
  gives([
    ['true and 1', null],
    ['false and 1', false],
    ['1 or true', true],
    ['"a" or false', null],
    ['not("a")', null],
    ['if null then 1 else 2', '2'],
    ['if "true" then 1 else 2', '2'],
    ['if 1 < 2 then 1 else 2', '1'],
    ['2 between 1 and 3', true],
    ['4 between 1 and 3', false],
    ['2 between null and 3', null],
    ['1 between 2 and null', false],
    ['"b" between "a" and "c" and true', true],
    ['2 between "a" and 3', null],
  ]);
});

describe('"in"', () => {
  gives([
    ['1 in [2, 1]', true],
    ['1 in [2, "a"]', false],
    ['5 in [[1..3], [4..6]]', true],
    ['7 in [[1..3], 7]', true],
    ['[1] in [[1], [2]]', true],
    ['[1] in ([[2]], [[3]])', false],
    ['1 in (> 0)', true],
    ['10 in (1, < 5, >= 10)', true],
    ['10 in !=10', false],
    ['{a: 1} in {a: 1}', true],
    ['null in [1..2]', null],
    ['5 in [null..10]', null],
    ['11 in [null..10]', false],
    ['5 in [10..1]', false],
    ['5 in ["a".."b"]', null],
    ['null in null', true],
    ['null in [1, null]', true],
    ['3 in null', false],
    ['1 in "a"', null],
    ['5 in (? > 4)', true],
    ['5 in (? > 4 and ? < 5)', false],
    ['[1..3] in ([1..3])', true],
  ]);
});

describe('instance of', () => {
  gives([
    ['1 instance of number', true],
    ['null instance of Any', false],
    ['null instance of Null', true],
    ['[1, 2] instance of list<number>', true],
    ['[1, "a"] instance of list<number>', false],
    ['1 instance of list<number>', false],
    ['[1] instance of number', false],
    ['{a: 1, b: "x"} instance of context<a: number>', true],
    ['{a: null} instance of context<a: number>', true],
    ['{} instance of context<a: number>', false],
    ['[1..3] instance of range<number>', true],
    ['[[1..3]] instance of list<range<string>>', false],
    ['{r: 1}.r < 2', true],
    ['(function(a: number) a) instance of function<number> -> Any', true],
    ['(function(a: number) a) instance of function<string> -> Any', false],
    ['(function(a, b) a) instance of function<number> -> Any', false],
    ['@"P1D" instance of days and time duration', true],
    ['@"P1D" instance of years and months duration', false],
    ['1 instance of tNothing', null],
  ]);
});

describe('the causes of nulls', () => {
  it('are told, each once', () => {
    expect(warningsOf('1 + (2 < "a")')).toEqual(['a number is compared with a text']);
    expect(warningsOf('[1 / 0, abs("a"), {a: 1}.b]')).toEqual(['the divisor is zero', '"n" needs a number, and this is a text']);
  });

  it('are none where nothing went wrong', () => {
    expect(warningsOf('if null then 1 else [1, 2][item > 1]')).toEqual([]);
  });
});

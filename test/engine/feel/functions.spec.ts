/** Every built-in function by examples, and the rounding functions against their definition on integers. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUILTINS } from '../../../src/engine/feel/function/index.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import { causeOf, feel } from '../../support/feel.ts';

const EXAMPLES: readonly (readonly [source: string, expected: Json])[] = [
  ['abs(-1.5)', '1.5'],
  ['modulo(12, 5)', '2'],
  ['modulo(-12, 5)', '3'],
  ['modulo(12, -5)', '-3'],
  ['modulo(5.3, 2)', '1.3'],
  ['sqrt(2.25)', '1.5'],
  ['floor(-1.5)', '-2'],
  ['floor(-1.56, 1)', '-1.6'],
  ['ceiling(1.2)', '2'],
  ['ceiling(-1.56, 1)', '-1.5'],
  ['decimal(2.5, 0)', '2'],
  ['decimal(1/3, 2)', '0.33'],
  ['decimal(n: 1.125, scale: 2)', '1.12'],
  ['round half even(3.5)', '4'],
  ['round half up(5.5, 0)', '6'],
  ['round half up(-5.5, 0)', '-6'],
  ['round half up(1.121, 2)', '1.12'],
  ['round half up(1250, -2)', '1300'],
  ['round half down(5.5, 0)', '5'],
  ['round half down(-5.5, 0)', '-5'],
  ['round up(1.121, 2)', '1.13'],
  ['round up(-1.121, 2)', '-1.13'],
  ['round down(1.126, 2)', '1.12'],
  ['round down(-1.126, 2)', '-1.12'],
  ['min(3, 1, 2)', '1'],
  ['min([3, 1, 2])', '1'],
  ['min("b", "a")', 'a'],
  ['max([1, 2.50])', '2.5'],
  ['max(@"2025-01-01", @"2024-12-31")', '2025-01-01'],
  ['sum([1.1, 2.2])', '3.3'],
  ['sum(1, 2, 3)', '6'],
  ['sum([])', '0'],
  ['mean([1, 2])', '1.5'],
  ['mean(1, 1, 2)', '4/3'],
  ['median([8, 2, 5, 3, 4])', '4'],
  ['median([6, 1, 2, 3])', '2.5'],
  ['product([2, 3, 4])', '24'],
  ['all([true, false])', false],
  ['any([true, false])', true],
  ['count([1, 1])', '2'],
  ['count([])', '0'],
  ['list contains([1, 2], 2.0)', true],
  ['list contains([[1], [2]], [3])', false],
  ['distinct values([1, 2, 1.0, 3])', ['1', '2', '3']],
  ['distinct values([{a: 1}, {a: 1}])', [{ a: '1' }]],
  ['reverse([1, 2, 3])', ['3', '2', '1']],
  ['index of([1, 2, 1], 1)', ['1', '3']],
  ['sublist([4, 5, 6], 2)', ['5', '6']],
  ['sublist([4, 5, 6], 1, 2)', ['4', '5']],
  ['sublist([4, 5, 6], -2, 1)', ['5']],
  ['append([1], 2, 3)', ['1', '2', '3']],
  ['concatenate([1], [2], [3])', ['1', '2', '3']],
  ['union([1, 2], [2, 3])', ['1', '2', '3']],
  ['insert before([1, 3], 2, 2)', ['1', '2', '3']],
  ['remove([1, 2, 3], 2)', ['1', '3']],
  ['contains("foobar", "ob")', true],
  ['starts with("foobar", "fo")', true],
  ['ends with("foobar", "r")', true],
  ['string length("naïve 🎈")', '7'],
  ['upper case("aBc4")', 'ABC4'],
  ['lower case("aBc4")', 'abc4'],
  ['substring("foobar", 3)', 'obar'],
  ['substring("foobar", 3, 3)', 'oba'],
  ['substring("foobar", -2, 1)', 'a'],
  ['substring(string: "foobar", start position: 4)', 'bar'],
  ['substring before("foobar", "bar")', 'foo'],
  ['substring before("foobar", "xyz")', ''],
  ['substring after("foobar", "ob")', 'ar'],
  ['split("a;b;;c", ";")', ['a', 'b', '', 'c']],
  ['string join(["a", "b"], ", ")', 'a, b'],
  ['string join(["a", "b"])', 'ab'],
  ['number("-12.50")', '-12.5'],
  ['number("1 000,5", " ", ",")', '1000.5'],
  ['number("1.000.000", ".", ",")', '1000000'],
  ['string(1.10)', '1.1'],
  ['string(@"2025-01-01")', '2025-01-01'],
  ['string(["b", "a", null])', '["b", "a", null]'],
  ['date("2025-03-01")', '2025-03-01'],
  ['date(2024, 2, 29)', '2024-02-29'],
  ['date(date("2025-03-01"))', '2025-03-01'],
  ['is defined(1)', true],
  ['day of week(@"2025-03-01")', 'Saturday'],
  ['month of year(@"2025-03-01")', 'March'],
  ['day of year(@"2024-12-31")', '366'],
  ['not(true)', false],
];

test.each(EXAMPLES)('%s', (source, expected) => {
  expect(feel(source)).toEqual(expected);
});

/** The examples of the other functions stand in the files of their kind. */
const otherExamples = readdirSync(join(import.meta.dirname, 'function')).map((file) =>
  readFileSync(join(import.meta.dirname, 'function', file), 'utf8'),
);

test('every built-in function has an example', () => {
  const without = [...BUILTINS.keys()].filter(
    (name) => !EXAMPLES.some(([source]) => source.startsWith(`${name}(`)) && !otherExamples.some((text) => text.includes(`'${name}(`)),
  );
  expect(without).toEqual([]);
});

describe('has no result, with a cause', () => {
  test.each([
    ['min(list)', 'empty-list'],
    ['max(list)', 'empty-list'],
    ['mean(list)', 'empty-list'],
    ['median(list)', 'empty-list'],
    ['modulo(5, zero)', 'division-by-zero'],
    ['sqrt(0 - two)', 'error'],
    ['number(word)', 'error'],
    ['date(word)', 'error'],
    ['date(2025, two, 30)', 'error'],
    ['[1, 2][3 * two]', 'unknown-key'],
    ['sublist([1, 2], zero)', 'unknown-key'],
    ['substring(word, 10 * two)', 'unknown-key'],
    ['round half up(two, 5000 * two)', 'error'],
    ['for i in 1..1000000 * two return i', 'error'],
  ])('%s: %s', (source, kind) => {
    const context = { list: [], zero: 0, two: 2, word: 'word' };
    expect(causeOf(source, context)).toMatchObject({ kind });
  });
});

test('rounds every number of tenths of a cent as integers are rounded', () => {
  const magnitude = (n: bigint): bigint => (n < 0n ? -n : n);
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (thousandths) => {
      const text = `${thousandths}e-3`;
      const sign = thousandths < 0n ? -1n : 1n;
      const cents = sign * ((magnitude(thousandths) + 5n) / 10n);
      const down = sign * ((magnitude(thousandths) + 4n) / 10n);
      expect(feel(`round half up(${text}, 2) * 100`)).toBe(String(cents));
      expect(feel(`round half down(${text}, 2) * 100`)).toBe(String(down));
      expect(feel(`floor(${text}, 2) <= ${text} and ceiling(${text}, 2) >= ${text}`)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

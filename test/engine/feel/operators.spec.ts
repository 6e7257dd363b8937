/** Operators give exact results, keep the precedence of FEEL, and compare only what can be compared. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causeOf, feel } from '../../support/feel.ts';

describe('arithmetic', () => {
  test.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['10 - 4 - 3', '3'],
    ['12 / 4 / 3', '1'],
    ['10 / 4', '2.5'],
    ['10 / 3', '10/3'],
    ['10 / 3 * 3', '10'],
    ['0.1 + 0.2', '0.3'],
    ['2 ** 10', '1024'],
    ['2 ** -2', '0.25'],
    ['2 ^ 3', '8'],
    ['-3 + 5', '2'],
    ['-(1 + 2)', '-3'],
    ['+4', '4'],
    ['1 - -1', '2'],
    ['1-1', '0'],
    ['.5 + 1e2', '100.5'],
    ['1.20', '1.2'],
    ['"a" + "b"', 'ab'],
  ])('%s = %s', (source, expected) => {
    expect(feel(source)).toBe(expected);
  });

  test('commutes for all decimals', () => {
    const decimal = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 6 })).map(([n, scale]) => `${n}e-${scale}`);
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const context = {};
        expect(feel(`(${a}) + (${b})`, context)).toBe(feel(`(${b}) + (${a})`, context));
        expect(feel(`(${a}) * (${b})`, context)).toBe(feel(`(${b}) * (${a})`, context));
        expect(feel(`((${a}) - (${b})) + (${b}) = (${a})`, context)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('has no result where there is none', () => {
    expect(causeOf('1 / zero', { zero: 0 })).toEqual({ kind: 'division-by-zero', at: '1 / zero', message: 'the divisor is zero' });
    expect(causeOf('zero ** -1', { zero: 0 })?.kind).toBe('division-by-zero');
    expect(causeOf('2 ** half', { half: 0.5 })?.message).toContain('not exact');
    expect(causeOf('9 ** 9 ** 9')?.kind).toBeUndefined();
    expect(causeOf('(9 ** 9 ** 9) ** 9999')?.message).toBe('the power is too large');
  });
});

describe('comparison', () => {
  test.each([
    ['1.0 = 1', true],
    ['1 != 1.00', false],
    ['10 / 3 > 3.333333333333333333333333333333333333', true],
    ['2 < 10', true],
    ['"2" < "10"', false],
    ['2 <= 2 and 2 >= 2', true],
    ['date("2025-01-31") < date("2025-02-01")', true],
    ['@"2025-01-31" = date(2025, 1, 31)', true],
    ['[1, 2] = [1.0, 2]', true],
    ['[1, 2] = [2, 1]', false],
    ['[1] = [1, 1]', false],
    ['{a: 1, b: "x"} = {b: "x", a: 1}', true],
    ['{a: 1} != {a: 2}', true],
    ['5 between 1 and 5', true],
    ['0 between 1 and 5', false],
    ['true = false', false],
  ])('%s is %s', (source, expected) => {
    expect(feel(source)).toBe(expected);
  });

  test('at exactly 90, 100 and 110 % of every limit to the cent decides as the law says', () => {
    const limits = Array.from({ length: 400 }, (_, index) => ((index * 4_999 + 1) / 100).toFixed(2));
    for (const limit of limits) {
      const cents = BigInt(limit.replace('.', ''));
      const at = (percent: bigint): string => `${(cents * percent) / 10_000n}.${String((cents * percent) % 10_000n).padStart(4, '0')}`;
      const context = { low: at(90n), full: at(100n), high: at(110n) };
      const source = `number(low) >= ${limit} * 0.9 and number(full) <= ${limit} and number(high) <= ${limit} * 1.1
        and abs(number(low) - ${limit}) <= 0.1 * ${limit} and not(number(low) < 0.9 * ${limit})`;
      expect(feel(source, context)).toBe(true);
    }
  });
});

describe('in', () => {
  test.each([
    ['1 in [1..3]', true],
    ['1 in (1..3]', false],
    ['3 in [1..3)', false],
    ['1 in ]1..3]', false],
    ['3 in [1..3[', false],
    ['2 in (1, 2, 3)', true],
    ['4 in (1, < 3, [5..6])', false],
    ['5 in (> 3)', true],
    ['2 in [1, 2]', true],
    ['"b" in ("a", "b")', true],
    ['"c" in ["a", "b"]', false],
    ['5 in (? > 3 and ? < 6)', true],
    ['null in (null, 1)', true],
    ['@"2025-06-01" in [@"2025-01-01"..@"2025-12-31"]', true],
    ['[1, 2] in ([1, 2])', true],
  ])('%s is %s', (source, expected) => {
    expect(feel(source)).toBe(expected);
  });
});

describe('in binds tighter than and, or and a comparison that follows', () => {
  test.each([
    ['2 in [1..3] and false', false],
    ['5 in [1..3] or true', true],
    ['false and 2 in [1..3] or true', true],
    ['true or 2 in [1..3] and false', true],
    ['2 in [1, 2] and 3 in [1, 2] or true', true],
    ['2 in < 1 or true', true],
    ['2 in > 1 and false', false],
    ['2 in [1..3] = true', true],
    ['2 in [1..3] = false or false', false],
    ['not(2 in [1..3] and 5 in [1..3])', true],
    ['if 2 in [1..3] and 5 in (1, 5) then true else false', true],
    ['some x in [1, 9] satisfies x in [2..5] or x = 9', true],
    ['2 in ? > 1', true],
  ])('%s is %s', (source, expected) => {
    expect(feel(source)).toBe(expected);
  });
});

describe('names, paths and contexts', () => {
  const household = {
    members: [
      { age: 10, earned: 0 },
      { age: 40, earned: 100.1 },
    ],
    head: { 'last name': 'Byte', age: 40 },
    'net income': 12.5,
    'a-b': 3,
    a: 10,
    b: 4,
  };

  test.each([
    ['net income * 2', '25'],
    ['a-b', '3'],
    ['a - b', '3'],
    ['b - a', '-6'],
    ['head.last name', 'Byte'],
    ['members.age', ['10', '40']],
    ['members[2].earned', '100.1'],
    ['members[-1].age', '40'],
    ['{x: 1, y: x + 1}.y', '2'],
    ['{"two words": 2}.two words', '2'],
    ['date("2025-03-09").year * 10000 + date("2025-03-09").month * 100 + @"2025-03-09".day', '20250309'],
    ['@"2025-03-09".weekday', '7'],
  ])('%s', (source, expected) => {
    expect(feel(source, household)).toEqual(expected);
  });

  test('reach own fields only, never a prototype', () => {
    expect(feel('{__proto__: 5}.__proto__')).toBe('5');
    expect(() => feel('x.constructor', { x: { a: 1 } })).toThrow('no field "constructor"');
    expect(() => feel('toString')).toThrow('unknown name');
    expect(feel('__proto__ + 1', JSON.parse('{"__proto__": 1}'))).toBe('2');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

/** 34 digits: rounded as decimal.js rounds, and roots, logarithms and powers right to the last of them. */
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exponential, fractionalPower, logarithm, squareRoot, toDecimal34 } from '../../../src/engine/feel/decimal34.ts';
import { Exact } from '../../../src/engine/model/exact.ts';

const Reference = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -1_000, toExpPos: 1_000 });
const Exactly = Decimal.clone({ precision: 200, toExpNeg: -1_000, toExpPos: 1_000 });

const digits = fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n });
const scale = fc.integer({ min: -40, max: 80 });

test('rounds to 34 digits as decimal.js does', () => {
  fc.assert(
    fc.property(digits, scale, (n, places) => {
      const text = `${n}e${-places}`;
      const expected = new Reference(text).plus(0).toFixed();
      expect(toDecimal34(Exact.parse(text) as Exact).toText()).toBe((Exact.parse(expected) as Exact).toText());
    }),
    { numRuns: 1_000 },
  );
});

test('rounds halves to even, at the border of 34 and 35 digits too', () => {
  const rounded = (text: string): string => toDecimal34(Exact.parse(text) as Exact).toText();
  expect(rounded('12345678901234567890123456789012345')).toBe('12345678901234567890123456789012340');
  expect(rounded('12345678901234567890123456789012355')).toBe('12345678901234567890123456789012360');
  expect(rounded('9999999999999999999999999999999999.5')).toBe('10000000000000000000000000000000000');
  expect(rounded('1/3')).toBe('0.3333333333333333333333333333333333');
  expect(rounded('-2/3')).toBe('-0.6666666666666666666666666666666667');
  expect(rounded('0')).toBe('0');
});

/** Half a unit of the 34th digit of a number. */
const tolerance = (value: Decimal): Decimal =>
  value.isZero()
    ? new Exactly('1e-34')
    : new Exactly(10)
        .pow(value.e - 33)
        .div(2)
        .mul('1.0000001');

const positive = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 25n }), fc.integer({ min: 0, max: 20 }))
  .map(([n, places]) => Exact.parse(`${n}e-${places}`) as Exact);

test.each([
  ['squareRoot', squareRoot, (value: Decimal) => value.sqrt()],
  ['logarithm', logarithm, (value: Decimal) => value.ln()],
])('%s is within half a unit of the last digit', (_, compute, reference) => {
  fc.assert(
    fc.property(positive, (value) => {
      const expected = reference(new Exactly(value.toText()));
      const actual = new Exactly((compute(value) as Exact).toText());
      expect(actual.minus(expected).abs().lte(tolerance(expected))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('exponential is within half a unit of the last digit', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500_000, max: 500_000 }), (thousandths) => {
      const value = Exact.of(BigInt(thousandths), 1_000n);
      const expected = new Exactly(value.toText()).exp();
      const actual = new Exactly((exponential(value) as Exact).toText());
      expect(actual.minus(expected).abs().lte(tolerance(expected))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('what has no real result has none', () => {
  const minusOne = Exact.integer(-1);
  expect(squareRoot(minusOne)).toBeUndefined();
  expect(logarithm(Exact.ZERO)).toBeUndefined();
  expect(fractionalPower(minusOne, Exact.of(1n, 2n))).toBeUndefined();
  expect(exponential(Exact.integer(1_000_000))).toBeUndefined();
});

test('an exact root stays exact', () => {
  expect(squareRoot(Exact.of(4n, 9n))?.toText()).toBe('2/3');
});

/** Amounts as people read them: rounded for the eye only, and never without saying so. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Exact } from '../../../src/engine/model/exact.ts';
import { amountText, changeText, countText, isRounded, shareText } from '../../../src/engine/report/amount-text.ts';

test.each([
  ['0', '0.00'],
  ['1234567.5', '1,234,567.50'],
  ['-1234567.5', '-1,234,567.50'],
  ['999', '999.00'],
  ['1000', '1,000.00'],
  ['100/3', '33.33'],
  ['0.005', '0.01'],
  ['-0.005', '-0.01'],
  ['-0.004', '0.00'],
  ['123456789012345678901234567890.12', '123,456,789,012,345,678,901,234,567,890.12'],
])('%s is shown as %s', (exact, shown) => {
  expect(amountText(exact)).toBe(shown);
});

test('other digits after the point on demand', () => {
  expect(amountText('1234.56', 0)).toBe('1,235');
  expect(amountText('1/3', 4)).toBe('0.3333');
});

test('a text that is no amount is a fault', () => {
  expect(() => amountText('lots')).toThrow('not an amount');
});

test.each([
  ['12', '+12.00'],
  ['-12', '-12.00'],
  ['0', '0.00'],
  ['0.001', '0.00'],
  ['1000', '+1,000.00'],
])('a change of %s is shown as %s', (exact, shown) => {
  expect(changeText(exact)).toBe(shown);
});

describe('what is rounded is known', () => {
  test.each([
    ['12.30', false],
    ['12.345', true],
    ['100/3', true],
    ['2500/100', false],
  ])('%s: %s', (exact, rounded) => {
    expect(isRounded(exact)).toBe(rounded);
  });

  test('the shown text is the exact value wherever it is said to be', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.bigInt(1n, 1000n), (n, d) => {
        const exact = Exact.of(n, d).toText();
        const shown = Exact.parse(amountText(exact).replaceAll(',', '')) as Exact;
        expect(shown.equals(Exact.parse(exact) as Exact)).toBe(!isRounded(exact));
      }),
    );
  });
});

test('counts and shares', () => {
  expect(countText(1234567)).toBe('1,234,567');
  expect(shareText(1, 8)).toBe('12.5 %');
  expect(shareText(2, 3)).toBe('66.7 %');
  expect(shareText(0, 0)).toBe('–');
});

/** Exact texts of decisions and facts on screen: grouped for reading, with no digit lost, and never mistaken for numbers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPercent } from '../../src/renderer/components/format/amount.ts';
import { exactText } from '../../src/renderer/components/format/exact-text.ts';

describe('exactText', () => {
  it.each([
    ['419622.44', '419,622.44'],
    ['-1234567', '-1,234,567'],
    ['0.055', '0.055'],
    ['100/3', '≈ 33.33'],
    ['true', 'true'],
    ['ELIGIBLE', 'ELIGIBLE'],
    ['00000080', '00000080'],
    ['2025-11-01', '2025-11-01'],
    ['null', 'no value'],
    ['[]', 'no members'],
    ['[40, 1236, 2]', '40 · 1,236 · 2'],
    ['[100/3, null]', '≈ 33.33 · no value'],
    ['["FROM_13", "a, b"]', 'FROM_13 · a, b'],
    ['[false, false]', 'false for each of 2'],
    ['[false]', 'false'],
    ['[{a: 1}]', '[{a: 1}]'],
  ])('%s is written %s', (exact, written) => {
    expect(exactText(exact, 'en')).toBe(written);
  });

  it('keeps every digit of a decimal', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.stringMatching(/^\d{0,40}$/))
      .map(([whole, digits]) => (digits === '' ? String(whole) : `${whole}.${digits}`));
    fc.assert(fc.property(decimal, (exact) => exactText(exact, 'en').replaceAll(',', '') === exact));
  });
});

describe('formatPercent', () => {
  it.each([
    ['21/1', '+21%'],
    ['-100/3', '-33.3%'],
    ['0', '0%'],
  ])('%s hundredths are %s', (hundredths, written) => {
    expect(formatPercent(hundredths)).toBe(written);
  });
});

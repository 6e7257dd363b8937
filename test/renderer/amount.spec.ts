/** Amounts on screen: grouped and rounded as the exact arithmetic of the engine rounds them, for any size and any fraction. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../src/engine/model/exact.ts';
import { formatAmount, signOfAmount } from '../../src/renderer/components/format/amount.ts';
import { barLength, compareAmounts, percentOf, readRatio } from '../../src/renderer/components/format/exact-ratio.ts';
import { groupingOf } from '../../src/renderer/components/format/grouping.ts';

const exact = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  .map(([n, d]) => Exact.of(n, d));

const english = { locale: 'en' } as const;

it('typed numbers are grouped as the locale groups them', () => {
  expect(groupingOf('en')).toEqual({ thousandSeparator: ',', decimalSeparator: '.' });
  expect(groupingOf('de')).toEqual({ thousandSeparator: '.', decimalSeparator: ',' });
});

describe('formatAmount', () => {
  it.each([
    ['1234.5', '1,234.50'],
    ['0', '0.00'],
    ['-0.004', '0.00'],
    ['-0.005', '-0.01'],
    ['2.675', '2.68'],
    ['1.005', '1.01'],
    ['100/3', '33.33'],
    ['-200/3', '-66.67'],
    ['1/200', '0.01'],
    ['123456789012345678901234567890.12', '123,456,789,012,345,678,901,234,567,890.12'],
  ])('%s is written %s', (text, written) => {
    expect(formatAmount(text, english)).toBe(written);
  });

  it('writes as the locale writes', () => {
    expect(formatAmount('1234567.5', { locale: 'de' })).toBe('1.234.567,50');
    expect(formatAmount('1234567.5', { locale: 'en-IN' })).toBe('12,34,567.50');
  });

  it('shows the sign of a difference, but none of nothing', () => {
    expect(formatAmount('12.5', { ...english, signed: true })).toBe('+12.50');
    expect(formatAmount('-12.5', { ...english, signed: true })).toBe('-12.50');
    expect(formatAmount('0.001', { ...english, signed: true })).toBe('0.00');
  });

  it('leaves alone what is no number', () => {
    for (const text of ['ELIGIBLE', '', '1,5', '0x10', '1e3', '1/0', '[1, 2]']) expect(formatAmount(text, english)).toBe(text);
  });

  it('rounds every amount as the engine does', () => {
    fc.assert(
      fc.property(exact, fc.integer({ min: 0, max: 6 }), (amount, digits) => {
        const written = formatAmount(amount.toText(), { ...english, digits });
        const unsigned = amount.toFixedText(digits).replace(/^-(?=[0.]+$)/, '');
        expect(written.replaceAll(',', '')).toBe(unsigned);
      }),
    );
  });
});

describe('ratios', () => {
  it('are what the engine wrote', () => {
    fc.assert(
      fc.property(exact, (amount) => {
        const ratio = readRatio(amount.toText());
        expect(ratio !== undefined && Exact.of(ratio.n, ratio.d).equals(amount)).toBe(true);
      }),
    );
  });

  it('compare and sign as exact numbers do', () => {
    fc.assert(
      fc.property(exact, exact, (first, second) => {
        expect(Math.sign(compareAmounts(first.toText(), second.toText()))).toBe(Math.sign(first.compare(second)));
        expect(signOfAmount(first.toText())).toBe(first.sign);
      }),
    );
  });

  it('sort what is no amount last', () => {
    expect(['ELIGIBLE', '2', null, '10/3'].sort(compareAmounts)).toEqual(['2', '10/3', 'ELIGIBLE', null]);
  });

  it('give shares of a whole, and none of nothing', () => {
    expect(percentOf('28813.15', '105412.76')).toBeDefined();
    expect(formatAmount(percentOf('1', '3') ?? '', { ...english, digits: 1 })).toBe('33.3');
    expect(formatAmount(percentOf('1', '-4') ?? '', { ...english, digits: 1 })).toBe('-25.0');
    expect(percentOf('5', '0')).toBeUndefined();
  });

  it('give the length of a bar to a hundredth', () => {
    expect(barLength('100/3')).toBe(33.33);
    expect(barLength('no number')).toBe(0);
  });
});

/** Measures in words and figures: bands, groupings, shares and exact differences, none of them through binary floating point. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../src/engine/model/exact.ts';
import { formatExactShare } from '../../src/renderer/components/format/amount.ts';
import { differenceOf } from '../../src/renderer/components/format/exact-ratio.ts';
import { shareOfPercent } from '../../src/renderer/components/format/percent.ts';
import { groupingText } from '../../src/renderer/features/impact/grouping-text.ts';
import { bandText } from '../../src/renderer/features/impact/measures/band-text.ts';

const plain = (limit: string): string => limit;
const band = (from: string | null, to: string | null, fromClosed = true, toClosed = false) =>
  bandText({ from, to, fromClosed, toClosed }, plain);

describe('bands', () => {
  it('say which of their limits belong to them', () => {
    expect(band('10', '50')).toBe('10 to below 50');
    expect(band('0', '10', false)).toBe('above 0 to below 10');
    expect(band('0', '10', false, true)).toBe('above 0 to 10');
    expect(band('1000', null)).toBe('1000 and more');
    expect(band(null, '0')).toBe('below 0');
    expect(band(null, null)).toBe('nothing before');
  });
});

describe('groupings', () => {
  it('are told in words', () => {
    expect(groupingText('region')).toBe('region');
    expect(groupingText('region+income:quantiles=5')).toBe('region + income (5 groups of equal size)');
  });
});

describe('percents', () => {
  it.each([
    ['60', '0.6'],
    ['7.5', '0.075'],
    ['0', '0'],
    ['100', '1'],
    ['150', '1.5'],
    ['0.01', '0.0001'],
    ['-20', '-0.2'],
    [' 10 ', '0.1'],
    ['ten', 'ten'],
  ])('%s is the share %s', (percent, share) => {
    expect(shareOfPercent(percent)).toBe(share);
  });

  it('are a hundredth of what was typed, whatever was typed', () => {
    const numeral = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 0n, max: 10n ** 8n }));
    fc.assert(
      fc.property(numeral, ([whole, digits]) => {
        const typed = `${whole}.${digits}`;
        const share = Exact.parse(shareOfPercent(typed)) as Exact;
        expect(share.multiply(Exact.integer(100)).equals(Exact.parse(typed) as Exact)).toBe(true);
      }),
    );
  });

  it('are written from exact shares', () => {
    expect(formatExactShare('0.123456')).toBe('12.35%');
    expect(formatExactShare('1/8')).toBe('12.5%');
    expect(formatExactShare('0.6')).toBe('60%');
  });
});

describe('differences', () => {
  const ratio = fc
    .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
    .map(([n, d]) => Exact.of(n, d));

  it('are written as the engine would write them', () => {
    fc.assert(
      fc.property(ratio, ratio, (one, other) => {
        expect(differenceOf(one.toText(), other.toText())).toBe(one.subtract(other).toText());
      }),
    );
  });

  it('are nothing where one is no number', () => {
    expect(differenceOf('12', 'many')).toBe('');
  });
});

/** Measures of a distribution: equal to their definitions computed slowly, in whatever pieces and order the cases come, and true to their laws. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Distribution,
  distributionOf,
  EMPTY_DISTRIBUTION,
  mergeDistributions,
} from '../../../../src/engine/impact/measure/distribution.ts';
import { DistributionMerger } from '../../../../src/engine/impact/measure/distribution-merger.ts';
import { gini } from '../../../../src/engine/impact/measure/gini.ts';
import { lorenzOrdinates, totalValue } from '../../../../src/engine/impact/measure/lorenz.ts';
import { poverty } from '../../../../src/engine/impact/measure/poverty.ts';
import { quantile, quantileEnds } from '../../../../src/engine/impact/measure/quantile.ts';
import { Exact } from '../../../../src/engine/model/exact.ts';
import { plainGini, plainLorenz, plainPoverty, plainQuantile, type Weighed } from '../../../support/plain-measures.ts';
import { thrownRefusal } from '../../../support/thrown-refusal.ts';

const exact = (text: string): Exact => Exact.parse(text) as Exact;

/** Few different values, so that there are ties, some of them negative, some of them fractions that no decimal is equal to. */
const value = fc.tuple(fc.bigInt({ min: -20n, max: 60n }), fc.constantFrom(1n, 1n, 3n, 7n, 100n)).map(([n, d]) => Exact.of(n, d));
const weight = fc.tuple(fc.bigInt({ min: 0n, max: 9n }), fc.constantFrom(1n, 2n, 10n)).map(([n, d]) => Exact.of(n, d));
const cases = fc.array(fc.record({ value, weight }), { minLength: 1, maxLength: 24 });
const richCases = fc.array(
  fc.record({ value: value.map((amount) => amount.add(Exact.integer(21))), weight: weight.map((w) => w.add(Exact.ONE)) }),
  { minLength: 1, maxLength: 24 },
);
const shares = fc
  .array(
    fc.tuple(fc.bigInt({ min: 0n, max: 100n }), fc.constantFrom(100n, 300n)).map(([n, d]) => ({ n, d })),
    { minLength: 1, maxLength: 5 },
  )
  .map((list) => list.toSorted((a, b) => Number(a.n * b.d - b.n * a.d)));

/** All weights of a chunk stand over one denominator, as those of a column do. */
const distribution = (list: readonly Weighed[]): Distribution =>
  distributionOf(
    list.map((one) => one.value),
    { denominator: 10n, cells: list.map((one) => one.weight.multiply(Exact.integer(10)).toBigInt() as bigint) },
  );

const text = (amount: Exact | undefined): string | undefined => amount?.toText();

describe('against the definitions', () => {
  test('quantiles: the smallest value that the share of the weight does not exceed', () => {
    fc.assert(
      fc.property(cases, shares, (list, asked) => {
        const whole = distribution(list);
        for (const share of asked) expect(text(quantile(whole, share))).toBe(text(plainQuantile(list, Exact.of(share.n, share.d))));
      }),
    );
  });

  test('shares of the whole, with the case on the border cut', () => {
    fc.assert(
      fc.property(cases, shares, (list, asked) => {
        const plain = asked.map(({ n, d }) => plainLorenz(list, Exact.of(n, d)).toText());
        expect(lorenzOrdinates(distribution(list), asked).map(text)).toEqual(plain);
      }),
    );
  });

  test('the Gini coefficient over all pairs', () => {
    fc.assert(
      fc.property(cases, (list) => {
        expect(text(gini(distribution(list)))).toBe(text(plainGini(list)));
      }),
    );
  });

  test('head count and gap below a line', () => {
    fc.assert(
      fc.property(richCases, value, (list, line) => {
        const { headCount, gap } = poverty(distribution(list), line);
        expect(text(headCount)).toBe(text(plainPoverty(list, line, 0)));
        expect(text(gap)).toBe(line.sign > 0 ? text(plainPoverty(list, line, 1)) : undefined);
      }),
    );
  });
});

describe('laws', () => {
  test('chunks merge to the whole, in any pieces and any order', () => {
    fc.assert(
      fc.property(cases, fc.array(fc.nat(23), { maxLength: 4 }), fc.infiniteStream(fc.nat()), (list, cuts, picks) => {
        const borders = [0, ...cuts.toSorted((a, b) => a - b), list.length];
        const waiting = borders.slice(1).map((end, i) => list.slice(borders[i], end));
        const merger = new DistributionMerger();
        while (waiting.length > 0) {
          const [next] = waiting.splice((picks.next().value as number) % waiting.length, 1);
          merger.add(distribution(next as readonly Weighed[]));
        }
        expect(merger.total()).toEqual(distribution(list));
      }),
    );
  });

  test('merging is associative and commutative, and nothing is its neutral element', () => {
    fc.assert(
      fc.property(cases, cases, cases, (one, two, three) => {
        const [a, b, c] = [distribution(one), distribution(two), distribution(three)];
        expect(mergeDistributions(mergeDistributions(a, b), c)).toEqual(mergeDistributions(a, mergeDistributions(b, c)));
        expect(mergeDistributions(a, b)).toEqual(mergeDistributions(b, a));
        expect(mergeDistributions(EMPTY_DISTRIBUTION, a)).toEqual(a);
      }),
    );
  });

  test('a whole weight is as good as so many cases of weight one', () => {
    const counts = fc.array(fc.tuple(value, fc.nat(5)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(counts, (list) => {
        const weighed = list.map(([amount, count]) => ({ value: amount, weight: Exact.integer(count) }));
        const repeated = list.flatMap(([amount, count]) => Array.from({ length: count }, () => ({ value: amount, weight: Exact.ONE })));
        const { units: _, missing: __, ...once } = distribution(weighed);
        expect(distribution(repeated)).toMatchObject(once);
      }),
    );
  });

  test('the Gini coefficient lies in 0 … 1 and does not change with the currency; equal values give 0', () => {
    fc.assert(
      fc.property(richCases, fc.bigInt({ min: 1n, max: 1_000n }), (list, factor) => {
        const coefficient = gini(distribution(list)) as Exact;
        expect(coefficient.sign).toBeGreaterThanOrEqual(0);
        expect(coefficient.compare(Exact.ONE)).toBeLessThan(0);
        const scaled = list.map((one) => ({ ...one, value: one.value.multiply(Exact.of(factor, 7n)) }));
        expect(text(gini(distribution(scaled)))).toBe(text(coefficient));
        expect(text(gini(distribution(list.map((one) => ({ ...one, value: exact('12.30') })))))).toBe('0');
      }),
    );
  });

  test('a transfer from a poorer to a richer case raises the Gini coefficient (Pigou and Dalton)', () => {
    fc.assert(
      fc.property(richCases, (list) => {
        const ordered = list.map((one) => ({ ...one, weight: Exact.ONE })).toSorted((a, b) => a.value.compare(b.value));
        if (ordered.length < 2) return;
        const moved = ordered.map((one, i) => {
          const change = i === 0 ? Exact.of(-1n, 200n) : i === ordered.length - 1 ? Exact.of(1n, 200n) : Exact.ZERO;
          return { ...one, value: one.value.add(change) };
        });
        expect((gini(distribution(moved)) as Exact).compare(gini(distribution(ordered)) as Exact)).toBeGreaterThan(0);
      }),
    );
  });

  test('the Lorenz curve ends at the whole', () => {
    fc.assert(
      fc.property(cases, (list) => {
        const whole = distribution(list);
        expect(lorenzOrdinates(whole, [{ n: 1n, d: 1n }]).map(text)).toEqual([text(totalValue(whole))]);
      }),
    );
  });
});

describe('by hand', () => {
  const plain = (...values: readonly string[]): Distribution =>
    distribution(values.map((amount) => ({ value: exact(amount), weight: Exact.ONE })));

  test('ten cases', () => {
    const ten = plain('1', '2', '3', '4', '5', '6', '7', '8', '9', '10');
    expect(quantileEnds(ten, 5).map(text)).toEqual(['2', '4', '6', '8', '10']);
    expect(text(quantile(ten, { n: 1n, d: 2n }))).toBe('5');
    expect(text(gini(ten))).toBe('0.3');
    const [poorest, others] = lorenzOrdinates(ten, [
      { n: 1n, d: 5n },
      { n: 4n, d: 5n },
    ]) as [Exact, Exact];
    expect(text(exact('55').subtract(others).divide(poorest))).toBe('19/3');
    // 60 % of the median 5 is 3: the case on the line is not below it.
    expect(poverty(ten, exact('3'))).toMatchObject({ belowWeight: exact('2') });
    expect(text(poverty(ten, exact('3')).gap)).toBe('0.1');
  });

  test('one who has all of two: half', () => {
    expect(text(gini(plain('0', '10')))).toBe('0.5');
  });

  test('weights of one third and two thirds', () => {
    const two = distributionOf([exact('1'), exact('4')], { denominator: 3n, cells: [1n, 2n] });
    expect(text(quantile(two, { n: 1n, d: 3n }))).toBe('1');
    expect(text(quantile(two, { n: 34n, d: 100n }))).toBe('4');
    expect(text(totalValue(two))).toBe('3');
  });

  test('values that doubles cannot tell apart are different', () => {
    const close = plain('9007199254740993', '9007199254740992', '9007199254740992');
    expect(quantileEnds(close, 3).map(text)).toEqual(['9007199254740992', '9007199254740992', '9007199254740993']);
    expect(close.weights).toHaveLength(2);
  });

  test('missing values are counted and not ranked; without weight nothing is measured', () => {
    const some = distributionOf([undefined, exact('5'), exact('6')], { denominator: 1n, cells: [1n, 1n, 0n] });
    expect({ units: some.units, missing: some.missing, values: some.weights.length }).toEqual({ units: 2, missing: 1, values: 1 });
    expect(gini(EMPTY_DISTRIBUTION)).toBeUndefined();
    expect(quantile(EMPTY_DISTRIBUTION, { n: 1n, d: 2n })).toBeUndefined();
    expect(poverty(EMPTY_DISTRIBUTION, exact('1')).headCount).toBeUndefined();
  });

  test('values beyond 64 bits are refused instead of being cut', () => {
    expect(thrownRefusal(() => plain('9223372036854775808')).kind).toBe('invalid');
    const heavy = distributionOf([exact('1')], { denominator: 1n, cells: [(1n << 62n) + 1n] });
    expect(thrownRefusal(() => mergeDistributions(heavy, heavy)).kind).toBe('invalid');
  });
});

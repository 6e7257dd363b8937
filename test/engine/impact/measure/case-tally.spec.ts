/** Tallies and bands of changes: the same in doubles as in integers of any size, in pieces as in one, and weights are repetition. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AmountPairs, amountPairs } from '../../../../src/engine/impact/amount-pairs.ts';
import { sumText } from '../../../../src/engine/impact/exact-sum.ts';
import { caseTally, type TALLY_SLOTS, tallied } from '../../../../src/engine/impact/measure/case-tally.ts';
import { changeBandsOf, countChangeBands, DEFAULT_BANDS } from '../../../../src/engine/impact/measure/change-bands.ts';
import { addCounted, type Counted } from '../../../../src/engine/impact/measure/counted.ts';
import { equalWeights, type Weights, weightsOf } from '../../../../src/engine/impact/measure/weights.ts';
import type { NumberColumn } from '../../../../src/engine/model/column.ts';
import { Exact } from '../../../../src/engine/model/exact.ts';
import { thrownRefusal } from '../../../support/thrown-refusal.ts';

type Case = { readonly before: number | null; readonly after: number | null; readonly weight: number; readonly group: number };

const cents = fc.oneof(fc.integer({ min: -300, max: 120_000 }), fc.constantFrom(0, 1_000, 5_000, 10_000, 2 ** 43));
const aCase: fc.Arbitrary<Case> = fc.record({
  before: fc.option(cents, { freq: 8 }),
  after: fc.option(cents, { freq: 8 }),
  weight: fc.nat(4),
  group: fc.nat(2),
});
const cases = fc.array(aCase, { minLength: 1, maxLength: 30 });

const column = (values: readonly (number | null)[], unit: Exact): NumberColumn => {
  const cells = Float64Array.from(values, (value) => value ?? 0);
  const bounds = [...cells].map(BigInt);
  const low = bounds.reduce((a, b) => (a < b ? a : b), 0n);
  const high = bounds.reduce((a, b) => (a > b ? a : b), 0n);
  return { kind: 'number', unit, cells, low, high, nulls: Uint8Array.from(values, (value) => (value === null ? 1 : 0)) };
};

const pairsOf = (list: readonly Case[]): AmountPairs =>
  amountPairs(
    list.length,
    column(
      list.map(({ before }) => before),
      Exact.of(1n, 100n),
    ),
    column(
      list.map(({ after }) => after),
      Exact.of(1n, 200n),
    ),
  );

/** All one, but not known to be: what makes every sum one of integers of any size. */
const ones = (units: number): Weights => ({ denominator: 1n, cells: new Array<bigint>(units).fill(1n) });
const groupsOf = (list: readonly Case[]): Uint32Array => Uint32Array.from(list, ({ group }) => group);

describe('in doubles and in integers of any size', () => {
  test('tallies are the same', () => {
    fc.assert(
      fc.property(cases, (list) => {
        const pairs = pairsOf(list);
        const codes = groupsOf(list);
        expect(caseTally(pairs, equalWeights(list.length), codes, 3)).toEqual(caseTally(pairs, ones(list.length), codes, 3));
      }),
    );
  });

  test('bands are the same', () => {
    fc.assert(
      fc.property(cases, (list) => {
        const pairs = pairsOf(list);
        expect(countChangeBands(pairs, equalWeights(list.length), DEFAULT_BANDS)).toEqual(
          countChangeBands(pairs, ones(list.length), DEFAULT_BANDS),
        );
      }),
    );
  });

  test('amounts that doubles cannot sum are not summed in them', () => {
    const large = column([2 ** 52, 2 ** 52], Exact.ONE);
    expect(amountPairs(2, large, large).doubles).toBeUndefined();
    const small = column([1, 2], Exact.ONE);
    expect(amountPairs(2, small, small).doubles).toBeDefined();
  });
});

describe('laws', () => {
  const tally = (list: readonly Case[], weights: Weights): readonly Counted[] => caseTally(pairsOf(list), weights, groupsOf(list), 3);

  test('two pieces add up to the whole', () => {
    fc.assert(
      fc.property(cases, cases, (one, two) => {
        const whole = [...one, ...two];
        const sum = addCounted(tally(one, equalWeights(one.length)), tally(two, equalWeights(two.length)));
        expect(sum).toEqual(tally(whole, equalWeights(whole.length)));
      }),
    );
  });

  test('a weight is as good as so many equal cases', () => {
    fc.assert(
      fc.property(cases, (list) => {
        const repeated = list.flatMap((one) => Array.from({ length: one.weight }, () => one));
        const weighted = tally(list, { denominator: 1n, cells: list.map(({ weight }) => BigInt(weight)) });
        const sums = (counted: readonly Counted[]) => counted.map(({ weight, amount }) => [sumText(weight), sumText(amount)]);
        expect(sums(weighted)).toEqual(sums(tally(repeated, equalWeights(repeated.length))));
      }),
    );
  });

  test('every case is a gain, a loss, none or undetermined; gains less losses are the change in cost', () => {
    fc.assert(
      fc.property(cases, (list) => {
        const counted = caseTally(pairsOf(list), equalWeights(list.length), new Uint32Array(list.length), 1);
        const slot = (name: (typeof TALLY_SLOTS)[number]): Counted => tallied(counted, 0, name);
        expect(slot('gain').units + slot('loss').units + slot('none').units + slot('undetermined').units).toBe(list.length);
        const text = ({ amount }: Counted): Exact => Exact.of(amount.n, amount.d);
        expect(
          text(slot('gain'))
            .subtract(text(slot('loss')))
            .equals(text(slot('after')).subtract(text(slot('before')))),
        ).toBe(true);
      }),
    );
  });
});

describe('bands by hand', () => {
  const bandOf = (before: number, after: number) => {
    const pairs = amountPairs(1, column([before], Exact.of(1n, 100n)), column([after], Exact.of(1n, 100n)));
    const { absolute, relative } = changeBandsOf(countChangeBands(pairs, equalWeights(1), DEFAULT_BANDS), DEFAULT_BANDS, false);
    const name = ({ direction, from, to }: (typeof absolute)[number]) => `${direction} ${from} ${to}`;
    return [...absolute, ...relative].filter(({ units }) => units > 0).map(name);
  };

  test.each([
    ['a cent below a limit is below it', 10_000, 10_999, ['gain 0 10', 'gain 0.05 0.1']],
    ['a limit belongs to the band it begins', 10_000, 11_000, ['gain 10 50', 'gain 0.1 0.25']],
    ['losses have the same bands', 10_000, 0, ['loss 100 250', 'loss 1 null']],
    ['the largest band has no end', 100_000, 400_000, ['gain 1000 null', 'gain 1 null']],
    ['nothing before has no parts', 0, 5_000, ['gain 50 100', 'gain null null']],
    ['no change has no band', 7, 7, []],
  ])('%s', (_, before, after, expected) => {
    expect(bandOf(before, after)).toEqual(expected);
  });
});

test('a weight that is missing or below zero is refused by its name', () => {
  expect(thrownRefusal(() => weightsOf('w', column([1, null], Exact.ONE)))).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('"w"'),
  });
  expect(thrownRefusal(() => weightsOf('w', column([1, -1], Exact.ONE))).message).toContain('below zero');
});

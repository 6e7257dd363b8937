/** Amounts as they are stored: exact for money, for thirds, and for what 64 bits cannot hold; the same bytes however they were computed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountColumn } from '../../../src/engine/impact/amount-column.ts';
import { decodeAmounts, encodeAmounts, encodeOutcomes } from '../../../src/engine/impact/result-columns.ts';
import type { Column, NumberColumn } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { decodeColumn } from '../../../src/engine/population/column-codec.ts';
import { numberColumn } from '../../support/number-column.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const place = { list: 'baseline', column: 'benefit', chunk: 0 };
const exact = (text: string): Exact => Exact.parse(text) as Exact;
const stored = (values: readonly (Exact | undefined)[]) => encodeAmounts(place, numberColumn(values));

const amount = fc.tuple(
  fc.oneof(fc.bigInt({ min: -(1n << 90n), max: 1n << 90n }), fc.bigInt({ min: -100_000n, max: 100_000n })),
  fc.constantFrom(1n, 3n, 7n, 100n, 1200n, 1n << 40n),
);
const amounts = fc
  .array(fc.option(amount), { minLength: 1, maxLength: 30 })
  .map((pairs) => pairs.map((pair) => (pair === null ? undefined : Exact.of(...pair))));

test('what is read back is the exact text of every amount, nulls included', () => {
  fc.assert(
    fc.property(amounts, (values) => {
      const column = decodeColumn(stored(values));
      expect(values.map((_, row) => column.text(row))).toEqual(values.map((value) => value?.toText()));
      const { cells, unit, nulls } = decodeAmounts(column);
      const read = values.map((_, row) => (nulls?.[row] === 1 ? undefined : unit.multiply(Exact.of(BigInt(cells[row] ?? 0))).toText()));
      expect(read).toEqual(values.map((value) => value?.toText()));
    }),
  );
});

/** The same amounts in another unit and in other cells. */
const otherwise = ({ unit, cells, low, high, nulls }: NumberColumn, factor: bigint): NumberColumn => ({
  kind: 'number',
  unit: unit.multiply(Exact.of(1n, factor)),
  cells: Array.from(cells as Iterable<number | bigint>, (cell) => BigInt(cell) * factor),
  low: low * factor,
  high: high * factor,
  ...(nulls !== undefined && { nulls }),
});

test('equal amounts are stored as equal bytes, whatever unit and cells they were computed in', () => {
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 1n, max: 10_000n }), (values, factor) => {
      expect(encodeAmounts(place, otherwise(numberColumn(values), factor))).toEqual(stored(values));
    }),
  );
});

test('money is stored as integers of 32 or 64 bits over the least denominator, anything beyond as text', () => {
  expect(stored([exact('12.34'), exact('100/3')])).toMatchObject({ encoding: 'i32', denominator: '150', min: '12.34', max: '100/3' });
  expect(stored([exact('12.00'), undefined, exact('-7.00')])).toMatchObject({ encoding: 'i32', denominator: '1', nullCount: 1 });
  expect(stored([exact('2147483647')])).toMatchObject({ encoding: 'i32' });
  expect(stored([exact('2147483648')])).toMatchObject({ encoding: 'i64' });
  expect(stored([exact('9223372036854775807')])).toMatchObject({ encoding: 'i64' });
  expect(stored([exact('9223372036854775808')])).toMatchObject({ encoding: 'code' });
  expect(stored([undefined])).not.toHaveProperty('min');
});

test('outcomes are stored by their names', () => {
  const column = decodeColumn(encodeOutcomes(place, Uint8Array.of(1, 0, 2), ['ELIGIBLE', 'NOT_ELIGIBLE', 'UNDETERMINED']));
  expect([0, 1, 2].map((row) => column.text(row))).toEqual(['NOT_ELIGIBLE', 'ELIGIBLE', 'UNDETERMINED']);
});

test('amounts that share no reasonable denominator are refused with the way out', () => {
  const primes = Array.from({ length: 500 }, (_, i) => 1000 + i * 2 + 1);
  const column = numberColumn(primes.map((divisor) => Exact.of(1n, BigInt(divisor))));
  const side = { outcomes: new Uint8Array(500), decisions: new Map<string, Column>([['benefit', column]]) };
  expect(thrownRefusal(() => amountColumn(side, 'benefit'))).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('round them'),
  });
});

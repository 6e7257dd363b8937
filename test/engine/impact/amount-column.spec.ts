/** Amounts as they are stored and summed: exact for money, for thirds, and for what 64 bits cannot hold. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountColumn, encodeAmounts } from '../../../src/engine/impact/amount-column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { decodeColumn } from '../../../src/engine/population/column-codec.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const place = { list: 'baseline', column: 'benefit', chunk: 0 };
const exact = (text: string): Exact => Exact.parse(text) as Exact;
const stored = (values: readonly (Exact | undefined)[]) => encodeAmounts(place, amountColumn('benefit', values));

test('what is read back is the exact text of every amount, nulls included', () => {
  const amount = fc.tuple(fc.bigInt({ min: -(1n << 90n), max: 1n << 90n }), fc.constantFrom(1n, 3n, 7n, 100n, 1200n, 1n << 40n));
  fc.assert(
    fc.property(fc.array(fc.option(amount), { minLength: 1, maxLength: 30 }), (pairs) => {
      const values = pairs.map((pair) => (pair === null ? undefined : Exact.of(...pair)));
      const column = decodeColumn(stored(values));
      expect(values.map((_, row) => column.text(row))).toEqual(values.map((value) => value?.toText()));
    }),
  );
});

test('money is stored as integers of 32 or 64 bits over one denominator, anything beyond as text', () => {
  expect(stored([exact('12.34'), exact('100/3')])).toMatchObject({ encoding: 'i32', denominator: '150' });
  expect(stored([exact('9223372036854775807')])).toMatchObject({ encoding: 'i64' });
  expect(stored([exact('9223372036854775808')])).toMatchObject({ encoding: 'code' });
});

test('amounts that share no reasonable denominator are refused with the way out', () => {
  const primes = Array.from({ length: 500 }, (_, i) => 1000 + i * 2 + 1);
  const values = primes.map((divisor) => Exact.of(1n, BigInt(divisor)));
  expect(thrownRefusal(() => amountColumn('benefit', values))).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('round them'),
  });
});

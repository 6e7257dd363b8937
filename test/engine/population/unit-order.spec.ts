/** Units met in runs are met as one by one, and a key that comes twice is found in any order of keys. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOf, type FieldBounds, startOf } from '../../../src/engine/population/field-bounds.ts';
import { OutOfOrder, UnitOrder } from '../../../src/engine/population/unit-order.ts';

const FIRST_LINE = 2;

const boundsOf = (keys: readonly string[]): FieldBounds => {
  const encoded = keys.map((key) => Buffer.from(key, 'utf8'));
  const fieldEnd = new Uint32Array(keys.length);
  let at = 0;
  for (const [i, { length }] of encoded.entries()) {
    at += length;
    fieldEnd[i] = at;
  }
  const rowField = Uint32Array.from(keys, (_, row) => row);
  const fieldStart = Uint32Array.from(encoded, ({ length }, i) => (fieldEnd[i] as number) - length);
  return { bytes: Buffer.concat(encoded), rows: keys.length, column: 0, rowField, fieldStart, fieldEnd };
};

const linesOf = (keys: readonly string[]): Float64Array => Float64Array.from(keys, (_, row) => row + FIRST_LINE);

const meet = (order: UnitOrder, bounds: FieldBounds, row: number): number =>
  order.meet(bounds.bytes, startOf(bounds, row), endOf(bounds, row), row + FIRST_LINE);

/** By row the line of the earlier row with its key, or 0; batches end where the numbers say. */
const metInRuns = (keys: readonly string[], batches: readonly number[]): readonly number[] => {
  const [order, bounds, lines] = [new UnitOrder(), boundsOf(keys), linesOf(keys)];
  const ends = [...new Set([...batches.map((n) => n % (keys.length + 1)), keys.length])].sort((a, b) => a - b);
  const met: number[] = [];
  for (const end of ends) {
    while (met.length < end) {
      const next = order.meetRun(bounds, met.length, end, lines);
      while (met.length < next) met.push(0);
      if (met.length < end) met.push(meet(order, bounds, met.length));
    }
  }
  return met;
};

const firstLines = (keys: readonly string[]): readonly number[] =>
  keys.map((key, row) => (keys.indexOf(key) < row ? keys.indexOf(key) + FIRST_LINE : 0));

const ascending = fc
  .tuple(fc.constantFrom(1, 8, 95, 990), fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }), fc.constantFrom(0, 4))
  .map(([from, steps, digits]) => {
    let n = from;
    return steps.map((step) => {
      n += step % 3 === 0 ? 1 : step;
      return String(n).padStart(digits, '0');
    });
  });
const anyOrder = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'é', '1'), minLength: 1, maxLength: 3 }), { maxLength: 40 });
const disturbed = fc
  .tuple(ascending, fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 3 }))
  .map(([keys, moves]) => moves.reduce((list, [from, to]) => list.toSpliced(to, 0, ...list.slice(from, from + 1)), keys));

test('in any order of keys', () => {
  fc.assert(
    fc.property(fc.oneof(ascending, disturbed, anyOrder), fc.array(fc.nat(60), { maxLength: 4 }), (keys, batches) => {
      const bounds = boundsOf(keys);
      const order = new UnitOrder();
      const singly = keys.map((_, row) => meet(order, bounds, row));
      expect(singly).toEqual(firstLines(keys));
      expect(metInRuns(keys, batches)).toEqual(singly);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['a key that came long before', '5'],
  ['the key before', '69998'],
])('once an order is trusted, it is lost by %s', (_, late) => {
  const keys = [...Array.from({ length: 70_000 }, (_, n) => String(n)), late];
  expect(() => metInRuns(keys, [100, 66_000])).toThrow(OutOfOrder);
});

test('once an order is trusted, the same key again is still found', () => {
  const keys = [...Array.from({ length: 70_000 }, (_, n) => String(n)), '69999', '70000'];
  expect(metInRuns(keys, [7, 65_537]).slice(69_999)).toEqual([0, 69_999 + FIRST_LINE, 0]);
});

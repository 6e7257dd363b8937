/** What was encoded is decoded again, exactly, and nothing of a chunk can be changed without its hash telling. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueText } from '../../../src/engine/feel/index.ts';
import { Exact, powerOfTen } from '../../../src/engine/model/exact.ts';
import type { ColumnChunk } from '../../../src/engine/model/population.ts';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { CalendarDate, Null, type Value } from '../../../src/engine/model/value.ts';
import type { ScalarType } from '../../../src/engine/model/value-type.ts';
import { decodeColumn, encodeColumn, encodeOffsets, encodeTexts } from '../../../src/engine/population/column-codec.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const place = { list: '', column: 'income', chunk: 3 };
const missing = new Null({ kind: 'absent', at: 'income', message: 'not given' });
const I64_MAX = (1n << 63n) - 1n;

const same = (type: ScalarType, values: readonly Value[]): void => {
  const column = decodeColumn(encodeColumn(place, type, values));
  expect(column.rows).toBe(values.length);
  for (const [row, value] of values.entries()) {
    const decoded = column.value(row, missing);
    expect(column.isNull(row)).toBe(value instanceof Null);
    if (value instanceof Null) expect(decoded).toBe(missing);
    else expect(valueText(decoded)).toBe(valueText(value));
    expect(column.text(row)).toBe(value instanceof Null ? undefined : valueText(value));
  }
};

const rowsOf = (value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc.array(fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constant(missing) }), { maxLength: 60 });
const i64 = fc.oneof(
  fc.bigInt({ min: -I64_MAX - 1n, max: I64_MAX }),
  fc.constantFrom(0n, -1n, 255n, 256n, I64_MAX, -I64_MAX - 1n),
  fc.bigInt({ min: -500n, max: 500n }),
);

describe('round trip', () => {
  const cases: readonly [string, ScalarType, fc.Arbitrary<Value>][] = [
    ['decimals of a scale', { type: 'decimal', scale: 2 }, i64.map((n) => Exact.of(n, powerOfTen(2)))],
    ['integers', { type: 'integer' }, i64.map((n) => Exact.of(n))],
    [
      'exact rationals',
      { type: 'decimal' },
      fc
        .tuple(fc.bigInt({ min: -1_000_000n, max: 1_000_000n }), fc.constantFrom(1n, 3n, 7n, 12n, 100n, 1200n, 86400n))
        .map(([n, d]) => Exact.of(n, d)),
    ],
    ['booleans', { type: 'boolean' }, fc.boolean()],
    ['enumerations', { type: 'enum', values: ['north', 'süd', ''] }, fc.constantFrom('north', 'süd', '')],
    ['texts', { type: 'string' }, fc.string({ unit: 'grapheme' })],
    ['dates', { type: 'date' }, fc.integer({ min: -719_162, max: 2_932_896 }).map((days) => new CalendarDate(days))],
  ];
  test.each(cases)('%s', (_, type, value) => {
    fc.assert(
      fc.property(rowsOf(value), (values) => same(type, values)),
      { numRuns: 150 },
    );
  });

  test('more texts than a dictionary takes', () => {
    same({ type: 'string' }, [missing, ...Array.from({ length: 5_000 }, (_, i) => `text ${i}`), missing, 'text 7']);
  });

  test('statistics are those of the values', () => {
    const values = [Exact.of(-7n, 3n), missing, Exact.of(5n, 4n)];
    expect(encodeColumn(place, { type: 'decimal' }, values)).toMatchObject({
      rows: 3,
      nullCount: 1,
      min: '-7/3',
      max: '1.25',
      denominator: '12',
    });
    expect(encodeColumn(place, { type: 'date' }, [new CalendarDate(0), new CalendarDate(-1)])).toMatchObject({
      min: '1969-12-31',
      max: '1970-01-01',
    });
    expect(encodeColumn(place, { type: 'integer' }, [missing])).not.toHaveProperty('min');
  });

  test.each([
    ['i32', [0x7fff_ffffn, -0x8000_0000n]],
    ['i64', [0x8000_0000n]],
    ['i64', [-0x8000_0001n, 0n]],
  ])('whole numbers take the narrowest layout: %s', (encoding, numbers) => {
    const values = numbers.map((n) => Exact.of(n));
    expect(encodeColumn(place, { type: 'integer' }, values).encoding).toBe(encoding);
    same({ type: 'integer' }, [...values, missing]);
  });

  test('bytes that begin anywhere, as the database gives them', () => {
    const chunk = encodeColumn(place, { type: 'integer' }, [Exact.integer(5), Exact.integer(-9)]);
    const shifted = new Uint8Array(chunk.data.length + 3);
    shifted.set(chunk.data, 3);
    const column = decodeColumn({ ...chunk, data: shifted.subarray(3) });
    expect([column.text(0), column.text(1)]).toEqual(['5', '-9']);
  });

  test('keys are found by their whole text', () => {
    const column = decodeColumn(encodeTexts(place, ['12', '1', '121', '', 'é2', '2']));
    expect(['12', '1', '121', 'é2', '2', '21', '', '1211'].map((text) => column.indexOf(text))).toEqual([0, 1, 2, 4, 5, -1, -1, -1]);
  });
});

describe('what cannot be stored exactly is refused', () => {
  test.each([
    ['beyond 64 bits', { type: 'integer' }, [Exact.of(I64_MAX + 1n)]],
    ['beyond 64 bits at the scale', { type: 'decimal', scale: 2 }, [Exact.of(I64_MAX)]],
    ['a fraction too fine', { type: 'decimal' }, [Exact.of(1n, 1_000_000_000_001n)]],
    ['no common denominator', { type: 'decimal' }, [Exact.of(1n, 999_983n), Exact.of(1n, 999_979n), Exact.of(1n, 7n)]],
    ['a lone surrogate', { type: 'string' }, ['\ud800']],
  ] satisfies [string, ScalarType, Value[]][])('%s', (_, type, values) => {
    expect(thrownRefusal(() => encodeColumn(place, type, values)).kind).toBe('invalid');
  });
});

describe('a chunk that was changed is refused', () => {
  const chunk = encodeColumn(place, { type: 'enum', values: ['a', 'b'] }, ['a', 'b', missing]);
  const number = encodeColumn(place, { type: 'decimal', scale: 2 }, [Exact.parse('12.34') as Exact]);
  const offsets = encodeOffsets({ ...place, list: 'members' }, Uint32Array.of(0, 2, 5));
  const flipped = ({ data }: ColumnChunk): Uint8Array => data.map((byte, i) => (i === 0 ? byte ^ 1 : byte));

  test('as it was written it is read', () => {
    for (const sound of [chunk, number, offsets]) expect(() => decodeColumn(sound)).not.toThrow();
  });

  test.each([
    ['a byte', { ...chunk, data: flipped(chunk) }],
    ['an offset', { ...offsets, data: flipped(offsets) }],
    ['the dictionary', { ...chunk, dictionary: ['b', 'a'] }],
    ['the denominator', { ...number, denominator: '10' }],
    ['the greatest value', { ...number, max: '99' }],
    ['the place', { ...number, chunk: 4 }],
    ['the column', { ...number, column: 'rent' }],
    ['the hash', { ...number, sha256: '0'.repeat(64) }],
  ] satisfies [string, ColumnChunk][])('%s', (_, changed) => {
    expect(() => decodeColumn(changed)).toThrow(Refusal);
  });
});

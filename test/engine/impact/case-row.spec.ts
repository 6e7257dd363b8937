/** A case's row in the result tree: exactly its RFC 8785 form, whatever the names, outcomes, amounts and keys. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCaseRows } from '../../../src/engine/impact/case-row.ts';
import { createNumberText } from '../../../src/engine/impact/number-text.ts';
import { canonicalJson } from '../../../src/engine/model/canonical-json.ts';
import type { NumberColumn } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { numberColumn } from '../../support/number-column.ts';
import { textCells } from '../../support/text-cells.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('"', '\\', '\u0000', '\u001f', '\n', '\u2028', 'é', '😀', '</script>', '1', '10', '__proto__'),
);
const numerator = fc.oneof(
  fc.bigInt({ min: -100_000n, max: 100_000n }),
  fc.bigInt({ min: -(1n << 53n), max: 1n << 53n }),
  fc.bigInt({ min: -(1n << 90n), max: 1n << 90n }),
);
const denominator = fc.constantFrom(1n, 2n, 3n, 7n, 8n, 10n, 100n, 150n, 1200n, 10n ** 9n, 3n ** 10n, 1n << 60n);
const amount = fc.option(
  fc.tuple(numerator, denominator).map(([n, d]) => Exact.of(n, d)),
  { nil: undefined },
);
const side = (rows: number) =>
  fc.record({
    texts: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
    codes: fc.array(fc.nat(), { minLength: rows, maxLength: rows }),
    amounts: fc.uniqueArray(fc.tuple(text, fc.array(amount, { minLength: rows, maxLength: rows })), {
      maxLength: 4,
      selector: ([name]) => name,
    }),
  });
const chunk = fc
  .integer({ min: 1, max: 5 })
  .chain((rows) => fc.tuple(fc.array(text, { minLength: rows, maxLength: rows }), fc.array(side(rows), { minLength: 1, maxLength: 3 })));

const written = (write: (bytes: Uint8Array) => number, bytesMax: number): string => {
  // What stood there before must not show through.
  const bytes = new Uint8Array(bytesMax).fill(0xff);
  const end = write(bytes);
  expect(end).toBeLessThanOrEqual(bytesMax);
  return Buffer.from(bytes.buffer, 0, end).toString('utf8');
};

test('rows equal the canonical form of what they say, and keep within the room they ask for', () => {
  fc.assert(
    fc.property(chunk, ([keys, sides]) => {
      const rows = createCaseRows(
        textCells(keys),
        sides.map(({ texts, codes, amounts }) => ({
          outcomes: { cells: codes.map((code) => code % texts.length), texts },
          amounts: amounts.map(([name, values]) => ({ name, column: numberColumn(values) })),
        })),
      );
      for (const [row, unit] of keys.entries()) {
        const plain = sides.map(({ texts, codes, amounts }) => ({
          outcome: texts[(codes[row] as number) % texts.length] as string,
          amounts: Object.fromEntries(amounts.map(([name, values]) => [name, values[row]?.toText() ?? null])),
        }));
        const bytesMax = rows.bytesMax(row);
        expect(written((bytes) => rows.write(bytes, 0, row), bytesMax)).toBe(canonicalJson({ unit, sides: plain }));
      }
    }),
  );
});

test('an amount is written as the text of its exact number, from cells of every kind', () => {
  const cellsOf = [
    (cells: readonly number[]) => Int32Array.from(cells),
    (cells: readonly number[]) => Float64Array.from(cells),
    (cells: readonly number[]) => BigInt64Array.from(cells, BigInt),
    (cells: readonly number[]) => cells.map(BigInt),
  ];
  const unit = fc.tuple(fc.bigInt({ min: 1n, max: 50n }), denominator).map(([n, d]) => Exact.of(n, d));
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 8 }), unit, fc.constantFrom(...cellsOf), (numbers, unit, make) => {
      const [low, high] = [Math.min(0, ...numbers), Math.max(0, ...numbers)].map(BigInt) as [bigint, bigint];
      const column: NumberColumn = { kind: 'number', unit, cells: make(numbers), low, high };
      const { bytesMax, write } = createNumberText(column);
      const texts = numbers.map((_, row) => written((bytes) => write(bytes, 0, row), bytesMax));
      expect(texts).toEqual(numbers.map((n) => unit.multiply(Exact.integer(n)).toText()));
    }),
  );
});

test('integers up to the last safe one keep all their digits', () => {
  for (const [cell, d, expected] of [
    [Number.MAX_SAFE_INTEGER, 1n, '9007199254740991'],
    [-Number.MAX_SAFE_INTEGER, 100n, '-90071992547409.91'],
    [1_000_000_000, 1n, '1000000000'],
    [999_999_999, 1_000_000_000n, '0.999999999'],
    [4_000_000_000_000_001, 10n ** 12n, '4000.000000000001'],
    [-0, 100n, '0'],
  ] as const) {
    const bound = BigInt(Number.MAX_SAFE_INTEGER);
    const { bytesMax, write } = createNumberText({
      kind: 'number',
      unit: Exact.of(1n, d),
      cells: Float64Array.of(cell),
      low: -bound,
      high: bound,
    });
    expect(written((bytes) => write(bytes, 0, 0), bytesMax)).toBe(expected);
  }
});

/** Amounts before and after: doubles and BigInt give the same changes and sums, up to the last integer that a double holds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairAmounts } from '../../../src/engine/impact/paired-amounts.ts';
import { GAIN, LOSS, NONE, UNKNOWN } from '../../../src/engine/impact/transition-counts.ts';
import type { NumberColumn } from '../../../src/engine/model/column.ts';
import { Exact } from '../../../src/engine/model/exact.ts';

const SAFE = Number.MAX_SAFE_INTEGER;
const cell = fc.oneof(
  fc.integer({ min: -100, max: 100 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.integer({ min: -SAFE, max: SAFE }),
);
const unit = fc.tuple(fc.constantFrom(1n, 3n), fc.constantFrom(1n, 7n, 100n, 10_000n)).map(([n, d]) => Exact.of(n, d));
const aCase = fc.record({ cell, isNull: fc.nat(9).map((n) => n === 0) });
const chunk = fc.array(fc.tuple(aCase, aCase, fc.nat(2)), { minLength: 1, maxLength: 20 });

type Cells = readonly { readonly cell: number; readonly isNull: boolean }[];

const columnOf = (cases: Cells, of: Exact, make: (cells: readonly number[]) => NumberColumn['cells']): NumberColumn => {
  const cells = cases.map(({ cell: value, isNull }) => (isNull ? 0 : value));
  const [low, high] = [Math.min(...cells), Math.max(...cells)].map(BigInt) as [bigint, bigint];
  return { kind: 'number', unit: of, cells: make(cells), low, high, nulls: Uint8Array.from(cases, ({ isNull }) => Number(isNull)) };
};

const asDoubles = (cells: readonly number[]): Float64Array => Float64Array.from(cells);
const asIntegers = (cells: readonly number[]): readonly bigint[] => cells.map(BigInt);

test('both ways give what the definition gives', () => {
  fc.assert(
    fc.property(chunk, unit, unit, (cases, unitBefore, unitAfter) => {
      const [before, after] = [cases.map(([left]) => left), cases.map(([, right]) => right)];
      const codes = Uint32Array.from(cases, ([, , group]) => group);
      const pair = (make: (cells: readonly number[]) => NumberColumn['cells']) => {
        const pairs = pairAmounts(cases.length, columnOf(before, unitBefore, make), columnOf(after, unitAfter, make));
        return { changes: pairs.changes, denominator: pairs.denominator, sums: pairs.sum(codes, 3) };
      };
      const doubles = pair(asDoubles);
      expect(doubles).toEqual(pair(asIntegers));

      const differences = cases.map(([left, right]) =>
        left.isNull || right.isNull
          ? undefined
          : unitAfter.multiply(Exact.integer(right.cell)).subtract(unitBefore.multiply(Exact.integer(left.cell))),
      );
      const codeOf = (difference: Exact | undefined): number =>
        difference === undefined ? UNKNOWN : difference.sign === 0 ? NONE : difference.sign > 0 ? GAIN : LOSS;
      expect([...doubles.changes]).toEqual(differences.map(codeOf));
      for (const [group, sums] of doubles.sums.entries()) {
        const own = differences.filter((difference, row) => difference !== undefined && codes[row] === group) as Exact[];
        const change = own.reduce((sum, difference) => sum.add(difference), Exact.ZERO);
        expect(Exact.of(sums.gained - sums.lost, doubles.denominator).equals(change)).toBe(true);
        expect(sums.reform - sums.baseline).toBe(sums.gained - sums.lost);
      }
    }),
  );
});

test('an amount that only one side has leaves every case unknown', () => {
  const column = columnOf([{ cell: 1, isNull: false }], Exact.ONE, asDoubles);
  for (const pairs of [pairAmounts(1, column, undefined), pairAmounts(1, undefined, column)]) {
    expect([...pairs.changes]).toEqual([UNKNOWN]);
    expect(pairs.sum(new Uint32Array(1), 1)).toEqual([{ baseline: 0n, reform: 0n, gained: 0n, lost: 0n }]);
  }
});

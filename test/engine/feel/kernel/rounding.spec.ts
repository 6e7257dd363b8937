/** Goal: every rounding of column code is that of exact fractions, at halves, below zero, to tens, for quotients and beyond 2^53. */
import { expect, it } from 'vitest';
import type { ColumnTable, NumberColumn } from '../../../../src/engine/model/column.ts';
import { Exact } from '../../../../src/engine/model/exact.ts';
import type { PolicyDocument } from '../../../../src/engine/model/policy-document.ts';
import { compileColumns } from '../../../../src/engine/policy/column-program.ts';
import { Dice } from '../../../support/random-expression.ts';

type Rounding = (value: Exact, scale: number) => Exact;

const ROUNDINGS: Readonly<Record<string, Rounding>> = {
  floor: (value, scale) => value.floor(scale),
  ceiling: (value, scale) => value.ceiling(scale),
  decimal: (value, scale) => value.roundHalfEven(scale),
  'round half even': (value, scale) => value.roundHalfEven(scale),
  'round half up': (value, scale) => value.roundHalfUp(scale),
  'round half down': (value, scale) => value.roundHalfDown(scale),
  'round up': (value, scale) => (value.sign < 0 ? value.floor(scale) : value.ceiling(scale)),
  'round down': (value, scale) => (value.sign < 0 ? value.ceiling(scale) : value.floor(scale)),
};
const SCALES = [-2, 0, 1, 2];
const CASES = Object.keys(ROUNDINGS).flatMap((name) => SCALES.map((scale) => ({ name, scale })));

const policy = {
  kind: 'policy',
  id: 'rounding',
  version: '1.0.0',
  title: 'Rounding',
  unit: 'case',
  period: 'month',
  inputs: { x: { type: 'decimal' }, y: { type: 'decimal' } },
  parameters: {},
  decisions: Object.fromEntries(
    CASES.flatMap(({ name, scale }, index) => [
      [`of_value_${index}`, { type: 'decimal', feel: `${name}(x, ${scale})` }],
      [`of_quotient_${index}`, { type: 'decimal', feel: `${name}(x / y, ${scale})` }],
    ]),
  ),
  outcome: 'of_value_0',
  amounts: [],
  tests: [],
} as unknown as PolicyDocument;

const numbers = (values: readonly bigint[], unit: Exact): NumberColumn => ({
  kind: 'number',
  unit,
  cells: values,
  low: values.reduce((least, value) => (value < least ? value : least)),
  high: values.reduce((most, value) => (value > most ? value : most)),
});

const tableOf = (columns: Readonly<Record<string, NumberColumn>>, units: number): ColumnTable => ({
  units,
  column: (name) => columns[name] as NumberColumn,
  list: (name) => {
    throw new RangeError(`no list ${name}`);
  },
});

const valueAt = ({ cells, unit }: NumberColumn, row: number): Exact => Exact.of(BigInt(cells[row] as number | bigint) * unit.n, unit.d);

/** Whole, half and other steps around zero, and anything else. */
const tops = (size: bigint): bigint[] => {
  const dice = new Dice(7);
  const near = Array.from({ length: 81 }, (_, index) => BigInt(index - 40) * 25n);
  return [...near, ...Array.from({ length: 200 }, () => (BigInt(dice.roll(2 ** 32)) * size) / 2n ** 32n - size / 2n)];
};

it.each([
  { unit: Exact.of(1n, 1_000n), size: 10_000n, small: true },
  { unit: Exact.of(1n, 1_200n), size: 10n ** 9n, small: true },
  { unit: Exact.of(7n, 3n), size: 10n ** 15n, small: false },
  { unit: Exact.of(1n, 100n), size: 10n ** 21n, small: false },
])('rounds as exact fractions do ($size)', ({ unit, size, small }) => {
  const x = numbers(tops(size), unit);
  const dice = new Dice(11);
  const divisors = tops(size).map(() => (small ? BigInt(dice.roll(12) - 5) : BigInt(dice.roll(1_000_000) - 400_000)));
  const y = numbers(divisors, Exact.of(1n, 4n));
  const units = divisors.length;
  for (const onlyBig of [false, true]) {
    const columns = compileColumns(policy, '2025-01-01', { decisions: Object.keys(policy.decisions), onlyBig }).evaluate(
      tableOf({ x, y }, units),
    );
    for (const [index, { name, scale }] of CASES.entries()) {
      const round = ROUNDINGS[name] as Rounding;
      const [ofValue, ofQuotient] = [columns.get(`of_value_${index}`), columns.get(`of_quotient_${index}`)] as [NumberColumn, NumberColumn];
      for (let row = 0; row < units; row++) {
        const value = valueAt(x, row);
        expect(valueAt(ofValue, row).toText(), `${name}(${value}, ${scale})`).toBe(round(value, scale).toText());
        const quotient = value.divide(valueAt(y, row));
        const given = ofQuotient.nulls?.[row] === 1 ? undefined : valueAt(ofQuotient, row).toText();
        expect(given, `${name}(${value} / ${valueAt(y, row)}, ${scale})`).toBe(
          quotient === undefined ? undefined : round(quotient, scale).toText(),
        );
      }
    }
  }
});

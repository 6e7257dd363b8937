/** Raising one income of every case: an input, or that of a member, within what policies allow. */
import { expect, test } from 'vitest';
import { numberAt } from '../../../../src/engine/impact/measure/number-at.ts';
import { raisedTable } from '../../../../src/engine/impact/measure/raised-table.ts';
import type { Column } from '../../../../src/engine/model/column.ts';
import { Exact } from '../../../../src/engine/model/exact.ts';
import { Null, type Value } from '../../../../src/engine/model/value.ts';
import type { InputTypes } from '../../../../src/engine/model/value-type.ts';
import { columnTable } from '../../../support/column-table.ts';

const INPUTS: InputTypes = {
  income: { type: 'decimal', scale: 2, nullable: true },
  members: { type: 'list', of: { earned: { type: 'decimal', scale: 2, nullable: true }, age: { type: 'integer' } } },
};

const missing = new Null({ kind: 'absent', at: 'x', message: '' });
const amount = (text: string | null): Value => (text === null ? missing : (Exact.parse(text) as Exact));
const household = (income: string | null, ...earned: readonly (string | null)[]) => ({
  income: amount(income),
  members: earned.map((text) => ({ earned: amount(text), age: Exact.integer(30) })),
});

const texts = (column: Column, rows: number): readonly (string | undefined)[] =>
  Array.from({ length: rows }, (_, row) => numberAt(column)(row)?.toText());

const cent = { step: Exact.of(1n, 100n), max: Exact.integer(100) };

test('an input is raised wherever it is there and stays within its range', () => {
  const table = columnTable(INPUTS, [household('1.50'), household(null), household('99.99'), household('100')]);
  const { table: raised, raised: which } = raisedTable(table, 'income', cent);
  expect(texts(raised.column('income'), 4)).toEqual(['1.51', undefined, '100', '100']);
  expect([...which]).toEqual([1, 0, 1, 0]);
  expect(texts(table.column('income'), 4)).toEqual(['1.5', undefined, '99.99', '100']);
});

test('the bounds of a raised column hold its cells', () => {
  const { table } = raisedTable(columnTable(INPUTS, [household('-3'), household('7')]), 'income', {
    step: Exact.of(1n, 3n),
    max: undefined,
  });
  const column = table.column('income');
  if (column.kind !== 'number') throw new Error(column.kind);
  const cells = Array.from(column.cells as Iterable<number | bigint>, BigInt);
  expect(cells.every((cell) => cell >= column.low && cell <= column.high)).toBe(true);
  expect(texts(column, 2)).toEqual(['-8/3', '22/3']);
});

test('of members the first who earns is raised, or else the first; without members nobody', () => {
  const table = columnTable(INPUTS, [household('0', '0', '5', '6'), household('0', '0', '0'), household('0'), household('0', null, '2')]);
  const { table: raised, raised: which } = raisedTable(table, 'members.earned', cent);
  expect(texts(raised.list('members').column('earned'), 7)).toEqual(['0', '5.01', '6', '0.01', '0', undefined, '2.01']);
  expect([...which]).toEqual([1, 1, 0, 1]);
  expect(texts(raised.list('members').column('age'), 7)).toEqual(new Array(7).fill('30'));
});

/** A chunk with one income of every case raised by a step. */
import type { Column, ColumnTable, NumberColumn } from '../../model/column.ts';
import { Exact, lcm } from '../../model/exact.ts';
import { isSafe } from '../../model/integer-range.ts';

/** `raised[row]` is 0 for a case whose income could not be raised: it is missing, has no member to belong to, or would leave its range. */
export type RaisedTable = { readonly table: ColumnTable; readonly raised: Uint8Array };

type Raise = {
  readonly step: Exact;
  /** The largest value that all policies allow. */
  readonly max: Exact | undefined;
};

const ceilingCell = (max: Exact | undefined, denominator: bigint): bigint | undefined =>
  max === undefined ? undefined : (max.multiply(Exact.of(denominator)).floor().toBigInt() as bigint);

/** The column with these rows raised; `done` is told which could be. */
const raiseRows = (column: NumberColumn, rows: readonly number[], { step, max }: Raise, done: (index: number) => void): NumberColumn => {
  const { n, d } = column.unit.reduced();
  const denominator = lcm(d, step.reduced().d);
  const factor = n * (denominator / d);
  const more = step.multiply(Exact.of(denominator)).toBigInt() as bigint;
  const largest = ceilingCell(max, denominator);
  const cells = Array.from(column.cells as Iterable<number | bigint>, (cell) => BigInt(cell) * factor);
  let high = column.high * factor;
  for (const [index, row] of rows.entries()) {
    const cell = (cells[row] as bigint) + more;
    if (column.nulls?.[row] === 1 || (largest !== undefined && cell > largest)) continue;
    cells[row] = cell;
    if (cell > high) high = cell;
    done(index);
  }
  const low = column.low * factor;
  return { ...column, unit: Exact.of(1n, denominator), cells: isSafe(low, high) ? Float64Array.from(cells, Number) : cells, low, high };
};

const numbers = (name: string, column: Column): NumberColumn => {
  if (column.kind !== 'number') throw new TypeError(`the income ${name} is a column of ${column.kind}`);
  return column;
};

const raiseInput = (table: ColumnTable, name: string, raise: Raise): RaisedTable => {
  const raised = new Uint8Array(table.units);
  const rows = Array.from(raised.keys());
  const column = raiseRows(numbers(name, table.column(name)), rows, raise, (row) => {
    raised[row] = 1;
  });
  return { raised, table: { ...table, column: (asked) => (asked === name ? column : table.column(asked)) } };
};

/** The member whose income is raised: the first who has some, or else the first of all. Undefined for a unit without members. */
const earnerOf = (column: NumberColumn, from: number, to: number): number | undefined => {
  for (let row = from; row < to; row++) if (column.nulls?.[row] !== 1 && (column.cells[row] as number | bigint) > 0) return row;
  return from < to ? from : undefined;
};

const raiseMember = (table: ColumnTable, list: string, field: string, raise: Raise): RaisedTable => {
  const members = table.list(list);
  const original = numbers(`${list}.${field}`, members.column(field));
  const raised = new Uint8Array(table.units);
  const earners = Array.from(raised, (_, unit) => earnerOf(original, members.offsets[unit] as number, members.offsets[unit + 1] as number));
  const units = earners.flatMap((earner, unit) => (earner === undefined ? [] : [unit]));
  const rows = units.map((unit) => earners[unit] as number);
  const column = raiseRows(original, rows, raise, (index) => {
    raised[units[index] as number] = 1;
  });
  const raisedList = { ...members, column: (asked: string) => (asked === field ? column : members.column(asked)) };
  return { raised, table: { ...table, list: (asked) => (asked === list ? raisedList : table.list(asked)) } };
};

/** `income` is an input ("income") or a field of members ("members.earned"). */
export const raisedTable = (table: ColumnTable, income: string, raise: Raise): RaisedTable => {
  const dot = income.indexOf('.');
  return dot < 0 ? raiseInput(table, income, raise) : raiseMember(table, income.slice(0, dot), income.slice(dot + 1), raise);
};

/** Reads numbers out of columns as exact values. */
import type { Column } from '../../model/column.ts';
import { Exact } from '../../model/exact.ts';

/** Value of a row of a number column; undefined where it is null. A column of another kind is a bug of whoever planned. */
export const numberAt = (column: Column): ((row: number) => Exact | undefined) => {
  if (column.kind !== 'number') throw new TypeError(`a column of ${column.kind} holds no numbers`);
  const { cells, nulls, unit } = column;
  const { n, d } = unit.reduced();
  return (row) => (nulls?.[row] === 1 ? undefined : Exact.of(BigInt(cells[row] as number | bigint) * n, d));
};

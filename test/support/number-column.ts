/** Exact values as a column of numbers, undefined where there is none. */
import type { NumberColumn } from '../../src/engine/model/column.ts';
import type { Exact } from '../../src/engine/model/exact.ts';
import { Null } from '../../src/engine/model/value.ts';
import { columnOfValues } from '../../src/engine/policy/column-of-values.ts';

const missing = new Null({ kind: 'absent', at: 'amount', message: '' });

export const numberColumn = (values: readonly (Exact | undefined)[]): NumberColumn =>
  columnOfValues(
    { type: 'decimal' },
    values.map((value) => value ?? missing),
  ) as NumberColumn;

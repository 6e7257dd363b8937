/** Sorts the units of a chunk into groups by the values of columns, or by the quantiles that they lie in. */
import { dateText } from '../../model/calendar.ts';
import type { Column } from '../../model/column.ts';
import { Exact } from '../../model/exact.ts';
import { CalendarDate } from '../../model/value.ts';
import type { GroupColumn } from '../aggregate-chunk.ts';
import { cutKey, type GroupField, type Grouping } from './grouping.ts';

/** The group of a unit that has no value. No stored value is empty: an empty cell is a missing one. */
const MISSING_GROUP = '';

/** Between the values of a group of several fields. */
export const VALUE_SEPARATOR = ' + ';

/** Upper ends of quantile groups as exact texts, in ascending order, by `cutKey`. Plain data. */
export type QuantileCuts = ReadonlyMap<string, readonly string[]>;

/** Per row an index into `values`, of which each occurs. */
type Coded = { readonly values: readonly string[]; readonly codes: Uint32Array };

/** Codes in the order of their first row. `textOf` is asked once per different key. */
const coded = <Key>(units: number, keyAt: (row: number) => Key, textOf: (key: Key) => string): Coded => {
  const known = new Map<Key, number>();
  const values: string[] = [];
  const codes = new Uint32Array(units);
  for (let row = 0; row < units; row++) {
    const key = keyAt(row);
    let code = known.get(key);
    if (code === undefined) {
      code = values.push(textOf(key)) - 1;
      known.set(key, code);
    }
    codes[row] = code;
  }
  return { values, codes };
};

const textOfCell = (column: Column): ((cell: number | bigint) => string) => {
  switch (column.kind) {
    case 'number':
      return (cell) => column.unit.multiply(Exact.of(BigInt(cell))).toText();
    case 'boolean':
      return (cell) => (cell === 1 ? 'true' : 'false');
    case 'code':
      return (cell) => column.texts[cell as number] as string;
    case 'date':
      return (cell) => dateText(new CalendarDate(cell as number));
  }
};

const byValue = (units: number, column: Column): Coded => {
  const { cells, nulls } = column;
  const text = textOfCell(column);
  const keyAt = (row: number): number | bigint | undefined => (nulls?.[row] === 1 ? undefined : (cells[row] as number | bigint));
  return coded(units, keyAt, (cell) => (cell === undefined ? MISSING_GROUP : text(cell)));
};

/** The first group whose end is not below the value; what lies above the last end has no weight and is counted with the last group. */
const byQuantile = (units: number, column: Column, ends: readonly string[]): Coded => {
  if (column.kind !== 'number') throw new TypeError(`quantiles of a column of ${column.kind}`);
  const { cells, nulls, unit } = column;
  // A value is not above an end where its cell is not above this.
  const limits = ends.map((end) => (Exact.parse(end) as Exact).divide(unit)?.floor().toBigInt() as bigint);
  const groupAt = (row: number): number => {
    if (nulls?.[row] === 1 || limits.length === 0) return 0;
    const cell = cells[row] as number | bigint;
    let group = 0;
    while (group < limits.length - 1 && cell > (limits[group] as bigint)) group++;
    return group + 1;
  };
  return coded(units, groupAt, (group) => (group === 0 ? MISSING_GROUP : String(group)));
};

const crossed = (units: number, first: Coded, second: Coded): Coded => {
  const width = second.values.length;
  const pairAt = (row: number): number => (first.codes[row] as number) * width + (second.codes[row] as number);
  return coded(units, pairAt, (pair) => `${first.values[Math.floor(pair / width)]}${VALUE_SEPARATOR}${second.values[pair % width]}`);
};

/** `columnOf` gives the column of a field: a decision of the baseline, or what is stored. */
export const groupCodes = (
  units: number,
  { by, fields }: Grouping,
  columnOf: (name: string) => Column,
  cuts: QuantileCuts,
): GroupColumn => {
  const codedFields = fields.map((field: GroupField) =>
    field.quantiles === undefined
      ? byValue(units, columnOf(field.name))
      : byQuantile(units, columnOf(field.name), cuts.get(cutKey(field)) ?? []),
  );
  return { by, ...codedFields.reduce((left, right) => crossed(units, left, right)) };
};

/** Values as the column that holds them. */
import { temporalText, valueText } from '../feel/index.ts';
import type { Column, NumberColumn } from '../model/column.ts';
import { Exact, lcm } from '../model/exact.ts';
import { CalendarDate, Null, type Value } from '../model/value.ts';
import type { ListType, ScalarType } from '../model/value-type.ts';

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

const nullsOf = (values: readonly Value[]): { readonly nulls?: Uint8Array } => {
  const nulls = Uint8Array.from(values, (value) => (value instanceof Null ? 1 : 0));
  return nulls.includes(1) ? { nulls } : {};
};

const numberColumn = (values: readonly Value[]): NumberColumn => {
  const numbers = values.map((value) => (value instanceof Exact ? value.reduced() : Exact.ZERO));
  const denominator = numbers.reduce((common, { d }) => lcm(common, d), 1n);
  const cells = numbers.map(({ n, d }) => n * (denominator / d));
  const low = cells.reduce((least, cell) => (cell < least ? cell : least), cells[0] ?? 0n);
  const high = cells.reduce((most, cell) => (cell > most ? cell : most), cells[0] ?? 0n);
  const isSafe = low >= -SAFE && high <= SAFE;
  return {
    kind: 'number',
    unit: Exact.of(1n, denominator),
    cells: isSafe ? Float64Array.from(cells, Number) : cells,
    low,
    high,
    ...nullsOf(values),
  };
};

/** Times and durations are codes of their texts. */
const textColumn = (values: readonly Value[]): Column =>
  codeColumn(
    values.map((value) => temporalText(value) ?? value),
    [],
  );

const codeColumn = (values: readonly Value[], declared: readonly string[]): Column => {
  const codes = new Map(declared.map((text, code) => [text, code]));
  const cells = Uint32Array.from(values, (value) => {
    if (typeof value !== 'string') return 0;
    const code = codes.get(value) ?? codes.size;
    codes.set(value, code);
    return code;
  });
  return { kind: 'code', cells, texts: [...codes.keys()], ...nullsOf(values) };
};

/**
 * The texts of an enumeration are those declared, in their order; other texts are given codes as they come. Values of types that have no columns,
 * such as durations and lists, stand as their texts.
 */
export const columnOfValues = (type: ScalarType | ListType, values: readonly Value[]): Column => {
  switch (type.type) {
    case 'decimal':
    case 'integer':
      return numberColumn(values);
    case 'boolean':
      return { kind: 'boolean', cells: Uint8Array.from(values, (value) => (value === true ? 1 : 0)), ...nullsOf(values) };
    case 'enum':
      return codeColumn(values, type.values);
    case 'string':
      return codeColumn(values, []);
    case 'time':
    case 'date and time':
    case 'years and months duration':
    case 'days and time duration':
      return textColumn(values);
    case 'date':
      return {
        kind: 'date',
        cells: Int32Array.from(values, (value) => (value instanceof CalendarDate ? value.days : 0)),
        ...nullsOf(values),
      };
    default:
      return codeColumn(
        values.map((value) => (value instanceof Null ? value : valueText(value))),
        [],
      );
  }
};

/** What a kernel is made for: units, bounds and nulls of the columns, in classes wide enough that the chunks of a population share a few. */
import type { Column, ColumnTable, NumberColumn } from '../model/column.ts';
import type { NeededColumns } from './needed-columns.ts';

export type ColumnShape = {
  readonly kind: Column['kind'];
  readonly nullable: boolean;
  /** Of numbers. `isBig`: the cells are BigInts. */
  readonly number?: { readonly unit: NumberColumn['unit']; readonly low: bigint; readonly high: bigint; readonly isBig: boolean };
};

/** Between how many members a unit has. */
export type ListShape = { readonly low: bigint; readonly high: bigint };

export type Signature = {
  /** The same for chunks that share a kernel. */
  readonly key: string;
  /** By name, "income", or "members.age" for a field. */
  readonly columns: ReadonlyMap<string, ColumnShape>;
  readonly lists: ReadonlyMap<string, ListShape>;
};

const SAFE = (1n << 53n) - 1n;

/** The smallest class that a size is in: small ones nearly as they are, large ones up to a power of four. */
const classOf = (size: bigint): bigint => {
  const small = [0n, 1n, 2n, 3n, 4n, 6n, 8n, 10n, 12n, 16n].find((bound) => size <= bound);
  if (small !== undefined) return small;
  let bound = 64n;
  while (bound < size) bound *= 4n;
  return size <= SAFE && bound > SAFE ? SAFE : bound;
};

const widened = ({ low, high }: { readonly low: bigint; readonly high: bigint }): { readonly low: bigint; readonly high: bigint } => ({
  low: low >= 0n ? (low > 0n ? 1n : 0n) : -classOf(-low),
  high: high <= 0n ? 0n : classOf(high),
});

const isBig = ({ cells }: NumberColumn): boolean => cells instanceof BigInt64Array || Array.isArray(cells);

export const shapeOf = (column: Column): ColumnShape => {
  const nullable = column.nulls !== undefined;
  if (column.kind !== 'number') return { kind: column.kind, nullable };
  return { kind: 'number', nullable, number: { unit: column.unit.reduced(), ...widened(column), isBig: isBig(column) } };
};

const shapeText = ({ kind, nullable, number }: ColumnShape, cells: Column['cells']): string => {
  const bounds = number === undefined ? '' : `${number.unit.n}/${number.unit.d} ${number.low}..${number.high}`;
  return `${kind} ${cells.constructor.name} ${nullable} ${bounds}`;
};

const listShape = (offsets: Uint32Array): ListShape => {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (let unit = 0; unit + 1 < offsets.length; unit++) {
    const members = (offsets[unit + 1] as number) - (offsets[unit] as number);
    if (members < low) low = members;
    if (members > high) high = members;
  }
  return { low: low >= 1 && high > 0 ? 1n : 0n, high: classOf(BigInt(high)) };
};

/** `decided`: columns that were decided row by row, by the name of the decision. */
export const signatureOf = (table: ColumnTable, needed: NeededColumns, decided: ReadonlyMap<string, Column>): Signature => {
  const columns = new Map<string, ColumnShape>();
  const lists = new Map<string, ListShape>();
  const texts: string[] = [];
  const note = (name: string, column: Column): void => {
    const shape = shapeOf(column);
    columns.set(name, shape);
    texts.push(`${JSON.stringify(name)} ${shapeText(shape, column.cells)}`);
  };
  for (const name of needed.unit) note(name, table.column(name));
  for (const [list, fields] of needed.lists) {
    const { offsets, column } = table.list(list);
    const shape = listShape(offsets);
    lists.set(list, shape);
    texts.push(`${JSON.stringify(list)} of ${shape.low}..${shape.high}`);
    for (const field of fields) note(`${list}.${field}`, column(field));
  }
  for (const [name, column] of decided) note(name, column);
  return { key: texts.join('\n'), columns, lists };
};

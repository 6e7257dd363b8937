/** A chunk of a population as columns that kernels read: numbers as small integers where the stored bounds prove that they are. */
import type { Column, ColumnList, ColumnTable } from '../model/column.ts';
import { Exact } from '../model/exact.ts';
import { qualifiedName } from './column-codec.ts';
import type { DecodedColumn } from './decoded-column.ts';
import { OFFSETS_COLUMN } from './population-part.ts';

/** What is needed of a chunk: `column` takes qualified names ("income", "members.age"). */
type Chunk = { readonly units: number; column(name: string): DecodedColumn };

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Numerators of 64 bits as doubles; all of them must be safe integers. Halves are read as 32 bits, which spares a BigInt for each. */
const doublesOf = (cells: BigInt64Array): Float64Array => {
  const halves = new Int32Array(cells.buffer, cells.byteOffset, cells.length * 2);
  const doubles = new Float64Array(cells.length);
  for (let i = 0; i < doubles.length; i++) {
    doubles[i] = (halves[2 * i + 1] as number) * 4_294_967_296 + ((halves[2 * i] as number) >>> 0);
  }
  return doubles;
};

const nullsIn = ({ nulls }: DecodedColumn): { readonly nulls?: Uint8Array } => (nulls === undefined ? {} : { nulls });

const numberColumn = (column: DecodedColumn): Column => {
  const { low, high } = column.numeratorRange();
  const cells = column.cells as BigInt64Array | Int32Array;
  const isSafe = low >= -SAFE && high <= SAFE;
  return {
    kind: 'number',
    unit: Exact.of(1n, column.denominator),
    cells: cells instanceof BigInt64Array && isSafe ? doublesOf(cells) : cells,
    low,
    high,
    ...nullsIn(column),
  };
};

/** Texts that are stored as such: codes are given in the order of their first row. */
const textColumn = (column: DecodedColumn): Column => {
  const codes = new Map<string, number>();
  const cells = Uint32Array.from({ length: column.rows }, (_, row) => {
    const text = column.text(row);
    if (text === undefined) return 0;
    const code = codes.get(text) ?? codes.size;
    codes.set(text, code);
    return code;
  });
  return { kind: 'code', cells, texts: [...codes.keys()], ...nullsIn(column) };
};

const columnOf = (column: DecodedColumn): Column => {
  switch (column.encoding) {
    case 'i64':
    case 'i32':
      return numberColumn(column);
    case 'u8':
      return { kind: 'boolean', cells: column.cells as Uint8Array, ...nullsIn(column) };
    case 'days':
      return { kind: 'date', cells: column.cells as Int32Array, ...nullsIn(column) };
    case 'code':
    case 'code8':
      return { kind: 'code', cells: column.cells as Uint8Array | Uint32Array, texts: column.dictionary, ...nullsIn(column) };
    case 'text':
      return textColumn(column);
    case 'offsets':
      throw new TypeError('offsets are no column of values');
  }
};

const remembered = <T>(make: (name: string) => T): ((name: string) => T) => {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name) ?? make(name);
    known.set(name, found);
    return found;
  };
};

export const chunkTable = (chunk: Chunk): ColumnTable => {
  const list = (name: string): ColumnList => {
    const offsets = chunk.column(qualifiedName({ list: name, column: OFFSETS_COLUMN })).cells as Uint32Array;
    const column = remembered((field) => columnOf(chunk.column(qualifiedName({ list: name, column: field }))));
    return { offsets, rows: offsets[offsets.length - 1] ?? 0, column };
  };
  return { units: chunk.units, column: remembered((name) => columnOf(chunk.column(name))), list: remembered(list) };
};

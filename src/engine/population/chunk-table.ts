/** A chunk of a population as columns that kernels read: numbers as small integers where the stored bounds prove that they are. */
import type { Column, ColumnList, ColumnTable } from '../model/column.ts';
import { qualifiedName } from './column-codec.ts';
import type { DecodedColumn } from './decoded-column.ts';
import { nullsIn, numberColumn } from './number-column.ts';
import { OFFSETS_COLUMN } from './population-part.ts';

/** What is needed of a chunk: `column` takes qualified names ("income", "members.age"). */
type Chunk = { readonly units: number; column(name: string): DecodedColumn };

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

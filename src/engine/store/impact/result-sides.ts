/** The stored decisions of a chunk of an impact run, side by side. */
import type { StoredSide } from '../../impact/stored-root.ts';
import type { Reader } from '../handle.ts';
import { readResultColumn } from './impact-store.ts';
import listColumnHashes from './sql/list-column-hashes.sql?raw';

type ChunkPlace = { readonly run: string; readonly chunk: number };

type ColumnKey = { readonly side: number; readonly position: number; readonly name: string; readonly sha256: string };

/** What columns a chunk has, in the order of its audit entry. */
export const resultColumnKeys = (reader: Reader, place: ChunkPlace): readonly ColumnKey[] => reader.all<ColumnKey>(listColumnHashes, place);

/** Reads, and so verifies, every column. */
export const readResultSides = (reader: Reader, keys: readonly ColumnKey[], place: ChunkPlace): readonly StoredSide[] => {
  const columns = keys.map(({ side, position, name }) => ({ side, name, column: readResultColumn(reader, { ...place, side, position }) }));
  return [...Map.groupBy(columns, ({ side }) => side).values()].map(([outcomes, ...amounts]) => ({
    outcomes: (outcomes as NonNullable<typeof outcomes>).column,
    amounts,
  }));
};

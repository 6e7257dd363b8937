/** Writes and reads the column chunks of populations. */
import type { ChunkHead, ColumnChunk } from '../../model/population.ts';
import { type ColumnRow, columnOf, columnRow } from '../column-row.ts';
import type { Reader, Writer } from '../handle.ts';
import getChunkData from './sql/get-chunk-data.sql?raw';
import insertChunk from './sql/insert-chunk.sql?raw';
import listChunkHeads from './sql/list-chunk-heads.sql?raw';

/**
 * Adds all columns of one chunk. The entry commits to the columns' hashes, in the order of the fingerprint: in a small population the hash of a
 * single column could be found by trying out values.
 */
export const addChunk = (writer: Writer, population: string, columns: readonly ColumnChunk[]): void => {
  const chunk = columns[0]?.chunk ?? 0;
  for (const column of columns) {
    if (column.chunk !== chunk) throw new Error('columns of different chunks in one part');
    writer.run(insertChunk, { population, chunk, list: column.list, name: column.column, ...columnRow(column) });
  }
  const ordered = columns.toSorted((a, b) => byteOrder(a.list, b.list) || byteOrder(a.column, b.column));
  writer.record({
    kind: 'population.chunk',
    subject: { population, chunk },
    detail: { columns: columns.length },
    payload: ordered.map((column) => column.sha256),
  });
};

/** All chunks of a population, in the order of its fingerprint. */
export const chunkHeads = (reader: Reader, population: string): readonly ChunkHead[] =>
  reader.all<HeadRow>(listChunkHeads, { population }).map(columnOf);

/** The bytes of one column of one chunk, not yet verified. */
export const chunkBytes = (reader: Reader, population: string, { chunk, list, column }: ChunkHead): Uint8Array => {
  const row = reader.one<{ data: Uint8Array }>(getChunkData, { population, chunk, list, column });
  if (row === undefined) throw new Error(`chunk ${chunk} of column ${list} ${column} vanished`);
  return row.data;
};

type HeadRow = ColumnRow & Pick<ChunkHead, 'chunk' | 'list' | 'column'>;

/** SQLite's own order of texts, so that the entry's order is the fingerprint's. */
const byteOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));

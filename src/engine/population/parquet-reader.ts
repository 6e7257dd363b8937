/** Reads a Parquet file of flat columns, row group by row group. */
import { createHash } from 'node:crypto';
import { type AsyncBuffer, type ColumnData, type FileMetaData, parquetMetadataAsync, parquetRead, type SchemaElement } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { Problem } from '../model/problem.ts';
import { OpenFile, refuseSource } from './open-file.ts';
import { type CellText, cellTextOf, isFloating } from './parquet-cell.ts';
import { RowBatch } from './row-batch.ts';
import { RowWriter } from './row-writer.ts';
import type { SourceReader } from './source-reader.ts';

const FORMAT = 'Parquet';
const COLUMNS_MAX = 4_096;
const BATCH_ROWS = 8_192;
const HASH_BYTES = 1 << 20;

const FLAWS = ['', 'a text is not UTF-8'] as const;
const NO_TEXT = 1;

type ParquetColumn = { readonly name: string; readonly text: CellText };

/** A row group in memory: by column, in pieces that begin with a row of the file. */
type Group = { readonly first: number; readonly end: number; readonly pieces: ReadonlyMap<string, readonly ColumnData[]> };

/** Opens a file. Its rows are numbered from 1; columns of lists and structures are left out. One row group is in memory at a time. */
export const openParquet = async (path: string): Promise<SourceReader> => {
  const file = await OpenFile.open(path);
  try {
    return await start(file);
  } catch (error) {
    await file.close();
    throw error;
  }
};

const start = async (file: OpenFile): Promise<SourceReader> => {
  const { name } = file;
  const buffer = asyncBuffer(file);
  const metadata = await readable(name, () => parquetMetadataAsync(buffer));
  const { columns, notes } = columnsOf(name, metadata);
  const names = columns.map((column) => column.name);
  const writer = new RowWriter();
  const hash = createHash('sha256');
  const bytesPerRow = file.bytes / Math.max(1, Number(metadata.num_rows));
  let rows = 0;
  let hashed = 0;
  let held: Group | undefined;

  /** Kept until another is asked for: rows that are looked up again come in order. */
  const groupAt = async (row: number): Promise<Group> => {
    if (held !== undefined && row >= held.first && row < held.end) return held;
    held = undefined;
    let first = 0;
    for (const { num_rows } of metadata.row_groups) {
      const end = first + Number(num_rows);
      if (row < end) {
        held = await readGroup({ name, buffer, metadata, names, first, end });
        return held;
      }
      first = end;
    }
    throw new RangeError(`${name} has no row ${row}`);
  };

  const write = (group: Group, from: number, to: number): void => {
    const cells = columns.map((column) => cellsOf(group.pieces.get(column.name) ?? [], from, to));
    for (let row = from; row < to; row++) {
      let flaw = 0;
      for (const [i, { text }] of columns.entries()) {
        const value = cells[i]?.[row - from];
        const cell = value === undefined || value === null ? '' : text(value);
        if (cell === undefined) flaw = NO_TEXT;
        writer.cell(cell ?? '');
      }
      writer.endRow(row + 1, flaw);
    }
  };

  async function* batches(): AsyncGenerator<RowBatch, void, void> {
    const total = Number(metadata.num_rows);
    while (rows < total) {
      const group = await groupAt(rows);
      const to = Math.min(group.end, rows + BATCH_ROWS);
      writer.clear();
      write(group, rows, to);
      const { bytes, bounds } = writer;
      const place = { first: rows, end: Math.round(to * bytesPerRow) };
      rows = to;
      yield new RowBatch({ bytes, bounds, columns: names, offset: 0, flaws: FLAWS, expected: 'texts in UTF-8', place });
    }
    for (; hashed < file.bytes; hashed += HASH_BYTES) hash.update(await file.bytesAt(hashed, Math.min(HASH_BYTES, file.bytes - hashed)));
  }

  return {
    name,
    columns: names,
    lists: [],
    notes,
    bytes: file.bytes,
    batches,
    facts: () => ({ bytes: file.bytes, rows, sha256: hash.copy().digest('hex') }),
    rawAt: async ({ offset: row }) => {
      const group = await groupAt(row);
      writer.clear();
      write(group, row, row + 1);
      return writer.bytes.toString('utf8');
    },
    demandUnchanged: () => file.demandUnchanged(),
    close: () => file.close(),
  };
};

const asyncBuffer = (file: OpenFile): AsyncBuffer => ({
  byteLength: file.bytes,
  slice: async (from, to = file.bytes) => {
    const bytes = await file.bytesAt(from, to - from);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  },
});

/** The library tells of everything that is wrong with a file by an error. */
const readable = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuseSource({ name, format: FORMAT }, { message, expected: 'a whole Parquet file' });
  }
};

/**
 * The flat columns. Their annotations are taken from the schema, so that the library gives the values as they are stored: it would make doubles of
 * decimals.
 */
const columnsOf = (
  name: string,
  metadata: FileMetaData,
): { readonly columns: readonly ParquetColumn[]; readonly notes: readonly Problem[] } => {
  const columns: ParquetColumn[] = [];
  const notes: Problem[] = [];
  for (const element of topLevel(metadata.schema)) {
    const text = element.num_children !== undefined || element.repetition_type === 'REPEATED' ? undefined : cellTextOf(element);
    const place = { document: name, column: element.name };
    if (text === undefined) {
      notes.push({
        ...place,
        message: `the column "${element.name}" is of a kind that is not read`,
        expected: 'a column of single values',
      });
      continue;
    }
    if (isFloating(element)) {
      notes.push({
        ...place,
        message: `the column "${element.name}" holds binary floating point numbers: each is read as the shortest decimal that stands for it`,
        expected: 'a column of decimals',
      });
    }
    delete element.converted_type;
    delete element.logical_type;
    columns.push({ name: element.name, text });
  }
  const refuse = (message: string, expected: string): never => refuseSource({ name, format: FORMAT }, { message, expected });
  if (columns.length === 0) refuse('there is no column of single values', 'columns of numbers, texts, booleans or dates');
  if (columns.length > COLUMNS_MAX) refuse(`there are ${columns.length} columns`, `at most ${COLUMNS_MAX}`);
  if (new Set(columns.map((column) => column.name)).size < columns.length) refuse('two columns have one name', 'each name once');
  return { columns, notes };
};

/** The schema is a tree, written down from its root. */
const topLevel = (schema: readonly SchemaElement[]): readonly SchemaElement[] => {
  const found: SchemaElement[] = [];
  for (let at = 1; at < schema.length; ) {
    found.push(schema[at] as SchemaElement);
    for (let open = 1; open > 0 && at < schema.length; at++) open += (schema[at]?.num_children ?? 0) - 1;
  }
  return found;
};

const readGroup = async (of: {
  readonly name: string;
  readonly buffer: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly names: readonly string[];
  readonly first: number;
  readonly end: number;
}): Promise<Group> => {
  const { first, end } = of;
  const pieces: ColumnData[] = [];
  await readable(of.name, () =>
    parquetRead({
      file: of.buffer,
      metadata: of.metadata,
      columns: [...of.names],
      rowStart: first,
      rowEnd: end,
      compressors,
      utf8: false,
      parsers: { timestampFromNanoseconds: (nanoseconds) => nanoseconds },
      onChunk: (piece) => pieces.push(piece),
    }),
  );
  const byColumn = Map.groupBy(pieces, ({ columnName }) => columnName);
  for (const [, of] of byColumn) of.sort((a, b) => a.rowStart - b.rowStart);
  return { first, end, pieces: byColumn };
};

const cellsOf = (pieces: readonly ColumnData[], from: number, to: number): readonly unknown[] => {
  const cells: unknown[] = [];
  for (const { columnData, rowStart, rowEnd } of pieces) {
    for (let row = Math.max(from, rowStart); row < Math.min(to, rowEnd); row++) cells.push(columnData[row - rowStart]);
  }
  return cells;
};

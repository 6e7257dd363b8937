/** Reads a CSV file (RFC 4180, UTF-8) block by block: header, rows with their line numbers, and the SHA-256 of its bytes. */
import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Problem, refuse } from '../model/problem.ts';
import { ByteFeed, REST_BYTES_MAX } from './byte-feed.ts';
import { readHeader } from './csv-header.ts';
import { RowBounds, scanRows } from './csv-scanner.ts';
import { RowBatch } from './row-batch.ts';
import type { SourceReader } from './source-reader.ts';

/** A longer row is taken for a quote that was opened and never closed. */
const ROW_BYTES_MAX = REST_BYTES_MAX;
/** Opening a pipe would wait for somebody to write to it; opened so, it is seen to be no file. */
const OPEN_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const NUL = 0;

/** An open CSV file. */
export type CsvReader = SourceReader & { readonly delimiter: string };

export const openCsv = async (path: string): Promise<CsvReader> => {
  const name = basename(path);
  const file = await openFile(path, name);
  try {
    return await start(file, name);
  } catch (error) {
    await file.close();
    throw error;
  }
};

const openFile = async (path: string, name: string): Promise<FileHandle> => {
  const file = await open(path, OPEN_AT_ONCE).catch((error: NodeJS.ErrnoException) =>
    refuse('unreadable', `${name} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message)}`),
  );
  if ((await file.stat()).isFile()) return file;
  await file.close();
  return refuse('unreadable', `${name} is not a file`);
};

const start = async (file: FileHandle, name: string): Promise<CsvReader> => {
  const opened = await file.stat();
  const feed = new ByteFeed(file);
  while (!feed.final && feed.rest.length < ROW_BYTES_MAX) await feed.fill();
  if (feed.rest.length === 0) {
    refuseFile(name, { row: 1, message: 'the file is empty', expected: 'a header with the names of the columns, and rows' });
  }
  if (feed.rest.subarray(0, 3).equals(BOM)) feed.use(3);
  const header = readHeader(name, feed.rest.subarray(0, ROW_BYTES_MAX), feed.final && feed.rest.length <= ROW_BYTES_MAX);
  feed.use(header.consumed);
  const bounds = new RowBounds();
  let line = header.nextLine;
  let rows = 0;

  const scan = (): RowBatch => {
    const { rest, final, offset } = feed;
    const end = scanRows({ bytes: rest, length: rest.length, final, delimiter: header.delimiter, line }, bounds);
    const batch = new RowBatch({ bytes: rest, bounds, columns: header.columns, offset });
    checkText(name, batch, rest.subarray(0, end.consumed));
    if (end.openQuoteLine !== undefined || rest.length - end.consumed > ROW_BYTES_MAX) refuseOpenQuote(name, end.openQuoteLine, end.line);
    feed.use(end.consumed);
    line = end.line;
    rows += batch.rows;
    return batch;
  };

  async function* batches(): AsyncGenerator<RowBatch, void, void> {
    for (;;) {
      const batch = scan();
      if (batch.rows > 0) yield batch;
      if (feed.final) return;
      await feed.fill();
    }
  }

  return {
    name,
    columns: header.columns,
    delimiter: String.fromCharCode(header.delimiter),
    bytes: opened.size,
    batches,
    facts: () => ({ bytes: feed.read, rows, sha256: feed.sha256() }),
    rawAt: async ({ offset: position, length }) => {
      const raw = Buffer.alloc(length);
      await file.read(raw, 0, length, position);
      return raw.toString('utf8');
    },
    demandUnchanged: async () => {
      const { size, mtimeMs } = await file.stat();
      if (size !== opened.size || mtimeMs !== opened.mtimeMs) refuse('unreadable', `${name} changed while it was being read`);
    },
    close: async () => {
      await feed.settle();
      await file.close();
    },
  };
};

const refuseFile = (name: string, problem: Problem): never =>
  refuse('invalid', `${name} cannot be read as CSV: ${problem.message}`, [{ document: name, ...problem }]);

const refuseOpenQuote = (name: string, openQuoteLine: number | undefined, rowLine: number): never =>
  refuseFile(name, {
    row: openQuoteLine ?? rowLine,
    message: openQuoteLine === undefined ? `a row is longer than ${ROW_BYTES_MAX} bytes` : 'a quote is opened here and never closed',
    expected: 'a quote at the end of every quoted field, and quotes inside of it doubled',
  });

/** Refuses bytes that are no UTF-8 text, naming the place. The whole block is checked at once, and searched only if it fails. */
const checkText = (name: string, batch: RowBatch, block: Buffer): void => {
  if (isText(block)) return;
  for (let row = 0; row < batch.rows; row++) {
    const count = batch.fieldCount(row);
    for (let index = 0; index < count; index++) {
      if (!isText(batch.bytes(row, index))) refuseBytes(name, batch.bytes(row, index), batch.place(row, index));
    }
  }
  refuseBytes(name, block, {});
};

const isText = (bytes: Buffer): boolean => !bytes.includes(NUL) && isUtf8(bytes);

const refuseBytes = (name: string, bytes: Buffer, place: Pick<Problem, 'row' | 'column'>): never => {
  if (bytes.includes(NUL))
    refuseFile(name, { ...place, message: 'there is a NUL byte', expected: 'UTF-8 text; NUL bytes may come from UTF-16' });
  return refuseFile(name, { ...place, message: 'the bytes are not UTF-8', expected: 'a file saved as UTF-8' });
};

/** Reads a CSV file (RFC 4180, UTF-8) block by block: header, rows with their line numbers, and the SHA-256 of its bytes. */
import { ByteFeed, REST_BYTES_MAX } from './byte-feed.ts';
import { readHeader } from './csv-header.ts';
import { FLAWS, scanRows } from './csv-scanner.ts';
import { demandText, OpenFile, refuseSource } from './open-file.ts';
import { RowBatch } from './row-batch.ts';
import { RowBounds } from './row-bounds.ts';
import type { SourceReader } from './source-reader.ts';

/** A longer row is taken for a quote that was opened and never closed. */
const ROW_BYTES_MAX = REST_BYTES_MAX;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const FORMAT = 'CSV';

/** An open CSV file. */
export type CsvReader = SourceReader & { readonly delimiter: string };

export const openCsv = async (path: string): Promise<CsvReader> => {
  const file = await OpenFile.open(path);
  try {
    return await start(file);
  } catch (error) {
    await file.close();
    throw error;
  }
};

const start = async (file: OpenFile): Promise<CsvReader> => {
  const { name } = file;
  const feed = new ByteFeed(file.handle, file.bytes);
  while (!feed.final && feed.rest.length < ROW_BYTES_MAX) await feed.fill();
  if (feed.rest.length === 0) {
    refuseSource(
      { name, format: FORMAT },
      { row: 1, message: 'the file is empty', expected: 'a header with the names of the columns, and rows' },
    );
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
    const batch = new RowBatch({ bytes: rest, bounds, columns: header.columns, offset, flaws: FLAWS });
    demandText({ name, format: FORMAT }, batch, rest.subarray(0, end.consumed));
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
    lists: [],
    notes: [],
    delimiter: String.fromCharCode(header.delimiter),
    bytes: file.bytes,
    batches,
    facts: () => ({ bytes: feed.read, rows, sha256: feed.sha256() }),
    rawAt: (place) => file.textAt(place),
    demandUnchanged: () => file.demandUnchanged(),
    close: async () => {
      await feed.settle();
      await file.close();
    },
  };
};

const refuseOpenQuote = (name: string, openQuoteLine: number | undefined, rowLine: number): never =>
  refuseSource(
    { name, format: FORMAT },
    {
      row: openQuoteLine ?? rowLine,
      message: openQuoteLine === undefined ? `a row is longer than ${ROW_BYTES_MAX} bytes` : 'a quote is opened here and never closed',
      expected: 'a quote at the end of every quoted field, and quotes inside of it doubled',
    },
  );

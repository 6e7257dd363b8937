/** Reads a JSON Lines file: one object on each line, members in a list inside of it or in a file of their own. */
import { ByteFeed, REST_BYTES_MAX } from './byte-feed.ts';
import { JSON_FLAWS, JsonLinesRows, type LineShape } from './json-lines-rows.ts';
import { JsonScanner, NoJson } from './json-scanner.ts';
import { demandText, OpenFile, refuseSource } from './open-file.ts';
import { RowBatch } from './row-batch.ts';
import { RowBounds } from './row-bounds.ts';
import type { SourceReader } from './source-reader.ts';

const FORMAT = 'JSON Lines';
const EXPECTED = 'one JSON object on each line, of single values and lists of objects';
const COLUMNS_MAX = 4_096;
const LF = 0x0a;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Opens a file whose columns are the keys of the objects in its first megabyte. A key that a line lacks, a null and an empty text are no value; keys
 * that come later are passed over. With `list` the rows are the objects of that list, with the single values of the object that they stand in.
 */
export const openJsonLines = async (path: string, list?: string): Promise<SourceReader> => {
  const file = await OpenFile.open(path);
  try {
    return await start(file, list);
  } catch (error) {
    await file.close();
    throw error;
  }
};

const start = async (file: OpenFile, list: string | undefined): Promise<SourceReader> => {
  const { name } = file;
  const feed = new ByteFeed(file.handle, file.bytes);
  while (!feed.final && feed.rest.length < REST_BYTES_MAX) await feed.fill();
  if (feed.rest.subarray(0, 3).equals(BOM)) feed.use(3);
  const shape = shapeOf(name, feed.rest, list);
  const columns = [...(shape.memberColumns ?? []), ...shape.columns];
  const bounds = new RowBounds();
  const lines = new JsonLinesRows(shape);
  let line = 1;
  let rows = 0;

  const scan = (): RowBatch => {
    const { rest, offset, final } = feed;
    bounds.clear();
    lines.beginBlock(rest);
    let used = 0;
    while (used < rest.length) {
      const end = rest.indexOf(LF, used);
      if (end < 0 && !final) break;
      const to = end < 0 ? rest.length : end;
      if (!isBlank(rest, used, to)) lines.add(used, to, line, bounds);
      used = end < 0 ? to : end + 1;
      line++;
    }
    if (rest.length - used > REST_BYTES_MAX)
      refuseSource({ name, format: FORMAT }, { row: line, message: `a line is longer than ${REST_BYTES_MAX} bytes`, expected: EXPECTED });
    const batch = new RowBatch({ bytes: lines.bytesOf(rest), bounds, columns, offset, flaws: JSON_FLAWS, expected: EXPECTED });
    demandText({ name, format: FORMAT }, batch, rest.subarray(0, used));
    feed.use(used);
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
    columns,
    lists: [...shape.lists],
    notes: [],
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

/** The keys of the objects at the beginning of a file. */
const shapeOf = (name: string, head: Buffer, list: string | undefined): LineShape => {
  const columns = new Set<string>();
  const lists = new Set<string>();
  const memberColumns = new Set<string>();
  /** By key: lines where it has a list, less those where it has a single value. A slip in one line does not make a list of a column. */
  const balance = new Map<string, number>();
  const weigh = (key: string, by: number): unknown => balance.set(key, (balance.get(key) ?? 0) + by);
  const scanner = new JsonScanner();
  const member = (): void => {
    if (scanner.peek() !== 'object') scanner.value();
    else
      scanner.object(() => {
        memberColumns.add(scanner.text());
        scanner.value();
      });
  };
  const entry = (): void => {
    const key = scanner.text();
    const kind = scanner.peek();
    if (kind === 'list') lists.add(key);
    else if (kind !== 'object') columns.add(key);
    if (kind !== 'object' && kind !== 'null') weigh(key, kind === 'list' ? 1 : -1);
    if (kind === 'list' && key === list) scanner.list(member);
    else scanner.value();
  };
  for (let from = 0, line = 1; from < head.length; line++) {
    const found = head.indexOf(LF, from);
    const to = found < 0 ? head.length : found;
    if (!isBlank(head, from, to)) tryLine(scanner, head, from, to, entry, { name, line, isFirst: columns.size + lists.size === 0 });
    from = to + 1;
  }
  const problem = (message: string) => ({ row: 1, message, expected: EXPECTED });
  if (columns.size === 0) refuseSource({ name, format: FORMAT }, problem('there is no object with single values'));
  if (columns.size + memberColumns.size > COLUMNS_MAX)
    refuseSource({ name, format: FORMAT }, problem(`there are more than ${COLUMNS_MAX} keys`));
  for (const key of lists) ((balance.get(key) ?? 0) > 0 || key === list ? columns : lists).delete(key);
  if (list === undefined) return { columns: [...columns], lists };
  const own = [...columns].filter((column) => !memberColumns.has(column));
  return { columns: own, memberColumns: [...memberColumns], list, lists };
};

/** A line that is no JSON is a flawed row when its turn comes; where even the first is none, so is the file. */
const tryLine = (
  scanner: JsonScanner,
  head: Buffer,
  from: number,
  to: number,
  entry: () => void,
  { name, line, isFirst }: { readonly name: string; readonly line: number; readonly isFirst: boolean },
): void => {
  try {
    scanner.begin(head, from, to);
    scanner.object(entry);
  } catch (error) {
    if (!(error instanceof NoJson)) throw error;
    if (isFirst) refuseSource({ name, format: FORMAT }, { row: line, message: JSON_FLAWS[1], expected: EXPECTED });
  }
};

const isBlank = (bytes: Buffer, from: number, to: number): boolean => {
  for (let at = from; at < to; at++) if ((bytes[at] as number) > 0x20) return false;
  return true;
};

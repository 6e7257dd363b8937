/** Reads the audit trail, page by page. */
import { readEntry } from '../../audit/audit-entry.ts';
import type { LogHead, LogRecords, LogRow, LogTile } from '../../audit/verify-log.ts';
import type { AuditEntry } from '../../model/audit-entry.ts';
import type { Reader } from '../handle.ts';
import countTiles from './sql/count-tiles.sql?raw';
import getLastHead from './sql/get-last-head.sql?raw';
import getSalt from './sql/get-salt.sql?raw';
import getTile from './sql/get-tile.sql?raw';
import listEntriesSql from './sql/list-entries.sql?raw';
import listHeads from './sql/list-heads.sql?raw';

const PAGE_ROWS = 2_048;

/** How many entries there are, by the newest head. */
export const auditSize = (reader: Reader): number => reader.one<LogHead>(getLastHead)?.size ?? 0;

/** Entries from the index `from` on, at most `limit`. An entry whose bytes cannot be read is a finding for the verifier, here a fault. */
export const listEntries = (reader: Reader, from: number, limit: number): readonly AuditEntry[] =>
  reader.all<LogRow>(listEntriesSql, { after: from - 1, limit }).map(({ index, data }) => {
    const entry = readEntry(data);
    if (typeof entry === 'string') throw new Error(`audit entry ${index}: ${entry}`);
    return entry;
  });

/** The salt of an entry's commitment, or undefined once it was erased. */
export const readSalt = (reader: Reader, index: number): Uint8Array | undefined =>
  reader.one<{ salt: Uint8Array }>(getSalt, { index })?.salt;

/** All rows of the trail in pages, also those that stand before entry 0. */
export function* logPages(reader: Reader): Generator<readonly LogRow[]> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = reader.all<LogRow>(listEntriesSql, { after, limit: PAGE_ROWS });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.index;
  }
}

/** What the log verifier compares the rows with. */
export const logRecords = (reader: Reader): LogRecords => {
  const counts: number[] = [];
  for (const { level, count } of reader.all<{ level: number; count: number }>(countTiles)) counts[level] = count;
  return {
    heads: heads(reader),
    tile: (level, n) => reader.one<LogTile>(getTile, { level, n }),
    tileCounts: Array.from(counts, (count) => count ?? 0),
  };
};

function* heads(reader: Reader): Generator<LogHead> {
  let after = 0;
  for (;;) {
    const page = reader.all<LogHead>(listHeads, { after, limit: PAGE_ROWS });
    const last = page.at(-1);
    if (last === undefined) return;
    yield* page;
    after = last.size;
  }
}

/** Goes through the whole trail, in order on this thread or range by range on others, and hands every good entry on whose object is to be compared. */

import { readEntry } from '../../audit/audit-entry.ts';
import { type LogFinding, type LogRow, LogVerifier } from '../../audit/verify-log.ts';
import type { AuditEntry } from '../../model/audit-entry.ts';
import { hex } from '../../model/hex.ts';
import type { Reader } from '../handle.ts';
import { auditSize, logPages, logRecords } from './audit-store.ts';
import listEntries from './sql/list-entries.sql?raw';
import { framesRanges, RANGE_ENTRIES, type RangeAnswer, type RangeTask, rangeTasks } from './verify-range.ts';

export type TrailRead = {
  readonly size: number;
  /** Lower-case hex, recomputed from the bytes. */
  readonly root: string;
  /** The first entry that is wrong by itself or by its place in the tree. */
  readonly finding: LogFinding | undefined;
};

export type TrailVisit = {
  /** By size, roots that are wanted: they are set on the way. */
  readonly roots: Map<number, string | undefined>;
  compare(entry: AuditEntry): void;
  /** Lets others work where it is time, and throws where the work was called off. A promise for each entry would take longer than the rest. */
  rest(done: number): Promise<void> | undefined;
};

/** Finds the first bad entry. */
export const readInOrder = async (reader: Reader, { roots, compare, rest }: TrailVisit): Promise<TrailRead> => {
  const log = new LogVerifier(logRecords(reader));
  for (const page of logPages(reader)) {
    for (const row of page) {
      const entry = log.add(row);
      if (entry !== undefined) compare(entry);
      if (roots.has(log.size)) roots.set(log.size, hex(log.root()));
      const pause = rest(log.size);
      if (pause !== undefined) await pause;
    }
  }
  log.end();
  return { size: log.size, root: hex(log.root()), finding: log.finding };
};

/** Whether there is enough of it to be worth other threads. */
export const hasRanges = (reader: Reader): boolean => auditSize(reader) > RANGE_ENTRIES;

/** The same for a trail that is sound; undefined for any other, of which only reading in order tells what is wrong. */
export const readInRanges = async (
  reader: Reader,
  { roots, compare, rest }: TrailVisit,
  verifyRange: (task: RangeTask) => Promise<RangeAnswer>,
): Promise<TrailRead | undefined> => {
  const size = auditSize(reader);
  if (!framesRanges(reader, size)) return undefined;
  const tasks = rangeTasks(size, [...roots.keys(), size]);
  const answers = tasks.map((task) => verifyRange(task));
  // Whichever fails is met in its turn; until then nobody else may say that it went unheard.
  for (const answer of answers) answer.catch(() => undefined);
  let root: string | undefined;
  for (const [n, { to }] of tasks.entries()) {
    const answer = (await answers[n]) as RangeAnswer;
    if (!answer.sound) return undefined;
    for (const found of answer.roots) {
      if (roots.has(found.size)) roots.set(found.size, found.root);
      if (found.size === size) root = found.root;
    }
    for (const entry of recordedIn(reader, answer.recording)) {
      compare(entry);
      const pause = rest(entry.index);
      if (pause !== undefined) await pause;
    }
    await rest(to);
  }
  return root === undefined ? undefined : { size, root, finding: undefined };
};

const PAGE_ROWS = 2_048;

/** Entries by their ascending indices, read in pages, as they mostly stand close together. */
function* recordedIn(reader: Reader, indices: Uint32Array): Generator<AuditEntry> {
  let next = 0;
  while (next < indices.length) {
    const rows = reader.all<LogRow>(listEntries, { after: (indices[next] as number) - 1, limit: PAGE_ROWS });
    for (const { index, data } of rows) {
      if (index !== indices[next]) continue;
      const entry = readEntry(data);
      if (typeof entry === 'string') throw new Error(`entry ${index} was sound a moment ago: ${entry}`);
      next++;
      yield entry;
    }
    if (rows.length === 0) throw new Error(`entry ${indices[next]} was there a moment ago`);
  }
}

/** Signed checkpoints of the trail, as they are kept. */
import { parseCheckpoint } from '../../audit/checkpoint.ts';
import type { CheckpointInfo } from '../../contract/evidence-operations.ts';
import { hex } from '../../model/hex.ts';
import { refuse } from '../../model/problem.ts';
import type { Reader, Writer } from '../handle.ts';
import countSql from './sql/count-checkpoints.sql?raw';
import getCheckpoint from './sql/get-checkpoint.sql?raw';
import getNewestCheckpoint from './sql/get-newest-checkpoint.sql?raw';
import insertCheckpoint from './sql/insert-checkpoint.sql?raw';
import listCheckpointsSql from './sql/list-checkpoints.sql?raw';
import listNewestCheckpoints from './sql/list-newest-checkpoints.sql?raw';

export type CheckpointRow = { readonly size: number; readonly note: string };
export type NumberedCheckpoint = CheckpointRow & { readonly number: number };

const PAGE_ROWS = 1_024;

/** Newest first. */
export const listCheckpoints = (
  reader: Reader,
  page: { readonly after: number; readonly limit: number },
): { readonly total: number; readonly checkpoints: readonly CheckpointInfo[] } => ({
  total: reader.one<{ readonly count: number }>(countSql)?.count ?? 0,
  checkpoints: reader.all<CheckpointRow>(listNewestCheckpoints, page).map(infoOf),
});

export const newestCheckpoint = (reader: Reader): CheckpointInfo | undefined => found(reader.one<CheckpointRow>(getNewestCheckpoint));

/** How many entries the newest checkpoint covers; 0 where there is none. */
export const checkpointedSize = (reader: Reader): number => reader.one<CheckpointRow>(getNewestCheckpoint)?.size ?? 0;

/** The checkpoint over exactly so many entries. */
export const checkpointAt = (reader: Reader, size: number): CheckpointInfo | undefined =>
  found(reader.one<CheckpointRow>(getCheckpoint, { size }));

export const addCheckpoint = (writer: Pick<Writer, 'run'>, { size, note }: CheckpointRow): void => {
  writer.run(insertCheckpoint, { size, note });
};

/** All checkpoints as they are kept, oldest first, also those that are none. */
export function* checkpointRows(reader: Reader): Generator<NumberedCheckpoint> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = reader.all<NumberedCheckpoint>(listCheckpointsSql, { after, limit: PAGE_ROWS });
    const last = page.at(-1);
    if (last === undefined) return;
    yield* page;
    after = last.size;
  }
}

const found = (row: CheckpointRow | undefined): CheckpointInfo | undefined => (row === undefined ? undefined : infoOf(row));

const infoOf = ({ size, note }: CheckpointRow): CheckpointInfo => {
  const parsed = parseCheckpoint(note);
  if (typeof parsed === 'string' || parsed.checkpoint.size !== size)
    return refuse('unreadable', `The checkpoint of ${size} entries was changed from outside. "audit verify" tells more.`);
  return { size, root: hex(parsed.checkpoint.root), note };
};

/** Compares a move with its entry, and the run's row with what its last move says. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import type { RunRecord } from '../../run/run-state.ts';
import { type Comparison, compareCommittedText } from '../audit/object-check.ts';
import type { Reader } from '../handle.ts';
import { different, missing, sameJson } from './comparison.ts';
import { endingRow } from './ending.ts';
import { moveDetail } from './move-detail.ts';
import { recordedRun } from './recorded-run.ts';
import getRecordedMove from './sql/get-recorded-move.sql?raw';

type MoveRow = { readonly entry: number; readonly salt: Uint8Array | null; readonly body: string; readonly last: number };

export type MoveComparison = Comparison & {
  /** How many of its records are dead letters. */
  readonly letters: number;
};

export const compareMove = (reader: Reader, entry: AuditEntry): MoveComparison => {
  const run = String(entry.subject.run);
  const seq = Number(entry.subject.seq);
  const what = `move ${seq} of run ${run}`;
  const row = reader.one<MoveRow>(getRecordedMove, { run, seq });
  if (row === undefined) return { ...missing(what), letters: 0 };
  if (row.entry !== entry.index) return { ...different(what), letters: 0 };
  const committed = compareCommittedText(reader, entry, row.body, what, row.salt);
  if (committed.wrong !== undefined) return { ...committed, letters: 0 };
  const records = JSON.parse(row.body) as readonly RunRecord[];
  const letters = records.filter((record) => record.type === 'end' && record.letter === true).length;
  const status = String(entry.detail?.status);
  const ends = entry.kind === 'run.finished';
  const same = sameJson(moveDetail(status, records), entry.detail) && ends === (records.at(-1)?.type === 'run-end');
  const wrong = same ? runDiffers(reader, { run, entry, records, status, last: row.last === 1 }) : `${what} is not what was recorded`;
  return { ...committed, letters, ...(wrong !== undefined && { wrong }) };
};

type Standing = {
  readonly run: string;
  readonly entry: AuditEntry;
  readonly records: readonly RunRecord[];
  readonly status: string;
  readonly last: boolean;
};

/** A sentence where the run's row is not what its last move leaves. */
const runDiffers = (reader: Reader, { run, entry, records, status, last }: Standing): string | undefined => {
  const end = records.at(-1);
  if (end?.type !== 'run-end') {
    if (!last) return undefined;
    const row = recordedRun(reader, run);
    const open = row?.status === status && row.endedAt === null && row.output === null && row.failure === null && row.endEntry === null;
    return open ? undefined : `the status of run ${run} is not what its last move left`;
  }
  if (!last) return `run ${run} has moves after its end`;
  const row = recordedRun(reader, run);
  const { output, failure } = endingRow(end);
  const same = row?.status === status && status === end.status && row.output === output && row.failure === failure;
  return same && row.endedAt === entry.at && row.endEntry === entry.index ? undefined : `the end of run ${run} is not what was recorded`;
};

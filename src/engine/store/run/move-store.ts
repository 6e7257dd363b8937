/** Moves of runs: what each event caused, written once and read back in order. A run is the sum of them. */
import { readEntry } from '../../audit/audit-entry.ts';
import type { AuditEntry } from '../../model/audit-entry.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Failure } from '../../model/problem.ts';
import type { RunStatus } from '../../model/run.ts';
import type { Move, RunRecord } from '../../run/run-state.ts';
import type { Reader, Writer } from '../handle.ts';
import { endingRow } from './ending.ts';
import { insertLetter } from './letter-store.ts';
import { moveDetail } from './move-detail.ts';
import endRunSql from './sql/end-run.sql?raw';
import insertMove from './sql/insert-move.sql?raw';
import listMoves from './sql/list-moves.sql?raw';
import setRunStatus from './sql/set-run-status.sql?raw';

/** What a record's step, ended as a letter, is kept with. */
export type NewLetter = { readonly step: string; readonly task: string; readonly failure: Failure };

export type NewMove = {
  readonly run: string;
  /** Counted from 0 without gaps; a table's guard refuses any other, and a second one. */
  readonly seq: number;
  readonly records: readonly RunRecord[];
  /** The run's status after the move. */
  readonly status: RunStatus;
  /** The status before, where it is known: the run's row is left alone if it is the same. */
  readonly statusBefore?: RunStatus;
  /** When and by whom, where that is not now and by whoever makes the change. */
  readonly at?: string;
  readonly actor?: string;
  /** One for each `end` record with `letter`. */
  readonly letters?: readonly NewLetter[];
};

/** Appends a move. The audit entry commits to the records, which may hold personal data, and says in the open how the run and its steps stand. */
export const appendMove = (writer: Writer, move: NewMove): AuditEntry => {
  const { run, seq, records, status } = move;
  const end = records.at(-1);
  const body = canonicalJson(records as unknown as Json);
  const { entry, salt } = writer.recordSalted(
    {
      kind: end?.type === 'run-end' ? 'run.finished' : 'run.moved',
      ...(move.actor !== undefined && { actor: move.actor }),
      ...(move.at !== undefined && { at: move.at }),
      subject: { run, seq },
      detail: moveDetail(status, records),
    },
    body,
  );
  if (writer.run(insertMove, { entry: entry.index, run, seq, salt, body }) !== 1)
    throw new Error(`a move of run ${run}, which has ended or is not there`);
  if (end?.type === 'run-end') {
    if (end.status !== status) throw new Error(`run ${run} ended as ${end.status}, and was said to be ${status}`);
    writer.run(endRunSql, { id: run, ...endingRow(end), endedAt: entry.at, entry: entry.index });
  } else if (status !== move.statusBefore) {
    writer.run(setRunStatus, { run, status });
  }
  if (move.letters !== undefined || records.some((record) => record.type === 'end' && record.letter)) keepLetters(writer, move, entry);
  return entry;
};

const keepLetters = (writer: Writer, { run, records, letters = [] }: NewMove, { at, actor }: AuditEntry): void => {
  const steps = records.flatMap((record) => (record.type === 'end' && record.letter ? [record.step] : []));
  if (steps.join('\n') !== letters.map(({ step }) => step).join('\n'))
    throw new Error(`a move of run ${run} has other letters than its records name`);
  for (const letter of letters) insertLetter(writer, { run, ...letter, at, actor });
};

type MoveRow = { readonly seq: number; readonly body: string; readonly data: Uint8Array };

/** The moves of a run in their order, from the one numbered `from` on; none for a run of an earlier program, whose steps are read as legacy. */
export const readMoves = (reader: Reader, run: string, from = 0): readonly Move[] =>
  reader.all<MoveRow>(listMoves, { run, from }).map(({ seq, body, data }) => {
    const entry = readEntry(data);
    if (typeof entry === 'string') throw new Error(`the entry of move ${seq} of run ${run}: ${entry}`);
    return { seq, at: entry.at, actor: entry.actor, records: JSON.parse(body) as readonly RunRecord[] };
  });
